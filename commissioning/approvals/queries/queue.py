"""The work queue: everything the council owes, what is late first, then what is due."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from commissioning.approvals.models import Case, CaseKind, CaseStatus
from commissioning.core import calendar, clock
from commissioning.core.choices import Choice
from commissioning.core.database import db
from commissioning.core.turns import Turn, Whose, working_days
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood

PAGE = 40
COUNCILS = (Whose.COUNCIL, Whose.BOTH)


class Band(Choice):
    """When something has to be done, in the order of the queue; what has no date is later."""

    LATE = "late", "Late"
    TODAY = "today", "Today"
    WEEK = "week", "This week"
    LATER = "later", "Later"
    WAITING = "waiting", "Waiting on others"


@dataclass(frozen=True)
class Filters:
    """What a person asked the queue to show. None and False: everything.

    `kinds`: the tables of what the person may see.
    """

    kinds: Collection[str] = ()
    neighbourhood_id: int | None = None
    owner_id: int | None = None
    unassigned: bool = False
    band: Band | None = None


class Numbers(NamedTuple):
    """How many things there are."""

    open: int
    late: int
    today: int
    week: int
    later: int
    waiting: int
    unassigned: int


class Row(NamedTuple):
    """A line of the queue. `days_late` is in working days; `case_kind` is None without a case."""

    id: int
    name: str
    kind: str
    number: int
    case_id: int | None
    case_kind: CaseKind | None
    neighbourhood: str
    owner: str
    due_on: date | None
    new_date: date | None
    days_late: int
    is_waiting: bool

    @property
    def band(self) -> Band:
        """When it has to be done."""
        today = clock.today()
        if self.is_waiting:
            return Band.WAITING
        if self.days_late:
            return Band.LATE
        if self.due_on is None or self.due_on > _end_of_week():
            return Band.LATER
        return Band.TODAY if self.due_on <= today else Band.WEEK

    @property
    def clock(self) -> str:
        """The key of its tag."""
        tags = {Band.WAITING: "paused", Band.LATE: "late", Band.TODAY: "due-soon"}
        return tags.get(self.band, "on-time" if self.due_on else "open")

    @property
    def due_words(self) -> str:
        """How far it is, in words under the date."""
        if self.is_waiting:
            return "Waiting for an answer"
        if self.days_late:
            return f"{self.days_late} working {'day' if self.days_late == 1 else 'days'} late"
        if self.due_on is None:
            return "No limit"
        return "Today" if self.due_on == clock.today() else ""


def _last_working_day() -> date:
    """Today, or the working day before: what was due before it is late."""
    day = clock.today()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


def _end_of_week() -> date:
    """Sunday."""
    return clock.today() + timedelta(days=6 - clock.today().weekday())


IS_WAITING = Turn.paused_on.is_not(None)
UNASSIGNED = Turn.owner_id.is_(None)


def _in_band(band: Band) -> ColumnElement[bool]:
    late, today, sunday = _last_working_day(), clock.today(), _end_of_week()
    return {
        Band.LATE: and_(~IS_WAITING, Turn.due_on < late),
        Band.TODAY: and_(~IS_WAITING, Turn.due_on >= late, Turn.due_on <= today),
        Band.WEEK: and_(~IS_WAITING, Turn.due_on > today, Turn.due_on <= sunday),
        Band.LATER: and_(~IS_WAITING, or_(Turn.due_on.is_(None), Turn.due_on > sunday)),
        Band.WAITING: IS_WAITING,
    }[band]


def _open_turns(query: Select[Any], council_id: int, chosen: Filters) -> Select[Any]:
    conditions = [
        (chosen.neighbourhood_id is not None, Turn.neighbourhood_id == chosen.neighbourhood_id),
        (chosen.owner_id is not None, Turn.owner_id == chosen.owner_id),
        (chosen.unassigned, UNASSIGNED),
    ]
    if chosen.band:
        conditions.append((True, _in_band(chosen.band)))
    return query.where(
        Turn.council_id == council_id,
        Turn.ended_on.is_(None),
        Turn.whose.in_(COUNCILS),
        Turn.subject_kind.in_(chosen.kinds),
        *(condition for wanted, condition in conditions if wanted),
    )


def queue(council_id: int, chosen: Filters, page: int = 1) -> list[Row]:
    """One page of open turns and one more: those that wait for others last, then by due date."""
    query = (
        _open_turns(_lines(), council_id, chosen)
        .order_by(IS_WAITING, Turn.due_on.nulls_last(), Turn.id)
        .limit(PAGE + 1)
        .offset(PAGE * (page - 1))
    )
    return [_row(*found) for found in db.session.execute(query)]


def lines(council_id: int, kinds: Collection[str], numbers: Collection[int]) -> list[Row]:
    """The open turns with these numbers, in the order of the queue; others are left out."""
    query = _open_turns(_lines(), council_id, Filters(kinds=kinds)).where(Turn.id.in_(numbers))
    query = query.order_by(IS_WAITING, Turn.due_on.nulls_last(), Turn.id)
    return [_row(*found) for found in db.session.execute(query)]


_COLUMNS: tuple[Any, ...] = (
    Turn.id, Turn.title, Turn.subject_kind, Turn.subject_id, Case.id, Case.kind,
    Neighbourhood.name, Person.name, Turn.due_on, Turn.new_date, Turn.paused_on,
    Turn.calendar, Turn.closed,
)  # fmt: skip


def _lines() -> Select[Any]:
    has_case = and_(
        Case.subject_kind == Turn.subject_kind,
        Case.subject_id == Turn.subject_id,
        Case.status != CaseStatus.DONE,
    )
    return (
        select(*_COLUMNS)
        .select_from(Turn)
        .outerjoin(Case, has_case)
        .outerjoin(Neighbourhood, Neighbourhood.id == Turn.neighbourhood_id)
        .outerjoin(Person, Person.id == Turn.owner_id)
    )  # fmt: skip


def _row(*found: Any) -> Row:
    number, name, kind, thing, case_id, case_kind, where, owner, *clocked = found
    due_on, new_date, paused_on, of, closed = clocked
    days = working_days(of, closed)
    waiting = paused_on is not None
    return Row(
        id=number,
        name=name,
        kind=kind,
        number=thing,
        case_id=case_id,
        case_kind=case_kind,
        neighbourhood=where or "",
        owner=owner or "",
        due_on=due_on,
        new_date=new_date,
        days_late=days.between(due_on, clock.today()) if due_on and not waiting else 0,
        is_waiting=waiting,
    )


def by_band(rows: Iterable[Row]) -> Iterator[tuple[Band, list[Row]]]:
    """The lines under their headings."""
    for band, those in groupby(rows, key=lambda row: row.band):
        yield band, list(those)


def numbers(council_id: int, chosen: Filters) -> Numbers:
    """How many are open, in each band, and without an owner, among those that were chosen."""

    def how_many(condition: ColumnElement[bool]) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    counts = [func.count(Turn.id), *(how_many(_in_band(band)) for band in Band)]
    query = select(*counts, how_many(UNASSIGNED))
    query = _open_turns(query, council_id, replace(chosen, band=None, unassigned=False))
    return Numbers(*map(int, db.session.execute(query).one()))


def turns_with(numbers: Collection[int], *, to_change: bool) -> list[Turn]:
    """The turns with these numbers; held until the transaction ends when they are to change."""
    query = select(Turn).where(Turn.id.in_(numbers)).order_by(Turn.id)
    return list(db.session.scalars(query.with_for_update() if to_change else query))
