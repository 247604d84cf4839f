"""Saying who will run a commission, how they were chosen, and from when until when."""

from dataclasses import dataclass
from datetime import date

from commissioning.commissions.models import Commission
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.rules import may_name_provider
from commissioning.core import clock, history, turns
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person


@dataclass(frozen=True)
class Award:
    """Who runs it. All of it is public."""

    provider: str
    how_chosen: str
    starts_on: date
    ends_on: date


def name_provider(commission: Commission, award: Award, *, by: Person) -> None:
    """Write down who will run it. It starts by the clock on its day. Can be said once.

    Raises Refused, beside its field, when the dates do not follow; NotAllowed.
    """
    may_name_provider.check(by, commission)
    hold(commission)
    _check(award)
    if commission.provider:
        raise Refused("Somebody else has just said who runs it. Look at it again.")
    commission.provider, commission.how_chosen = award.provider, award.how_chosen
    commission.starts_on, commission.ends_on = award.starts_on, award.ends_on
    says = f"{award.provider} will run it, from {in_words(award.starts_on)}"
    history.record(commission, "name-provider", by=by, says=says, reason=award.how_chosen,
                   starts=award.starts_on.isoformat(), ends=award.ends_on.isoformat())  # fmt: skip
    agreed = Promise(0, Unit.NONE)  # by both sides, so it is nobody’s rule
    turns.begin(commission, commission.status.value, Whose.COUNCIL, agreed, due_on=award.starts_on)
    members = [each.person.email for each in commission.group.current_members]
    follows.tell(
        commission, f"{says}.", "Results come out each quarter once it runs.", also=members
    )


def _check(award: Award) -> None:
    if not award.provider.strip():
        raise Refused("Say who will run it", "provider")
    if not award.how_chosen.strip():
        raise Refused("Say how they were chosen, so that people can understand", "how_chosen")
    if award.starts_on < clock.today():
        raise Refused("It can start today at the earliest", "starts_on")
    if award.ends_on <= award.starts_on:
        raise Refused("It must end after it starts", "ends_on")
