"""Taking a step of what residents vote on and the council decides, in the chapter it belongs to."""

from datetime import date
from typing import Any

from commissioning.commissions import operations as commissions
from commissioning.commissions.models import Commission
from commissioning.core import turns
from commissioning.core.turns import Basis, Promise, Unit, Whose
from commissioning.people.models import Person
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Proposal
from commissioning.votes.models import AT_VOTE

TAKE: dict[type[Any], Any] = {Proposal: proposals.take_step, Commission: commissions.take_step}


def take_step(subject: Any, name: str, *, by: Person, reason: str = "") -> None:
    """Take a step of a proposal or a commission. Raises Refused or NotAllowed."""
    TAKE[type(subject)](subject, name, by=by, reason=reason)


def residents_turn(subject: Any, until: date) -> None:
    """Residents vote until this day: what was announced, so nobody can change it."""
    promise = Promise(0, Unit.NONE, Basis.COUNCIL)
    turns.begin(subject, subject.status.value, Whose.RESIDENTS, promise, due_on=until)


def pass_turn(subject: Any, whose: Whose, promised: str) -> None:
    """It is somebody else's turn at the vote, within one of the council's promises.

    Nothing changes for what has meanwhile left the vote, as what is withdrawn does.
    """
    if subject.status == AT_VOTE:
        promise = subject.council.settings.promise(promised)
        turns.begin(subject, subject.status.value, whose, promise)
