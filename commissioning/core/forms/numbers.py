"""Fields for money and other numbers, read as people write them."""

import re
from decimal import Decimal
from typing import Any

from wtforms import StringField

from commissioning.core import text
from commissioning.core.forms.needed import first

MOST_PENCE = 2_000_000_000  # £20 million; fits a 32-bit column
MOST = 2_000_000_000
GROUPED = re.compile(r"[0-9]{1,3}([, ][0-9]{3})+|[0-9]+")
NUMBER = re.compile(r"(-?)([0-9, ]+)?(?:\.([0-9]*))?")


def read_number(written: str, places: int) -> Decimal:
    """The number a person wrote: 1,234 or 1 234 or 1234.5, with a minus of either kind.

    `places` is how many figures may stand after the point. Raises ValueError with a sentence.
    """
    found = NUMBER.fullmatch(written.replace("−", "-").strip())
    if not found or not (found[2] or found[3]):
        raise ValueError("Use only figures, like 1,234")
    whole, after = (found[2] or "0").strip(), found[3] or ""
    if not GROUPED.fullmatch(whole):
        raise ValueError("Put commas only between thousands, like 1,234")
    if len(after) > places:
        raise ValueError(_too_fine(places))
    return Decimal(f"{found[1]}{re.sub('[, ]', '', whole)}.{after or '0'}")


def _too_fine(places: int) -> str:
    if places == 0:
        return "Use a whole number, like 12"
    return f"Use no more than {places} {'figure' if places == 1 else 'figures'} after the point"


def words(number: Decimal | int) -> str:
    """A number for a sentence: 1,234 or 0.5 or −3."""
    return f"{number:,}".replace("-", "−")


def number_in(field: StringField) -> int:
    """The number in a hidden field; 0 when somebody changed it to something else."""
    written = str(field.data or "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0


class NumberField(StringField):
    """A number between `least` and `most`, an int unless figures after the point are allowed.

    `empty` is the sentence when nothing was typed; without it the field may stay empty (None).
    `places`: how many figures may stand after the point; the answer is then a Decimal.
    """

    drawn_as = "number"
    prefix = ""

    def __init__(
        self, label: str, *, empty: str = "", least: int = 0, most: int = MOST, **others: Any
    ) -> None:
        self.places = others.pop("places", 0)
        self.suffix = others.pop("suffix", "")
        self.least, self.most = least, most
        checks = [first(empty), *others.pop("validators", [])]
        super().__init__(label, validators=checks, **others)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed; what cannot be read gives its sentence, and stays in the box."""
        written = text.clean_line(valuelist[0])[:60] if valuelist else ""
        self.data = None
        if written:
            self.data = self._within(self._read(written))

    def _read(self, written: str) -> Any:
        number = read_number(written.removesuffix(self.suffix).strip(), self.places)
        return number if self.places else int(number)

    def _within(self, value: Any) -> Any:
        if value < self.least:
            raise ValueError(f"Enter {self.shown(self.least)} or more")
        if value > self.most:
            raise ValueError(f"Enter {self.shown(self.most)} or less")
        return value

    def shown(self, value: Any) -> str:
        """A limit of this field, for a sentence."""
        return words(value) + (self.suffix if self.suffix == "%" else "")

    def _value(self) -> str:
        if self.raw_data:
            return text.clean_line(self.raw_data[0])
        return "" if self.data is None else words(self.data).replace("−", "-")


class MoneyField(NumberField):
    """An amount of money in pounds, kept as whole pence: £1,234.50 is 123450.

    Below zero only with `least` set below zero. `least` and `most` are in pence.
    """

    drawn_as = "money"
    prefix = "£"

    def __init__(
        self, label: str, *, empty: str = "", least: int = 0, most: int = MOST_PENCE, **others: Any
    ) -> None:
        super().__init__(label, empty=empty, least=least, most=most, places=2, **others)

    def _read(self, written: str) -> Any:
        try:
            return int(read_number(re.sub(r"^(-|−)?\s*£\s*", r"\1", written), 2) * 100)
        except ValueError as error:
            if "point" in str(error):
                raise ValueError("Use pounds and pence, like 1,234.50") from error
            raise

    def shown(self, value: Any) -> str:
        """£20,000,000 for a sentence."""
        pounds = Decimal(abs(value)) / 100
        return ("−" if value < 0 else "") + f"£{pounds:,.2f}".removesuffix(".00")

    def _value(self) -> str:
        if self.raw_data:
            return text.clean_line(self.raw_data[0])
        return "" if self.data is None else self.shown(self.data).replace("£", "").replace("−", "-")
