"""Every day of a legal period, and why it counts or does not: what `calendar` counts, shown."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from commissioning.core import calendar, clock
from commissioning.core.calendar import CLOSED, WorkingDays
from commissioning.core.choices import Choice
from commissioning.core.turns import Basis, Pause, Turn

STARTS = "The count starts after this day"
PUBLISHED = "The day of publication"
MEETING = "The day of the meeting"
MOST_DAYS = 400


class Way(Choice):
    """What is counted, and from where."""

    WORKING_DAYS = "working-days", "Working days after a day"
    WORKING_DAYS_WITH = "working-days-with", "Working days that begin with a day"
    WEEKS = "weeks", "Weeks after a day"
    WEEKS_WITH = "weeks-with", "Weeks that begin with a day"
    MONTHS_WITH = "months-with", "Months that begin with a day"
    CLEAR_DAYS = "clear-days", "Clear days before a meeting"
    CLEAR_WORKING_DAYS = "clear-working-days", "Clear working days before a meeting"


@dataclass(frozen=True)
class CountingRule:
    """How one way counts, in words, with its source.

    `unit`: days, weeks or months. `most`: the longest period that is listed, in units.
    `basis`: who says that days are counted like this; `source`: where.
    `is_sure`: False where the source was not read again, so that the page must say so.
    """

    unit: str
    most: int
    says: str
    used_for: str
    basis: Basis
    source: str = ""
    is_sure: bool = True


RULES = {
    Way.WORKING_DAYS: CountingRule(
        "days",
        260,
        "The day it starts does not count. The next working day is day 1. "
        "Saturdays, Sundays and bank holidays do not count.",
        "Promises on this site, and the days in which councillors may call a decision in.",
        Basis.DEFAULT,
        "Bank holidays are those of the Banking and Financial Dealings Act 1971, with Christmas "
        "Day and Good Friday",
    ),
    Way.WORKING_DAYS_WITH: CountingRule(
        "days",
        260,
        "The first day is day 1 if it is a working day. "
        "Saturdays, Sundays and bank holidays do not count.",
        "The standstill before a council signs a contract.",
        Basis.LAW,
        "Procurement Act 2023, section 51",
    ),
    Way.WEEKS: CountingRule(
        "weeks",
        52,
        "The day it starts does not count. Every other day counts, weekends too.",
        "Promises on this site that are made in weeks.",
        Basis.DEFAULT,
    ),
    Way.WEEKS_WITH: CountingRule(
        "weeks",
        52,
        "The first day is day 1. Every day counts, weekends too.",
        "The 6 weeks in which a group may ask to bid for a listed place.",
        Basis.LAW,
        "Localism Act 2011, section 95",
    ),
    Way.MONTHS_WITH: CountingRule(
        "months",
        24,
        "The first day is day 1. Every day counts, weekends too.",
        "The 6 months in which the owner of a listed place may sell only to a group.",
        Basis.LAW,
        "Localism Act 2011, section 95",
    ),
    Way.CLEAR_DAYS: CountingRule(
        "days",
        260,
        "The day of publication and the day of the meeting do not count. "
        "Every day between them counts, weekends too.",
        "The 28 days of notice before a key decision.",
        Basis.LAW,
        "SI 2012/2089, regulation 9",
        is_sure=False,
    ),
    Way.CLEAR_WORKING_DAYS: CountingRule(
        "days",
        260,
        "The day of publication and the day of the meeting do not count. "
        "Every working day between them counts.",
        "The 5 days for which the papers of a meeting must be public.",
        Basis.LAW,
        "SI 2012/2089, regulations 6 and 7. Councils usually count working days",
        is_sure=False,
    ),
}


class Day(NamedTuple):
    """One day of a period: which day of the count it is, or why it is none."""

    day: date
    number: int | None
    why_not: str = ""

    @property
    def is_weekend(self) -> bool:
        """Is it left out as a Saturday or Sunday?"""
        return self.number is None and self.why_not in {"Saturday", "Sunday"}


@dataclass(frozen=True)
class DayCount:
    """A period with all its days, in the order of the calendar, both ends with them."""

    way: Way
    days: list[Day]

    @property
    def first(self) -> date:
        """The first day of the list."""
        return self.days[0].day

    @property
    def last(self) -> date:
        """The last day of the list."""
        return self.days[-1].day

    @property
    def is_before_meeting(self) -> bool:
        """Is it counted back from a meeting?"""
        return self.way in {Way.CLEAR_DAYS, Way.CLEAR_WORKING_DAYS}

    @property
    def answer(self) -> date:
        """The day that was looked for: the end, or the last day to publish."""
        return self.first if self.is_before_meeting else self.last

    @property
    def counted(self) -> int:
        """How many days count."""
        return sum(each.number is not None for each in self.days)

    @property
    def weekends(self) -> int:
        """How many are left out as Saturdays and Sundays."""
        return sum(each.is_weekend for each in self.days)

    @property
    def ends(self) -> int:
        """How many are left out because the period starts or stops with them."""
        return sum(each.why_not in {STARTS, PUBLISHED, MEETING} for each in self.days)

    @property
    def holidays(self) -> int:
        """How many are left out as bank holidays."""
        return len(self.days) - self.counted - self.weekends - self.ends - self.closings

    @property
    def closings(self) -> int:
        """How many are left out because the council is closed."""
        return sum(each.why_not == CLOSED for each in self.days)


Ends = Callable[[date, int, WorkingDays], tuple[date, date]]
ENDS: dict[Way, Ends] = {
    Way.WORKING_DAYS: lambda day, n, of: (day, of.after(day, n)),
    Way.WORKING_DAYS_WITH: lambda day, n, of: (
        day,
        calendar.nth_working_day_beginning_with(day, n, of.calendar, of.closed),
    ),
    Way.WEEKS: lambda day, n, _of: (day, day + timedelta(weeks=n)),
    Way.WEEKS_WITH: lambda day, n, _of: (day, calendar.weeks_beginning_with(day, n)),
    Way.MONTHS_WITH: lambda day, n, _of: (day, calendar.months_beginning_with(day, n)),
    Way.CLEAR_DAYS: lambda day, n, _of: (calendar.clear_days_before(day, n), day),
    Way.CLEAR_WORKING_DAYS: lambda day, n, of: (
        calendar.clear_days_before(day, n, of.calendar, working=True, closed=of.closed),
        day,
    ),
}
ONLY_WORKING_DAYS = {Way.WORKING_DAYS, Way.WORKING_DAYS_WITH, Way.CLEAR_WORKING_DAYS}


def count_days(
    way: Way, day: date, n: int, of: str = calendar.ENGLAND, closed: Collection[date] = ()
) -> DayCount:
    """List the days of a period of `n` days, weeks or months.

    `day` is where it starts, or the meeting it is counted back from. `of` is the calendar whose
    bank holidays are left out, `closed` the council's own closed days. Where it ends is for
    `calendar` to say; this only shows why.
    """
    working = WorkingDays(of, frozenset(closed))
    first, last = ENDS[way](day, n, working)
    days: list[Day] = []
    number = 0
    for i in range((last - first).days + 1):
        each = first + timedelta(days=i)
        why_not = _why_not(way, each, first, last, working)
        number += not why_not
        days.append(Day(each, None if why_not else number, why_not))
    return DayCount(way, days)


def _why_not(way: Way, day: date, first: date, last: date, of: WorkingDays) -> str:
    if way in {Way.CLEAR_DAYS, Way.CLEAR_WORKING_DAYS} and day in {first, last}:
        return PUBLISHED if day == first else MEETING
    if way in {Way.WORKING_DAYS, Way.WEEKS} and day == first:
        return STARTS
    return (of.why_not(day) or "") if way in ONLY_WORKING_DAYS else ""


def days_of_turn(turn: Turn, pauses: list[Pause]) -> list[Day]:
    """Every day of a clock to its end, a pause or today; `pauses` are its own.

    At most the first 400 days.
    """
    until = turn.ended_on or turn.paused_on or clock.today()
    whole = min((until - turn.started_on).days, MOST_DAYS)
    days = [Day(turn.started_on, None, STARTS)]
    working, number = turn.days, 0
    for i in range(1, whole + 1):
        day = turn.started_on + timedelta(days=i)
        why_not = working.why_not(day) or _pause_on(day, pauses)
        number += not why_not
        days.append(Day(day, None if why_not else number, why_not))
    return days


def _pause_on(day: date, pauses: list[Pause]) -> str:
    """Why the clock stood still on a day: it stops after the day a pause began."""
    return next(
        (
            f"Paused: {each.reason[:1].lower()}{each.reason[1:]}"
            for each in pauses
            if each.ended_on and each.started_on < day <= each.ended_on
        ),
        "",
    )
