"""Taking a step of what residents vote on and the council decides, in the chapter it belongs to."""

from typing import Any

from commissioning.commissions import operations as commissions
from commissioning.commissions.models import Commission
from commissioning.people.models import Person
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Proposal

TAKE: dict[type[Any], Any] = {Proposal: proposals.take_step, Commission: commissions.take_step}


def take_step(subject: Any, name: str, *, by: Person, reason: str = "") -> None:
    """Take a step of a proposal or a commission. Raises Refused or NotAllowed."""
    TAKE[type(subject)](subject, name, by=by, reason=reason)
