"""Writing a draft: starting one, saving its sections, putting an older version back."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from commissioning.core import clock, history, text
from commissioning.core.database import changed, db, housekeeping
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.groups.models import Group
from commissioning.groups.rules import is_open, is_writer
from commissioning.people.models import Person
from commissioning.places.models import Operator, Place
from commissioning.proposals import rules
from commissioning.proposals.models import (
    FULL_PLAN,
    OpenEditor,
    PlanSection,
    Proposal,
    Section,
    SectionVersion,
)
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.queries import section_of

may_start = is_writer & is_open


class SavedMeanwhile(Refused):
    """Somebody else saved another version while this one was written. Nothing is lost."""


@dataclass(frozen=True)
class Written:
    """What somebody wrote, and which version of the section they had before them."""

    text: str
    version: int
    is_finished: bool = False


def start(place: Place, group: Group, title: str, summary: str, *, by: Person) -> Proposal:
    """Begin a draft for a place. It is the group's own until it opens for support.

    Raises NotAllowed when the person does not write for the group, Refused when the place is not
    the council's to give or has no neighbourhood.
    """
    may_start.check(by, group)
    _check_place(place, group)
    proposal = Proposal(
        council_id=place.council_id,
        place=place,
        group=group,
        neighbourhood_id=place.neighbourhood_id or group.neighbourhood_id,
        title=title,
        summary=summary,
    )
    proposal.sections = [PlanSection(section=each) for each in FULL_PLAN]
    db.session.add(proposal)
    db.session.flush()  # the history needs its number
    history.record(proposal, "start", by=by, says="A draft was started", place=place.id,
                   visibility=Visibility.PARTIES)  # fmt: skip
    return proposal


def _check_place(place: Place, group: Group) -> None:
    if place.council_id != group.council_id:
        raise Refused("Choose a place of this council", "place")
    if place.operator is Operator.MUTUAL:
        raise Refused("This place is run by a mutual already. Choose another place", "place")
    if place.neighbourhood_id is None and group.neighbourhood_id is None:
        raise Refused("The council has not said which neighbourhood this place is in", "place")


def describe(proposal: Proposal, title: str, summary: str, *, by: Person) -> None:
    """Change the title and the summary."""
    hold(proposal)
    rules.may_edit.check(by, proposal)
    proposal.title, proposal.summary = title, summary
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    history.record(proposal, "describe", by=by, says="The title or summary was changed",
                   visibility=Visibility.PARTIES)  # fmt: skip


def save_section(
    proposal: Proposal, section: Section, written: Written, *, by: Person
) -> PlanSection:
    """Save a section as a new version; an agreement to send is then used up.

    Raises SavedMeanwhile when `written.version` is not the newest any more.
    """
    hold(proposal)
    rules.may_edit.check(by, proposal)
    kept = section_of(proposal, section)
    _take_next(kept, written)
    _add_version(kept, written, by)
    kept.text, kept.html = written.text, text.to_html(written.text)
    kept.is_finished = written.is_finished
    kept.saved_at, kept.saved_by = clock.now(), by
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    _forget_open(kept, by)
    history.record(proposal, "save-section", by=by, says=f"“{section.words}” was saved",
                   section=section.value, version=kept.version,
                   visibility=Visibility.PARTIES)  # fmt: skip
    return kept


def _take_next(kept: PlanSection, written: Written) -> None:
    """Two people may save at once: the next version number is given only to the first."""
    taken = db.session.execute(
        update(PlanSection)
        .where(PlanSection.id == kept.id, PlanSection.version == written.version)
        .values(version=PlanSection.version + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(kept)
    if changed(taken) != 1:
        raise SavedMeanwhile(
            "Someone else saved this while you were writing. Nothing is lost. Choose what to keep."
        )


def _add_version(kept: PlanSection, written: Written, by: Person) -> None:
    db.session.add(
        SectionVersion(
            plan_section_id=kept.id,
            version=kept.version,
            text=written.text,
            is_finished=written.is_finished,
            person_id=by.id,
        )
    )


def put_back(
    proposal: Proposal, section: Section, older: SectionVersion, *, by: Person
) -> PlanSection:
    """Save an older version again, as the newest."""
    newest = section_of(proposal, section).version
    return save_section(proposal, section, Written(older.text, newest), by=by)


def note_open(kept: PlanSection, person: Person) -> None:
    """Note that somebody has a section open: advice for the others, in a transaction of its own.

    A busy database is no reason not to open the page: then nobody is told.
    """
    mine = (OpenEditor.plan_section_id == kept.id) & (OpenEditor.person_id == person.id)
    with suppress(DBAPIError), housekeeping() as connection:
        connection.execute(delete(OpenEditor).where(mine))
        connection.execute(
            OpenEditor.__table__.insert().values(  # type: ignore[attr-defined]
                plan_section_id=kept.id,
                person_id=person.id,
                opened_at=clock.now(),
                created_at=clock.now(),
            )
        )


def _forget_open(kept: PlanSection, person: Person) -> None:
    mine = (OpenEditor.plan_section_id == kept.id) & (OpenEditor.person_id == person.id)
    db.session.execute(delete(OpenEditor).where(mine))
