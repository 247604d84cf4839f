"""What every field of ours shares: an answer that is needed, and one sentence at a time."""

from typing import Any

from wtforms.validators import StopValidation

NOTHING: tuple[Any, ...] = (None, "", [], False)


class Needed:
    """The field must have an answer; `sentence` tells the person what to do ("Enter your name")."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, _form: Any, field: Any) -> None:
        if field.process_errors:
            raise StopValidation
        if any(field.data is nothing for nothing in NOTHING) or field.data in ("", []):
            raise StopValidation(self.sentence)


class Allowed:
    """The field may stay empty; what cannot be read already has its sentence."""

    def __call__(self, _form: Any, field: Any) -> None:
        if field.process_errors or field.data in (None, "", []):
            raise StopValidation


def first(empty: str) -> Needed | Allowed:
    """The check that goes before a field's others: `empty` is the sentence when it is needed."""
    return Needed(empty) if empty else Allowed()
