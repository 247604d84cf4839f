"""Fields for choosing: one of a few (radios), one of many (a list), several, and yes."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from commissioning.core.choices import Choice
from commissioning.core.forms.needed import first

Offer = type[Choice] | Iterable[tuple[Any, str]]
NOT_OFFERED = "Choose from the list"


def as_choices(offer: Offer) -> list[SelectChoice]:
    """What is offered, as the form library wants it: a Choice, or pairs of key and words."""
    if isinstance(offer, type):
        return [SelectChoice(each.value, each.words) for each in offer]
    return [SelectChoice(key, words) for key, words in offer]


class _Offering:
    """A field with an offer. The answer has the type of the keys offered: a Choice, int or str."""

    choices: Any
    data: Any

    def offer(self, offer: Offer) -> None:
        """What may be chosen, when it is known only when the page is asked for."""
        self.choices = as_choices(offer)
        if isinstance(offer, type):
            self.coerce: Any = offer
        elif self.choices and all(isinstance(each.value, int) for each in self.choices):
            self.coerce = int
        self.data = self._again(getattr(self, "data", None))

    def _again(self, data: Any) -> Any:
        """The answer read before the offer was known, in the type of the offer."""
        if data in (None, "") or data == []:
            return data
        try:
            return (
                [self.coerce(each) for each in data]
                if isinstance(data, list)
                else self.coerce(data)
            )
        except ValueError:
            return data

    def _is_offered(self, answer: Any) -> bool:
        return any(str(answer) == str(each.value) for each in self.choices)


def _text(value: Any) -> Any:
    return None if value is None else str(value)


class ChoiceField(_Offering, RadioField):
    """One of a few, all shown. `offer`: a Choice, or pairs of key and words.

    `empty` is the sentence when nothing was chosen; without it the field may stay empty (None).
    `hints` gives a line under some of the choices, by key.
    """

    drawn_as = "radios"

    def __init__(self, label: str, *, offer: Offer = (), empty: str = "", **others: Any) -> None:
        self.hints: dict[Any, str] = others.pop("hints", {})
        super().__init__(label, validators=[first(empty)], coerce=_text, choices=[], **others)
        self.offer(offer)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as it is; whether it is on offer is asked when the form is checked."""
        sent = valuelist[0] if valuelist else ""
        self.data = self._again(str(sent)) if sent != "" else None

    def pre_validate(self, _form: Any) -> None:
        """What was chosen must have been on offer."""
        if self.data is not None and not self._is_offered(self.data):
            raise ValidationError(NOT_OFFERED)


class PickField(_Offering, SelectField):
    """One of many, in a list that opens. Otherwise as ChoiceField. `nothing`: its first line."""

    drawn_as = "select"

    def __init__(self, label: str, *, offer: Offer = (), empty: str = "", **others: Any) -> None:
        self.nothing = others.pop("nothing", "Choose")
        super().__init__(label, validators=[first(empty)], coerce=_text, choices=[], **others)
        self.offer(offer)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent as it is; whether it is on offer is asked when the form is checked."""
        sent = valuelist[0] if valuelist else ""
        self.data = self._again(str(sent)) if sent != "" else None

    def pre_validate(self, _form: Any) -> None:
        """What was chosen must have been on offer."""
        if self.data is not None and not self._is_offered(self.data):
            raise ValidationError(NOT_OFFERED)


class ChoicesField(_Offering, SelectMultipleField):
    """Several of a few, all shown, as tick boxes. `most`: how many may be chosen."""

    drawn_as = "checkboxes"

    def __init__(self, label: str, *, offer: Offer = (), empty: str = "", **others: Any) -> None:
        self.most = others.pop("most", None)
        self.hints: dict[Any, str] = others.pop("hints", {})
        super().__init__(label, validators=[first(empty)], coerce=_text, choices=[], **others)
        self.offer(offer)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent, each once."""
        self.data = self._again(list(dict.fromkeys(str(each) for each in valuelist)))

    def pre_validate(self, _form: Any) -> None:
        """What was chosen must have been on offer, and not too many."""
        if not all(self._is_offered(each) for each in self.data or []):
            raise ValidationError(NOT_OFFERED)
        if self.most and len(self.data or []) > self.most:
            raise ValidationError(f"You chose {len(self.data)}. Choose {self.most} or fewer")


class YesField(BooleanField):
    """One tick box. `empty` is the sentence when it must be ticked and is not."""

    drawn_as = "yes"

    def __init__(self, label: str, *, empty: str = "", **others: Any) -> None:
        super().__init__(label, validators=[first(empty)], **others)
