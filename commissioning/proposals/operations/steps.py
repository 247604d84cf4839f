"""Taking a step of the takeover, with what belongs to each: whose turn it is, and who is told."""

from typing import Any

from commissioning.core import turns
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.follows import operations as follows
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.workflow import TAKEOVER

# Whose turn a stage is, and the name of the promise among the council's numbers.
TURNS: dict[Status, tuple[Whose, str]] = {
    Status.SUPPORT: (Whose.RESIDENTS, "support_weeks"),
    Status.SUPPORTED: (Whose.GROUP, ""),
    Status.CHECK: (Whose.COUNCIL, "check_days"),
    Status.PLAN: (Whose.GROUP, "plan_weeks"),
    Status.ASSESSMENT: (Whose.COUNCIL, "assessment_days"),
    Status.VOTE: (Whose.RESIDENTS, ""),
    Status.DECISION: (Whose.COUNCIL, "decision_days"),
    Status.HANDOVER: (Whose.BOTH, "handover_weeks"),
    Status.RUNNING: (Whose.MUTUAL, ""),
}
NEXT: dict[Status, str] = {
    Status.SUPPORT: "People who want it to be looked at can say so.",
    Status.SUPPORTED: "The group sends it to the council.",
    Status.NOT_REACHED: "The group can ask for support again later. The support it has is kept.",
    Status.CHECK: "The council checks whether it can be done.",
    Status.PLAN: "The group writes its full plan.",
    Status.ASSESSMENT: "The council looks at the full plan.",
    Status.VOTE: "Residents vote.",
    Status.DECISION: "The council decides.",
    Status.HANDOVER: "The council and the group agree how to hand it over.",
    Status.RUNNING: "The mutual reports each quarter how it goes.",
}


def take_step(proposal: Proposal, name: str, *, by: Any, reason: str = "", says: str = "") -> None:
    """Take a step: change the status, end the turn and begin the next, and tell everyone.

    Followers, and the members of the group who did not stop their mail, get one sentence and what
    happens next. Raises what Workflow.take raises.
    """
    step = TAKEOVER.step(name, proposal)
    TAKEOVER.take(name, proposal, by=by, reason=reason, says=says)
    if proposal.status in TURNS:
        whose, promise = TURNS[proposal.status]
        numbers = proposal.council.settings
        promised = numbers.promise(promise) if promise else Promise(0, Unit.NONE)
        turns.begin(proposal, proposal.status, whose, promised)
    else:
        turns.end(proposal)
    members = [each.person.email for each in proposal.group.current_members]
    follows.tell(proposal, f"{says or step.says}.", NEXT.get(proposal.status, ""), also=members)
