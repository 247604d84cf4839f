"""Who may raise, read and answer a concern."""

from typing import Any

from commissioning.concerns.models import Concern
from commissioning.core.rules import rule
from commissioning.mutuals.rules import is_director, is_open, sits_elsewhere
from commissioning.people.rules import is_officer, is_signed_in


@rule
def raised_it(person: Any, concern: Concern) -> bool:
    """Only whoever raised this concern, the board and the council can read it."""
    return bool(person.id == concern.person_id)


@rule
def did_not_raise_it(person: Any, concern: Concern) -> bool:
    """You raised this concern, so somebody else has to deal with it."""
    return bool(person.id != concern.person_id)


may_raise = is_signed_in & is_open
may_read = is_director | is_officer | raised_it
may_answer = is_director & did_not_raise_it
may_ask = is_officer & sits_elsewhere & did_not_raise_it
may_see_messages = (is_director | is_officer) & did_not_raise_it
