"""The one place that knows what time it is, so that a test or the demo can say otherwise."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NO_TIME = timedelta(0)
_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """The present moment in UTC."""
    return _set_to.get() or datetime.now(UTC)  # noqa: TID251


def today() -> date:
    """The present day in London."""
    return now().astimezone(LONDON).date()


def london(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock time in London as a moment in UTC. The first of two when clocks go back."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


class Due(int):
    """The number of a thing for which a step that time takes has come, and since when it has."""

    since: datetime

    @classmethod
    def each(cls, rows: Iterable[Any], after: timedelta = NO_TIME) -> "list[Due]":
        """One for each (number, moment), due so long after it. A day is its first moment here."""
        found = []
        for number, moment in rows:
            found.append(cls(number))
            since = moment + after
            found[-1].since = since if isinstance(since, datetime) else london(since)
        return found


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Within this block the time stands still at `moment` (which must say its zone)."""
    if moment.tzinfo is None:
        raise ValueError("A moment must say its zone")
    before = _set_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set_to.reset(before)
