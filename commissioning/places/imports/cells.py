"""What stands in one cell of a file, as a value. Every ValueError says what to do."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.forms.numbers import MOST, MOST_PENCE, read_number
from commissioning.core.forms.words import POSTCODE, tidy_postcode

Reader = Callable[[str], Any]

NOTHING = {"", "-", "–", "n/a", "na", "none", "[unknown]", "unknown", "not known"}
YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
MOMENT = re.compile(r"(\d{1,2})[:.]?(\d{2})?\s*(am|pm)?")
EARLIEST = 1500


def said(written: str) -> str:
    """The words, or nothing where a register writes N/A, a dash or [Unknown]."""
    return "" if written.casefold() in NOTHING else written


def line(most: int) -> Reader:
    """A reader of one line of at most `most` characters."""

    def read(written: str) -> str:
        over = len(written) - most
        if over > 0:
            raise ValueError(f"Use {most} characters or fewer. It has {over} too many")
        return written

    return read


def whole(written: str) -> int | None:
    """A whole number, 0 or more: 61,200."""
    if not written:
        return None
    number = int(read_number(written, 0))
    if not 0 <= number <= MOST:
        raise ValueError("Use a whole number of 0 or more, like 1,234")
    return number


def decimal(written: str) -> float | None:
    """A number of 0 or more with up to two figures after the point: 6.5."""
    if not written:
        return None
    number = read_number(written, 2)
    if not 0 <= number <= MOST:
        raise ValueError("Use a number of 0 or more, like 6.5")
    return float(number)


def pence(written: str) -> int | None:
    """Pounds as whole pence: £142,600 or 142600.00 or −£1,250.50."""
    if not written:
        return None
    bare = re.sub(r"^(-|−)?\s*£\s*", r"\1", written)
    amount = int(read_number(bare, 2) * 100)
    if abs(amount) > MOST_PENCE:
        raise ValueError(f"Use an amount of £{MOST_PENCE // 100:,} or less")
    return amount


def degrees(limit: int) -> Reader:
    """A reader of degrees of WGS 84: latitudes with a limit of 90, longitudes of 180."""

    def read(written: str) -> float | None:
        if not written:
            return None
        try:
            found = float(Decimal(written.replace("−", "-")))
        except ArithmeticError:
            raise ValueError("Use degrees, like 53.8008 or -1.5491") from None
        if not -limit <= found <= limit:
            raise ValueError(f"Use degrees from -{limit} to {limit}, not metres")
        return found

    return read


def yes_or_no(written: str) -> bool | None:
    """Yes or No; nothing when it is not known."""
    word = said(written).casefold()
    if not word:
        return None
    if word not in YES | NO:
        raise ValueError("Use Yes or No, or leave it empty")
    return word in YES


def year(written: str) -> int | None:
    """A year: 1974."""
    if not said(written):
        return None
    latest = clock.today().year + 5
    if not written.isdigit() or not EARLIEST <= int(written) <= latest:
        raise ValueError(f"Use a year from {EARLIEST} to {latest}, like 1974")
    return int(written)


def about_year(written: str) -> int | None:
    """A year where one can be read (1974, 1985c); nothing for 1960s and other old habits."""
    found = re.fullmatch(r"(1[5-9]\d\d|20\d\d)c?", written)
    return int(found[1]) if found else None


def day(written: str) -> date | None:
    """A day, written 31/12/2028 or 2028-12-31."""
    if not written:
        return None
    uk = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", written)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", written)
    try:
        if uk:
            return date(int(uk[3]), int(uk[2]), int(uk[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:
        raise ValueError("That day is not in the calendar. Check the day and the month") from None
    raise ValueError("Use day, month and year, like 31/12/2028")


def postcode(written: str) -> str:
    """A full postcode, as AM1 2BX."""
    if not written:
        return ""
    tidied = tidy_postcode(written)
    if not POSTCODE.fullmatch(tidied):
        raise ValueError("Use a full postcode, like AM1 2BX")
    return tidied


def postcode_or_nothing(written: str) -> str:
    """A full postcode, or nothing where a national list writes something else."""
    tidied = tidy_postcode(written)
    return tidied if POSTCODE.fullmatch(tidied) else ""


def uprn(written: str) -> str:
    """A unique property reference number: 1 to 12 figures, kept as text (leading noughts count)."""
    if written and not (written.isascii() and written.isdigit() and len(written) <= 12):
        raise ValueError("Use the figures of the UPRN alone, 12 at most, or leave it empty")
    return written


def choice(choices: type[Choice], empty: Choice | None = None) -> Reader:
    """A reader of a Choice by its key or its words; `empty` is what nothing means."""
    known = {each.value.casefold(): each for each in choices}
    known |= {each.words.casefold(): each for each in choices}

    def read(written: str) -> Choice:
        if not written and empty is not None:
            return empty
        if written.casefold() not in known:
            raise ValueError("Use one of these: " + "; ".join(each.words for each in choices))
        return known[written.casefold()]

    return read


def hours(written: str) -> float | None:
    """Hours a day from 09:30-12:30, 14:00-17:30; 0 when closed; nothing when it cannot be read."""
    if written.casefold() in NOTHING | {"closed"}:
        return 0.0
    ends = [_moment(*found) for found in MOMENT.findall(written)]
    if not ends or len(ends) % 2:
        return None
    spans = [end - start for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return sum(spans) if all(0 < span <= 24 for span in spans) else None


def _moment(hour: str, minute: str, half: str) -> float:
    return int(hour) % (12 if half else 100) + (12 if half == "pm" else 0) + int(minute or 0) / 60
