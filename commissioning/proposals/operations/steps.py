"""Taking a step of the takeover, with whose turn it then is, and telling those who follow it."""

from datetime import date
from typing import NamedTuple

from commissioning.core import clock, turns
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.proposals.models import TURNS, Proposal, Status
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.operations.sizing import keep_size
from commissioning.proposals.workflow import NEXT, TAKEOVER


def take_step(
    proposal: Proposal, name: str, *, by: Person, reason: str = "", says: str = ""
) -> None:
    """Take a step, and begin the turn of the stage it leads to. An agreement to send is used up.

    Followers, and the members of the group unless they stopped their mail, hear what happened in
    one sentence and what happens next. `says` is that sentence, where the step's own is not enough.
    Raises Refused or NotAllowed as the workflow does.
    """
    hold(proposal)
    what = says or TAKEOVER.step(name, proposal).says
    TAKEOVER.take(name, proposal, by=by, reason=reason, says=says)
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    if name == "accept":
        keep_size(proposal, by=by)
    begin_turn(proposal)
    members = [each.person.email for each in proposal.group.current_members]
    follows.tell(proposal, f"{what.removesuffix('.')}.", NEXT[proposal.status], also=members)


def begin_turn(proposal: Proposal) -> None:
    """End the open turn; begin that of the stage the proposal is at, where it has one."""
    if proposal.status not in TURNS:
        turns.end(proposal)
        return
    whose, promised = TURNS[proposal.status]
    promise = proposal.promise(promised) if promised else Promise(0, Unit.NONE)
    due_on, competition = None, proposal.competition
    if competition is not None and proposal.status is Status.PLAN:
        promise, due_on = Promise(0, Unit.NONE), competition.last_day
    elif competition is not None:  # the council reads all plans when the last one is in
        due_on = promise.due(max(clock.today(), competition.last_day))
    turns.begin(proposal, proposal.status.value, whose, promise, due_on=due_on)


class Follows(NamedTuple):
    """What comes after a step: the new status, whose turn it is, and until when."""

    status: Status
    whose: Whose | None
    due_on: date | None


def what_follows(proposal: Proposal, name: str) -> Follows | None:
    """What a step would lead to, for the page that asks whether to take it. None: no such step."""
    for step in TAKEOVER.steps:
        if step.name == name and step.source == proposal.status:
            after = Status(step.target)
            whose, promised = TURNS.get(after, (None, ""))
            limit = proposal.promise(promised) if promised else None
            return Follows(after, whose, limit.due(clock.today()) if limit else None)
    return None
