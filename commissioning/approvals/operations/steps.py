"""The steps of a proposal that the council and the group take from a case."""

from datetime import date
from typing import NamedTuple

from commissioning.core import clock, turns
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.workflow import TAKEOVER

TURNS: dict[Status, tuple[Whose, str]] = {
    Status.CHECK: (Whose.COUNCIL, "check_days"),
    Status.PLAN: (Whose.GROUP, "plan_weeks"),
    Status.ASSESSMENT: (Whose.COUNCIL, "assessment_days"),
    Status.VOTE: (Whose.RESIDENTS, ""),
    Status.DECISION: (Whose.COUNCIL, "decision_days"),
    Status.HANDOVER: (Whose.BOTH, "handover_weeks"),
}


def take_step(proposal: Proposal, name: str, *, by: Person, reason: str = "") -> None:
    """Take a step of the takeover and begin the turn that follows."""
    TAKEOVER.take(name, proposal, by=by, reason=reason)
    if proposal.status not in TURNS:
        turns.end(proposal)
        return
    whose, promise = TURNS[proposal.status]
    limit = proposal.council.settings.promise(promise) if promise else Promise(0, Unit.NONE)
    turns.begin(proposal, proposal.status.value, whose, limit)


class Follows(NamedTuple):
    """What comes after a step: the new status, whose turn it is, and until when."""

    status: Status
    whose: Whose | None
    due_on: date | None


def what_follows(proposal: Proposal, name: str) -> Follows | None:
    """What would follow a step, for the page that asks whether to take it. None: no such step."""
    for step in TAKEOVER.steps:
        if step.name == name and step.source == proposal.status:
            after = Status(step.target)
            whose, promise = TURNS.get(after, (None, ""))
            limit = proposal.council.settings.promise(promise) if promise else None
            return Follows(after, whose, limit.due(clock.today()) if limit else None)
    return None
