"""Who may send a correction, and who may decide about it."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.corrections.models import Correction
from commissioning.people.rules import is_officer


@rule
def is_not_the_sender(person: Any, correction: Correction) -> bool:
    """You sent this correction, so somebody else at the council has to decide about it."""
    return bool(person.id != correction.person_id)


may_decide = is_officer & is_not_the_sender
