"""Taking a step of the takeover, with whose turn it then is, and telling those who follow it."""

from commissioning.core import turns
from commissioning.core.turns import Promise, Unit
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal
from commissioning.proposals.workflow import TAKEOVER, TURNS


def take_step(
    proposal: Proposal, name: str, *, by: Person, reason: str = "", says: str = ""
) -> None:
    """Take a step, and begin the turn of the stage it leads to. An agreement to send is used up.

    Raises Refused or NotAllowed as the workflow does.
    """
    TAKEOVER.take(name, proposal, by=by, reason=reason, says=says)
    proposal.agreed_by_id = proposal.asked_to_send_by_id = None
    begin_turn(proposal)


def begin_turn(proposal: Proposal) -> None:
    """End the open turn; begin that of the stage the proposal is at, where it has one."""
    if proposal.status not in TURNS:
        turns.end(proposal)
        return
    whose, promised = TURNS[proposal.status]
    settings = proposal.council.settings
    promise = settings.promise(promised) if promised else Promise(0, Unit.NONE)
    turns.begin(proposal, proposal.status.value, whose, promise)
