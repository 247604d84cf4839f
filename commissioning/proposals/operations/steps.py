"""Taking a step of the takeover, with whose turn it then is, and telling those who follow it."""

from commissioning.core import turns
from commissioning.core.turns import Promise, Unit
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.workflow import TAKEOVER, TURNS

# What happens next, for those who are told of a step.
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


def take_step(
    proposal: Proposal, name: str, *, by: Person, reason: str = "", says: str = ""
) -> None:
    """Take a step, and begin the turn of the stage it leads to. An agreement to send is used up.

    Raises Refused or NotAllowed as the workflow does.
    """
    step = TAKEOVER.step(name, proposal)
    TAKEOVER.take(name, proposal, by=by, reason=reason, says=says)
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    begin_turn(proposal)
    members = [each.person.email for each in proposal.group.current_members]
    follows.tell(proposal, f"{says or step.says}.", NEXT.get(proposal.status, ""), also=members)


def begin_turn(proposal: Proposal) -> None:
    """End the open turn; begin that of the stage the proposal is at, where it has one."""
    if proposal.status not in TURNS:
        turns.end(proposal)
        return
    whose, promised = TURNS[proposal.status]
    settings = proposal.council.settings
    promise = settings.promise(promised) if promised else Promise(0, Unit.NONE)
    turns.begin(proposal, proposal.status.value, whose, promise)
