"""Legal days: clear days, working days and periods, counted here and nowhere else.

Calendars are `england-and-wales`, `scotland`, `northern-ireland` and `uk-union` (a day that is a
bank holiday anywhere in the United Kingdom), from the bank holidays under the Banking and Financial
Dealings Act 1971 with Christmas Day and Good Friday. Every function takes `closed`, a council's own
closed days. Nothing here reads a clock or a database.
"""

import calendar as months
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

CALENDARS = {
    "england-and-wales": ("ENG",),
    "scotland": ("SCT",),
    "northern-ireland": ("NIR",),
    "uk-union": ("ENG", "SCT", "NIR"),
}
ENGLAND = "england-and-wales"
CLOSED = "The council is closed"
ONE = timedelta(days=1)


@cache
def _bank_holidays(calendar: str, year: int) -> dict[date, str]:
    """The bank holidays of a year and what they are called."""
    import holidays

    days: dict[date, str] = {}
    for division in CALENDARS[calendar]:
        days |= holidays.country_holidays("GB", subdiv=division, years=year)
    return days


def is_working_day(day: date, calendar: str = ENGLAND, closed: Collection[date] = ()) -> bool:
    """Not a Saturday, Sunday, bank holiday of this calendar, or closed day.

    Raises KeyError for a calendar that does not exist.
    """
    return day.weekday() < 5 and day not in _bank_holidays(calendar, day.year) and day not in closed


def nth_working_day_after(
    day: date, n: int, calendar: str = ENGLAND, closed: Collection[date] = ()
) -> date:
    """The nth working day after `day`; the day after is the first that can count.

    Used for call-in periods and the Scottish 20 working days. n = 0 gives the day itself.
    """
    while n > 0:
        day += ONE
        n -= is_working_day(day, calendar, closed)
    return day


def nth_working_day_before(
    day: date, n: int, calendar: str = ENGLAND, closed: Collection[date] = ()
) -> date:
    """The nth working day before `day`; the day before is the first that can count.

    `n` is at least 1.
    """
    for _ in range(n):
        day = _working_day_before(day, calendar, closed)
    return day


def nth_working_day_beginning_with(
    day: date, n: int, calendar: str = ENGLAND, closed: Collection[date] = ()
) -> date:
    """The nth working day beginning with `day`, which counts if it is one itself.

    Used for the standstill of the Procurement Act 2023, s.51 (8 working days beginning with the
    day the notice is published; the safe calendar is `uk-union`).
    """
    return nth_working_day_after(day - ONE, n, calendar, closed)


def working_days_between(
    start: date, end: date, calendar: str = ENGLAND, closed: Collection[date] = ()
) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    weeks, rest = divmod(max((end - start).days, 0), 7)
    weekdays = 5 * weeks + sum((start.weekday() + i) % 7 < 5 for i in range(1, rest + 1))
    years = range(start.year, end.year + 1)
    off = set(closed).union(*(_bank_holidays(calendar, year) for year in years))
    return weekdays - sum(start < day <= end and day.weekday() < 5 for day in off)


@dataclass(frozen=True)
class WorkingDays:
    """The working days of one council: whose bank holidays it keeps, and its own closed days."""

    calendar: str = ENGLAND
    closed: frozenset[date] = frozenset()

    def after(self, day: date, n: int) -> date:
        """The nth of them after `day`."""
        return nth_working_day_after(day, n, self.calendar, self.closed)

    def between(self, start: date, end: date) -> int:
        """How many there are after `start`, up to and including `end`."""
        return working_days_between(start, end, self.calendar, self.closed)

    def clear_after(self, published: date, n: int) -> date:
        """The first day to decide, with n of them clear between publication and it."""
        return clear_days_after(published, n, self.calendar, True, self.closed)

    def why_not(self, day: date) -> str | None:
        """Why a day is none of them."""
        return why_not_working(day, self.calendar, self.closed)


def clear_days_before(
    meeting: date,
    n: int,
    calendar: str = ENGLAND,
    working: bool = False,
    closed: Collection[date] = (),
) -> date:
    """The last lawful day to publish, with n clear days between it and the meeting.

    Neither the day of publication nor that of the meeting counts. Days of the calendar for the 28
    of SI 2012/2089, reg. 9. With `working`, working days as councils count the 5 of regs 6 and 7;
    the papers must be open to inspection at the offices, so the day itself is then a working day.
    """
    if not working:
        return meeting - timedelta(days=n + 1)
    day = meeting
    for _ in range(n + 1):
        day = _working_day_before(day, calendar, closed)
    return day


def clear_days_after(
    published: date,
    n: int,
    calendar: str = ENGLAND,
    working: bool = False,
    closed: Collection[date] = (),
) -> date:
    """The first day to decide, with n clear days between publication and it.

    The other way round of `clear_days_before`: for the general exception (SI 2012/2089, reg. 10).
    """
    if not working:
        return published + timedelta(days=n + 1)
    return nth_working_day_after(published, n + 1, calendar, closed)


def _working_day_before(day: date, calendar: str, closed: Collection[date]) -> date:
    day -= ONE
    while not is_working_day(day, calendar, closed):
        day -= ONE
    return day


def why_not_working(
    day: date, calendar: str = ENGLAND, closed: Collection[date] = ()
) -> str | None:
    """Why a day does not count as a working day: Saturday, a bank holiday’s name, or closed."""
    if is_working_day(day, calendar, closed):
        return None
    if day.weekday() >= 5:
        return f"{day:%A}"
    return _bank_holidays(calendar, day.year).get(day, CLOSED)


def months_beginning_with(day: date, n: int) -> date:
    """The last day of a period of n months beginning with `day`, which is its first.

    For the moratoria on a listed asset (Localism Act 2011, s.95). A decision "within six months
    of" a day, as in SSI 2016/357, reg. 10, is due on `add_months`, a day later.
    """
    return add_months(day, n) - ONE


def weeks_beginning_with(day: date, n: int) -> date:
    """The last day of a period of n weeks beginning with `day`, which is its first."""
    return day + timedelta(weeks=n) - ONE


def add_years(day: date, n: int) -> date:
    """The same day n years on; 29 February becomes 28 February in other years."""
    return add_months(day, 12 * n)


def add_months(day: date, n: int) -> date:
    """The same day n months on, or that month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + n, 12)
    last = months.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
