"""Does the council do in time what it said it would? Counted from its turns alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, extract, func, select

from commissioning.core import calendar, charts, clock
from commissioning.core.database import db
from commissioning.core.pages import percent
from commissioning.core.turns import Turn, Whose, working_days

# What the council does, in the order of the story: table and stage of the thing -> words.
STEPS = {
    ("neighbourhood_group", "check"): "Checking a group",
    ("proposal", "check"): "Council check",
    ("information_pack", "pack"): "Place information pack",
    ("proposal", "assessment"): "Council assessment",
    ("proposal", "vote"): "Running a residents’ vote",
    ("proposal", "decision"): "Council decision",
    ("commission", "vote"): "Running a vote on a commission",
    ("commission", "decision"): "Decision on a commission",
    ("commission", "provider"): "Finding a provider",
    ("commission", "review"): "Review of a commission",
    ("report", "reply"): "Reply to a mutual’s report",
    ("correction", "check"): "Checking a correction",
    ("flag", "check"): "Checking a comment that was flagged",
    ("right_request", "check"): "Checking a request under a right",
    ("right_request", "decision"): "Deciding about a request under a right",
    ("right_request", "review"): "Reviewing a decision about a right",
    ("sale_notice", "asked"): "Checking a group that wants to bid",
}
# Whose titles everyone may read. That something was flagged, for one, is for staff.
PUBLIC = (
    "proposal", "commission", "information_pack", "neighbourhood_group", "report",
    "right_request", "sale_notice",
)  # fmt: skip
ENOUGH = 5  # fewer steps say nothing in percent
MONTHS = 12
MOST = 50

_DUE = (Turn.whose == Whose.COUNCIL, Turn.due_on.is_not(None))
_WAS_LATE = Turn.ended_on > Turn.due_on


class Step(NamedTuple):
    """How often one kind of step was finished, and how often after its last day."""

    words: str
    finished: int
    late: int
    paused_days: int  # working days on which the clock stood still

    @property
    def in_time(self) -> int:
        """How often it was finished by its last day."""
        return self.finished - self.late

    @property
    def share(self) -> float | None:
        """The part that was in time; None when there are too few to say."""
        return self.in_time / self.finished if self.finished >= ENOUGH else None


class Month(NamedTuple):
    """What was finished in a month."""

    first: date
    finished: int
    late: int

    @property
    def in_time(self) -> int:
        """What was finished by its last day."""
        return self.finished - self.late


class Late(NamedTuple):
    """A step that is, or was, later than promised. `days` are working days."""

    kind: str
    number: int
    title: str
    step: str
    due_on: date
    ended_on: date | None
    reason: str
    new_date: date | None
    calendar: str
    closed: list[str]

    @property
    def days(self) -> int:
        """How late it is, or was."""
        counted = working_days(self.calendar, self.closed)
        return counted.between(self.due_on, self.ended_on or clock.today())


@dataclass(frozen=True)
class Promises:
    """What the page shows."""

    steps: list[Step]
    months: list[Month]
    late_now: list[Late]
    was_late: list[Late]

    @property
    def finished(self) -> int:
        """How many steps are finished."""
        return sum(step.finished for step in self.steps)

    @property
    def in_time(self) -> int:
        """How many of them were in time."""
        return sum(step.in_time for step in self.steps)

    @property
    def says(self) -> str:
        """The page in a sentence: 26 of 31 steps were finished in time (84%)."""
        if not self.finished:
            return "The council has not finished a step with a limit yet."
        share = f" ({percent_whole(self.in_time / self.finished)})"
        counted = f"{self.in_time} of {self.finished} steps were finished in time"
        return f"{counted}{share if self.finished >= ENOUGH else ''}."

    @property
    def bars(self) -> charts.Bars:
        """How much of each kind of step was in time, where there are enough to say."""
        shares = [(step.words, step.share) for step in self.steps if step.share is not None]
        return charts.bars(shares, percent_whole, most=1)


def percent_whole(share: float) -> str:
    """84%: no figures after the point, which would say more than is known."""
    return percent(round(share, 2))


def promises(council_id: int) -> Promises:
    """How a council keeps its limits: by kind of step, by month, and what is and was late."""
    return Promises(
        _steps(council_id), _months(council_id), _late(council_id, now=True), _late(council_id)
    )


def _late_ones() -> ColumnElement[int]:
    return func.coalesce(func.sum(case((_WAS_LATE, 1), else_=0)), 0)


def _steps(council_id: int) -> list[Step]:
    query = (
        select(
            Turn.subject_kind, Turn.stage, func.count(Turn.id), _late_ones(),
            func.sum(Turn.paused_days),
        )
        .where(Turn.council_id == council_id, Turn.ended_on.is_not(None), *_DUE)
        .group_by(Turn.subject_kind, Turn.stage)
    )  # fmt: skip
    found = {(kind, stage): rest for kind, stage, *rest in db.session.execute(query)}
    known = [key for key in STEPS if key in found] + sorted(set(found) - set(STEPS))
    return [Step(step_words(*key), *map(int, found[key])) for key in known]


def step_words(kind: str, stage: str) -> str:
    """What a kind of step is called."""
    return STEPS.get((kind, stage), f"{kind} {stage}".replace("_", " ").capitalize())


def _months(council_id: int) -> list[Month]:
    """The last twelve, this one first; also those in which nothing was finished."""
    year, month = (extract(part, Turn.ended_on) for part in ("year", "month"))
    first = calendar.add_months(clock.today().replace(day=1), 1 - MONTHS)
    query = (
        select(year, month, func.count(Turn.id), _late_ones())
        .where(Turn.council_id == council_id, Turn.ended_on >= first, *_DUE)
        .group_by(year, month)
    )
    rows: Iterable[Sequence[Any]] = db.session.execute(query)
    found = {date(int(y), int(m), 1): (int(n), int(late)) for y, m, n, late in rows}
    days = (calendar.add_months(first, n) for n in reversed(range(MONTHS)))
    return [Month(day, *found.get(day, (0, 0))) for day in days]


def _late(council_id: int, *, now: bool = False) -> list[Late]:
    """What everyone may read of what is late now, the latest first; or of what was, the newest."""
    query = select(
        Turn.subject_kind, Turn.subject_id, Turn.title, Turn.stage, Turn.due_on, Turn.ended_on,
        Turn.late_reason, Turn.new_date, Turn.calendar, Turn.closed,
    ).where(Turn.council_id == council_id, Turn.subject_kind.in_(PUBLIC), *_DUE)  # fmt: skip
    if now:
        yesterday = clock.today() - timedelta(days=1)
        query = query.where(
            Turn.ended_on.is_(None), Turn.paused_on.is_(None), Turn.due_on <= yesterday
        ).order_by(Turn.due_on, Turn.id)
    else:
        query = query.where(_WAS_LATE).order_by(Turn.ended_on.desc(), Turn.id.desc())
    found: Iterable[Sequence[Any]] = db.session.execute(query.limit(MOST))
    return [
        Late(kind, number, title, step_words(kind, stage), *rest)
        for kind, number, title, stage, *rest in found
    ]
