"""Legal days: clear days, working days and periods, counted here and nowhere else.

Calendars are `england-and-wales`, `scotland`, `northern-ireland` and `uk-union` (a day that is a
bank holiday anywhere in the United Kingdom), from the bank holidays under the Banking and Financial
Dealings Act 1971 with Christmas Day and Good Friday. Every function takes `closed`, a council's own
closed days. Nothing here reads a clock or a database.
"""

import calendar as months
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

CALENDARS = {
    "england-and-wales": ("ENG",),
    "scotland": ("SCT",),
    "northern-ireland": ("NIR",),
    "uk-union": ("ENG", "SCT", "NIR"),
}
ENGLAND = "england-and-wales"
ONE = timedelta(days=1)


@cache
def _bank_holidays(calendar: str, year: int) -> frozenset[date]:
    import holidays

    days: set[date] = set()
    for division in CALENDARS[calendar]:
        days.update(holidays.country_holidays("GB", subdiv=division, years=year))
    return frozenset(days)


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


def add_months(day: date, n: int) -> date:
    """The same day n months on, or that month's last day where it has no such day."""
    year, month = divmod(day.month - 1 + n, 12)
    last = months.monthrange(day.year + year, month + 1)[1]
    return date(day.year + year, month + 1, min(day.day, last))
