"""What a route is made of: points and clocks, each with its source, its dates and its cases.

Our sources were read on READ_ON. What was not read again then is not sure, and the page says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from commissioning.core.turns import Basis
from commissioning.home.guide.questions import Answers, Case, fits

READ_ON = date(2026, 11, 23)


@dataclass(frozen=True)
class Point:
    """A sentence or two: a thing you need, or a trap.

    `source`: where it is written; "" for plain advice. `when`: the answers it is for.
    `since` and `until`: the first and last day on which it holds.
    """

    says: str
    source: str = ""
    is_sure: bool = True
    when: Case = field(default_factory=dict)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Clock:
    """How long one step may take, and on what basis.

    `time`: in words; or `setting`, the name of a council's number, which then says it.
    `basis`: None where no rule sets a time. `needs_cabinet`: only councils with one have this step.
    """

    step: str
    time: str = ""
    basis: Basis | None = Basis.LAW
    source: str = ""
    is_sure: bool = True
    setting: str = ""
    needs_cabinet: bool = False
    when: Case = field(default_factory=dict)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, eq=False)
class Route:
    """One way to go. `goes_to`: the page to go to next, and the words of the link."""

    name: str
    title: str
    lede: str
    needs: tuple[Point, ...]
    decides: tuple[Point, ...]
    clocks: tuple[Clock, ...]
    traps: tuple[Point, ...]
    goes_to: tuple[str, str] = ("home.contact", "Ask the council")


Fact = TypeVar("Fact", Point, Clock)


def holding(facts: Iterable[Fact], answers: Answers, on: date) -> list[Fact]:
    """Those that are for these answers and hold on this day."""
    return [
        each
        for each in facts
        if fits(each.when, answers)
        and (each.since is None or each.since <= on)
        and (each.until is None or on <= each.until)
    ]


def check(says: str, source: str = "", **others: Any) -> Point:
    """A point that was not read again: the page asks to check it with the council."""
    return Point(says, source, is_sure=False, **others)
