"""Fields for words: a line, a text, an e-mail address, a postcode. Each has a longest length."""

import re
from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from commissioning.core import text
from commissioning.core.forms.needed import first

# The shape of a full postcode as Royal Mail's Postcode Address File gives it.
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
EMAIL = re.compile(r"[^\s@<>(),;:\"\\]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
WEB = re.compile(r"https?://[^\s/]\S*")
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3


class AtMost:
    """At most `most` characters. What is too long gets no second sentence about its shape."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Any, field: Any) -> None:
        over = len(field.data) - self.most
        if over > 0:
            letters = "character" if over == 1 else "characters"
            raise StopValidation(
                f"Use {self.most:,} characters or fewer. You have {over:,} {letters} too many"
            )


class Shape:
    """The whole of the answer has this shape; `sentence` shows a good one."""

    def __init__(self, pattern: re.Pattern[str], sentence: str) -> None:
        self.pattern = pattern
        self.sentence = sentence

    def __call__(self, _form: Any, field: Any) -> None:
        if not self.pattern.fullmatch(field.data):
            raise ValidationError(self.sentence)


class LineField(StringField):
    """One line of at most `most` characters.

    `empty` is the sentence when nothing was typed; without it the line may stay empty.
    `autocomplete` tells a browser what it may fill in (HTML standard, 4.10.18.7), such as "name".
    """

    drawn_as = "line"

    def __init__(
        self, label: str, *, most: int, empty: str = "", autocomplete: str = "", **others: Any
    ) -> None:
        checks = [first(empty), AtMost(most), *others.pop("validators", [])]
        cleaned = [text.clean_line, *others.pop("filters", [])]
        super().__init__(label, validators=checks, filters=cleaned, **others)
        self.most = most
        self.autocomplete = autocomplete


class TextField(TextAreaField):
    """Several lines of at most `most` characters, counted for the person while they write."""

    drawn_as = "text"

    def __init__(self, label: str, *, most: int, empty: str = "", **others: Any) -> None:
        checks = [first(empty), AtMost(most), *others.pop("validators", [])]
        super().__init__(label, validators=checks, filters=[text.clean_text], **others)
        self.most = most


class EmailField(LineField):
    """An e-mail address, in small letters."""

    drawn_as = "email"

    def __init__(
        self, label: str, *, empty: str = "Enter your email address", **others: Any
    ) -> None:
        shape = Shape(EMAIL, "Enter an email address like name@example.com")
        super().__init__(
            label,
            most=LONGEST_EMAIL,
            empty=empty,
            autocomplete=others.pop("autocomplete", "email"),
            validators=[shape],
            filters=[str.lower],
            **others,
        )


class PostcodeField(LineField):
    """A full UK postcode, kept as AM1 2BX however it was typed."""

    drawn_as = "line"
    width = 10

    def __init__(self, label: str, *, empty: str = "Enter your postcode", **others: Any) -> None:
        shape = Shape(POSTCODE, "Enter a full postcode, like AM1 2BX")
        super().__init__(
            label,
            most=30,
            empty=empty,
            autocomplete=others.pop("autocomplete", "postal-code"),
            validators=[shape],
            filters=[tidy_postcode],
            **others,
        )


def tidy_postcode(written: str) -> str:
    """Capitals and one space, when it has the shape of a postcode; otherwise as it was written."""
    found = POSTCODE.fullmatch(re.sub(r"[^A-Za-z0-9]", "", written).upper())
    return f"{found[1]} {found[2]}" if found else written
