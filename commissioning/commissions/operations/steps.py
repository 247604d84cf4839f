"""Taking a step of a commission, with whose turn it then is, and telling those who follow it."""

from datetime import timedelta

from commissioning.commissions.models import TURNS, Commission, Status
from commissioning.commissions.operations.holding import hold
from commissioning.commissions.workflow import COMMISSION, NEXT
from commissioning.core import clock, turns
from commissioning.core.turns import Promise, Unit
from commissioning.follows import operations as follows
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person

NO_LIMIT = Promise(0, Unit.NONE)


def take_step(
    commission: Commission, name: str, *, by: Person, reason: str = "", says: str = ""
) -> None:
    """Take a step, and begin the turn of the stage it leads to. An agreement to send is used up.

    Followers and the members of the group hear what happened and what happens next. `says` is
    that sentence, where the step's own is not enough. Raises Refused or NotAllowed.
    """
    hold(commission)
    what = says or COMMISSION.step(name, commission).says
    COMMISSION.take(name, commission, by=by, reason=reason, says=says)
    commission.agreed_by_id = commission.asked_to_send_by_id = None
    begin_turn(commission)
    members = [each.person.email for each in commission.group.current_members]
    follows.tell(commission, f"{what.removesuffix('.')}.", NEXT[commission.status], also=members)


def begin_turn(commission: Commission) -> None:
    """End the open turn; begin that of the stage the commission is at, where it has one."""
    if commission.status not in TURNS:
        turns.end(commission)
        return
    whose, promised = TURNS[commission.status]
    promise = commission.council.settings.promise(promised) if promised else NO_LIMIT
    turns.begin(commission, commission.status.value, whose, promise)
    if commission.status == Status.RUNNING:
        wait_for_results(commission, Quarter.of(clock.today()))


def wait_for_results(commission: Commission, quarter: Quarter) -> None:
    """Begin the provider's turn to give the results of a quarter, some days after its end."""
    settings = commission.council.settings
    days = settings.report_days
    whose, _ = TURNS[Status.RUNNING]
    promise = Promise(days, Unit.NONE, settings.promise("report_days").basis)
    due_on = quarter.ends_on + timedelta(days=days)
    turns.begin(commission, Status.RUNNING.value, whose, promise, due_on=due_on)
