"""What happened when: acts of the demo’s story, told in the order of their moments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from commissioning.core import clock
from commissioning.core.transactions import saved


@dataclass(frozen=True)
class Act:
    """Something somebody does at a moment."""

    at: datetime
    do: Callable[[], object]


def act(day: date, hour: int, do: Callable[[], object]) -> Act:
    """An act on a day at an hour of London’s clock."""
    return Act(clock.london(day, hour), do)


def tell(acts: Iterable[Act], say: Callable[[str], object] = lambda _words: None) -> None:
    """Do each act at its own moment, the earliest first, and leave out what is still to come.

    `say` is told of each new year.
    """
    now, year = clock.now(), 0
    for each in sorted(acts, key=lambda each: each.at):
        if each.at > now:
            return
        if each.at.year != year:
            year = each.at.year
            say(f"Telling the demo: {year}")
        with clock.set_to(each.at), saved():
            each.do()
