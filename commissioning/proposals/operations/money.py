"""Saving the money table."""

from sqlalchemy import update

from commissioning.core import history
from commissioning.core.database import changed, db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.proposals import money, rules
from commissioning.proposals.models import MoneyYear, Proposal
from commissioning.proposals.operations.drafting import SavedMeanwhile
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.viability import YEARS


def save_money(proposal: Proposal, figures: money.Figures, version: int, *, by: Person) -> None:
    """Save the five years. `figures` are in pence; `version` is the one the person had before them.

    Raises SavedMeanwhile when somebody else saved the table, Refused when a part is greater than
    its whole.
    """
    hold(proposal)
    rules.may_edit.check(by, proposal)
    for box, sentence in money.unlikely(figures):
        raise Refused(sentence, box)
    _take_next(proposal, version)
    known = {year.year: year for year in proposal.years}
    for number in range(1, YEARS + 1):
        year = known.get(number) or MoneyYear(proposal_id=proposal.id, year=number)
        money.fill(year, figures)
        db.session.add(year)
    db.session.flush()
    db.session.refresh(proposal, ["years"])
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    history.record(proposal, "save-money", by=by, says="The money table was saved",
                   version=proposal.money_version, visibility=Visibility.PARTIES)  # fmt: skip


def _take_next(proposal: Proposal, version: int) -> None:
    taken = db.session.execute(
        update(Proposal)
        .where(Proposal.id == proposal.id, Proposal.money_version == version)
        .values(money_version=Proposal.money_version + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(proposal, ["money_version", "years"])
    if changed(taken) != 1:
        raise SavedMeanwhile(
            "Someone else saved the table while you were writing. Nothing is lost. "
            "Their figures are below. Save again to keep yours."
        )
