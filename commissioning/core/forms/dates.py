"""A date in three boxes. Whatever is typed, it is a date or a sentence, never a crash."""

import calendar
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.utils import unset_value

from commissioning.core import text
from commissioning.core.forms.needed import first

PARTS = ("day", "month", "year")
MONTHS = [name.lower() for name in calendar.month_name]
SHORT_MONTHS = [name.lower() for name in calendar.month_abbr]
SOON, LATE = 1900, 2200


class DateField(Field):
    """Day, month and year. A month may be a number, a name or its first three letters.

    `empty` is the sentence when nothing was typed; without it the date may stay empty (None).
    """

    drawn_as = "date"
    widget = None

    def __init__(self, label: str, *, empty: str = "", **others: Any) -> None:
        checks = [first(empty), *others.pop("validators", [])]
        self.typed = ("", "", "")
        super().__init__(label, validators=checks, **others)

    @property
    def anchor(self) -> str:
        """The box a link in the error summary goes to."""
        return f"{self.id}-day"

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Each box's name and what stands in it."""
        return list(zip(PARTS, self.typed, strict=True))

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the three boxes from what was sent, or the date that is already known."""
        super().process(None, data, extra_filters)
        if formdata is not None:
            self._take(tuple(formdata.get(f"{self.name}-{part}", "") for part in PARTS))
        elif self.data:
            self.typed = (str(self.data.day), str(self.data.month), str(self.data.year))

    def _take(self, sent: tuple[Any, ...]) -> None:
        day, month, year = (text.clean_line(part)[:20] for part in sent)
        self.typed = (day, month, year)
        self.data = None
        try:
            self.data = read_date(day, month, year)
        except ValueError as error:
            self.process_errors.append(str(error))


def read_date(day: str, month: str, year: str) -> date | None:
    """The date a person typed, or None for nothing at all. Raises ValueError with a sentence."""
    typed = (day, month, year)
    if not any(typed):
        return None
    missing = [part for part, written in zip(PARTS, typed, strict=True) if not written]
    if missing:
        raise ValueError(f"Enter the {' and the '.join(missing)} too")
    numbers = (_figures(day), _month(month), _figures(year))
    if not SOON <= numbers[2] < LATE:
        raise ValueError("Enter a year with 4 figures, like 2027")
    try:
        return date(numbers[2], numbers[1], numbers[0])
    except ValueError:
        raise ValueError(_not_real(*numbers)) from None


def _figures(written: str) -> int:
    if not (written.isascii() and written.isdigit() and len(written) <= 5):
        raise ValueError("Use figures for the date, like 27 3 2027")
    return int(written)


def _month(written: str) -> int:
    for names in (MONTHS, SHORT_MONTHS):
        if written.lower() in names:
            return names.index(written.lower())
    return _figures(written)


def _not_real(day: int, month: int, year: int) -> str:
    if not 1 <= month <= 12:
        return "Enter a month from 1 to 12"
    days = calendar.monthrange(year, month)[1]
    return f"Enter a day from 1 to {days}: {calendar.month_name[month]} {year} has {days} days"
