"""Whose turn it is, what was promised, and how late they are.

Every proposal, commission and report opens with its turn. The promise is a limit in working days or
weeks with a basis: the page says whether it is the law, this council's rule, or our default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, Text, and_, bindparam, select, update
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import calendar, clock
from commissioning.core.calendar import WorkingDays
from commissioning.core.choices import Choice
from commissioning.core.database import Model, db, short, stored_choice

TITLE = 200  # characters
AT_ONCE = 100  # things of a list
Thing = TypeVar("Thing", bound=Model)


class Basis(Choice):
    """Why a limit is what it is."""

    LAW = "law", "the law"
    COUNCIL = "council", "this council’s rule"
    DEFAULT = "default", "our default"


class Whose(Choice):
    """Who has to act."""

    GROUP = "group", "the group"
    RESIDENTS = "residents", "residents"
    COUNCIL = "council", "the council"
    MUTUAL = "mutual", "the mutual"
    BOTH = "both", "the council and the group"
    HOLDERS = "holders", "the budget holders"
    PROVIDER = "provider", "the provider"


class Unit(Choice):
    """What a promise is counted in."""

    WORKING_DAYS = "working-days", "working days"
    WEEKS = "weeks", "weeks"
    NONE = "none", "no limit"


class Tag(Choice):
    """The six words for a clock."""

    ON_TIME = "on-time", "On time"
    DUE_SOON = "due-soon", "Due soon"
    LATE = "late", "Late"
    PAUSED = "paused", "Paused"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True)
class Promise:
    """A limit: how many of which unit, on what basis, and where that is written.

    `days`: the working days of the council. `setting`: which of its numbers it is, if it is one.
    """

    count: int
    unit: Unit
    basis: Basis = Basis.DEFAULT
    source: str = ""
    days: WorkingDays = field(default=WorkingDays(), repr=False)
    setting: str = ""

    @property
    def words(self) -> str:
        """How long it may take: Up to 20 working days."""
        return f"Up to {self.count} {self.unit.words}"

    def due(self, started: date, extra: int = 0) -> date | None:
        """The last day of the promise. `extra` days of the same unit given back or paused."""
        if self.unit is Unit.NONE:
            return None
        if self.unit is Unit.WEEKS:
            return started + timedelta(weeks=self.count, days=extra)
        return self.days.after(started, self.count + extra)


class Turn(Model):
    """A stretch during which one side has to act on a thing. At most one is open for it."""

    __tablename__ = "turn"
    __table_args__ = (
        Index("ix_turn_subject_kind_subject_id", "subject_kind", "subject_id"),
        Index("ix_turn_council_id_ended_on_due_on", "council_id", "ended_on", "due_on"),
    )

    council_id: Mapped[int]
    neighbourhood_id: Mapped[int | None]  # None: more than one, or the whole council area
    owner_id: Mapped[int | None]  # who at the council deals with it
    title: Mapped[str] = mapped_column(short(TITLE))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    stage: Mapped[str] = mapped_column(short(40))
    whose: Mapped[Whose] = mapped_column(stored_choice(Whose, "whose"))
    unit: Mapped[Unit] = mapped_column(stored_choice(Unit, "unit"))
    count: Mapped[int]
    basis: Mapped[Basis] = mapped_column(stored_choice(Basis, "basis"))
    source: Mapped[str] = mapped_column(short(200), default="")
    setting: Mapped[str] = mapped_column(short(40), default="")
    calendar: Mapped[str] = mapped_column(short(20), default=calendar.ENGLAND)
    closed: Mapped[list[str]] = mapped_column(JSON, default=list)  # as known when it began
    started_on: Mapped[date]
    due_on: Mapped[date | None]
    paused_on: Mapped[date | None]
    pause_reason: Mapped[str] = mapped_column(Text, default="")
    paused_days: Mapped[int] = mapped_column(default=0)
    late_reason: Mapped[str] = mapped_column(Text, default="")
    new_date: Mapped[date | None]
    ended_on: Mapped[date | None]

    @property
    def is_open(self) -> bool:
        """Has nobody finished it yet?"""
        return self.ended_on is None

    @property
    def days(self) -> WorkingDays:
        """The days it is counted in."""
        return working_days(self.calendar, self.closed)

    @property
    def promised_on(self) -> date | None:
        """Its last day as first promised; None without a limit."""
        return Promise(self.count, self.unit, days=self.days).due(self.started_on)

    @property
    def is_counted(self) -> bool:
        """Was its last day counted from a promise, not agreed or announced for itself?"""
        return self.count > 0

    @property
    def days_used(self) -> int:
        """Working days from the start to the end, a pause or today, pauses taken off."""
        until = self.ended_on or self.paused_on or clock.today()
        return max(self.days.between(self.started_on, until) - self.paused_days, 0)

    @property
    def days_late(self) -> int:
        """Working days after the due date; 0 while in time or paused."""
        until = self.ended_on or self.paused_on or clock.today()
        if self.due_on is None or until <= self.due_on:
            return 0
        return self.days.between(self.due_on, until)

    @property
    def days_left(self) -> int | None:
        """Days on the calendar until the due date, today not counted; None without a limit."""
        return (self.due_on - clock.today()).days if self.due_on else None

    @property
    def tag(self) -> Tag:
        """The one word for it."""
        if not self.is_open:
            return Tag.CLOSED
        if self.paused_on:
            return Tag.PAUSED
        if self.due_on is None or self.whose is Whose.RESIDENTS:  # who are never late
            return Tag.OPEN
        if self.days_late:
            return Tag.LATE
        whole = max((self.due_on - self.started_on).days, 1)
        return Tag.DUE_SOON if (self.due_on - clock.today()).days * 5 <= whole else Tag.ON_TIME


class Pause(Model):
    """A time in which a clock stood still, and why."""

    __tablename__ = "pause"

    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    started_on: Mapped[date]
    ended_on: Mapped[date | None]  # the first day that counts again


def working_days(of: str, closed: Sequence[str]) -> WorkingDays:
    """What a turn keeps of the days it is counted in."""
    return WorkingDays(of, frozenset(map(date.fromisoformat, closed)))


_TURNS = select(Turn).where(
    Turn.subject_kind == bindparam("kind"), Turn.subject_id == bindparam("number")
)
_ALL = _TURNS.order_by(Turn.id)
_OPEN = _TURNS.where(Turn.ended_on.is_(None)).order_by(Turn.id.desc()).limit(1)


def turn_of(subject: Any) -> Turn | None:
    """The open turn of a thing."""
    return db.session.scalar(_OPEN, {"kind": subject.__tablename__, "number": subject.id})


def turns_of(subject: Any) -> list[Turn]:
    """All turns of a thing, oldest first: what its tracker shows."""
    return list(db.session.scalars(_ALL, {"kind": subject.__tablename__, "number": subject.id}))


def is_turn_of(table: type[Model]) -> ColumnElement[bool]:
    """What joins the things of a table with their turns, for a query."""
    return and_(Turn.subject_kind == table.__tablename__, Turn.subject_id == table.id)


def waiting(
    table: type[Thing], *conditions: ColumnElement[bool], options: Sequence[Any] = ()
) -> list[tuple[Thing, Turn]]:
    """Things of a table with their open turns, the first due first; at most AT_ONCE."""
    query = (
        select(table, Turn)
        .join(Turn, is_turn_of(table))
        .where(*conditions, Turn.ended_on.is_(None))
        .options(*options)
        .order_by(Turn.due_on, table.id)
        .limit(AT_ONCE)
    )
    return [(thing, turn) for thing, turn in db.session.execute(query)]


def begin(
    subject: Any, stage: str, whose: Whose, promise: Promise, *, due_on: date | None = None
) -> Turn:
    """End the open turn of a thing, if any, and begin the next. Called by operations only.

    The turn keeps the thing's `name` (or `title`) and its `neighbourhood_id`, where it has them,
    for the lists of turns. `due_on`: its last day, where the promise is not counted from today.
    """
    end(subject)
    today = clock.today()
    turn = Turn(
        council_id=subject.council_id,
        neighbourhood_id=getattr(subject, "neighbourhood_id", None),
        title=_name_of(subject)[:TITLE],
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        stage=stage,
        whose=whose,
        unit=promise.unit,
        count=promise.count,
        basis=promise.basis,
        source=promise.source,
        setting=promise.setting,
        started_on=today,
        due_on=due_on or promise.due(today),
        paused_days=0,
    )
    _count_in(turn, promise.days)
    db.session.add(turn)
    return turn


def _count_in(turn: Turn, days: WorkingDays) -> None:
    turn.calendar = days.calendar
    turn.closed = sorted(each.isoformat() for each in days.closed if each > turn.started_on)


def _name_of(subject: Any) -> str:
    return str(getattr(subject, "name", "") or getattr(subject, "title", ""))


def rename(subject: Any) -> None:
    """The thing has another name or neighbourhood now: its open turn says so too."""
    turn = turn_of(subject)
    if turn is not None:
        turn.title = _name_of(subject)[:TITLE]
        turn.neighbourhood_id = getattr(subject, "neighbourhood_id", None)


def end(subject: Any) -> None:
    """The open turn of a thing is over."""
    db.session.flush()
    db.session.execute(
        update(Turn)
        .where(
            Turn.subject_kind == subject.__tablename__,
            Turn.subject_id == subject.id,
            Turn.ended_on.is_(None),
        )
        .values(ended_on=clock.today())
    )


def pause(turn: Turn, reason: str) -> None:
    """Stop the clock: from today no day counts."""
    turn.paused_on = clock.today()
    turn.pause_reason = reason
    db.session.flush()  # the pause needs the turn's id
    db.session.add(Pause(turn_id=turn.id, reason=reason, started_on=turn.paused_on))


def pauses_of(turn: Turn) -> list[Pause]:
    """When this clock stood still, the first time first."""
    if not turn.paused_days and turn.paused_on is None:
        return []
    query = select(Pause).where(Pause.turn_id == turn.id)
    return list(db.session.scalars(query.order_by(Pause.started_on, Pause.id)))


def extend(turn: Turn, days: int) -> None:
    """Its last day comes so many calendar days after the promised one: another side was late.

    The same said again changes nothing, so a clock may say it each day. For turns that have a
    limit and are never paused.
    """
    promised = turn.promised_on
    turn.due_on = promised and promised + timedelta(days=days)


def resume(turn: Turn, on: date | None = None) -> None:
    """Let the clock run again; the paused days are added to the promise.

    `on`: the last day on which it stood still, today if nothing is said.
    """
    if turn.paused_on is None:
        return
    on = on or clock.today()
    days = turn.days.between(turn.paused_on, on)
    turn.paused_days += days
    if turn.due_on and days:
        turn.due_on = turn.days.after(turn.due_on, days)
    turn.paused_on = None
    turn.pause_reason = ""
    db.session.execute(
        update(Pause).where(Pause.turn_id == turn.id, Pause.ended_on.is_(None)).values(ended_on=on)
    )


def recount(council_id: int, promises: Mapping[str, Promise]) -> list[str]:
    """Let the open clocks of a council follow its new numbers. Returns each that moved, in words.

    `promises` by the name of the setting. What was added while a clock stood still, or because
    the council was late, stays added. Nobody but the council loses a day it was promised.
    """
    query = select(Turn).where(
        Turn.council_id == council_id, Turn.ended_on.is_(None), Turn.setting.in_(promises)
    )
    moved = []
    for turn in db.session.scalars(query.order_by(Turn.id)):
        before = turn.due_on
        _recount(turn, promises[turn.setting])
        if turn.due_on != before:
            moved.append(f"{turn.subject_kind} {turn.subject_id}: {before} to {turn.due_on}")
    return moved


def _recount(turn: Turn, promise: Promise) -> None:
    was_due, was_promised = turn.due_on, turn.promised_on
    turn.count, turn.basis = promise.count, promise.basis
    _count_in(turn, promise.days)
    due = turn.promised_on
    if due is None or was_due is None or was_promised is None:
        return
    if turn.paused_days:
        due = turn.days.after(due, turn.paused_days)
    else:
        due += was_due - was_promised
    turn.due_on = due if turn.whose is Whose.COUNCIL else max(due, was_due)
