"""The work queue: what is late first, then what is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from commissioning.approvals.models import Case, CaseKind, CaseStatus
from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.core.turns import Turn
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood

PAGE = 25


@dataclass(frozen=True)
class Filters:
    """What a person asked the queue to show. None: everything."""

    kind: CaseKind | None = None
    neighbourhood_id: int | None = None
    owner_id: int | None = None
    late: bool = False
    today: bool = False
    waiting: bool = False


class Numbers(NamedTuple):
    """How many cases there are."""

    open: int
    late: int
    today: int
    waiting: int


class Row(NamedTuple):
    """A line of the queue. `days_late` is in working days."""

    id: int
    name: str
    kind: CaseKind
    neighbourhood: str
    owner: str
    due_on: date | None
    new_date: date | None
    days_late: int
    is_waiting: bool

    @property
    def clock(self) -> str:
        """The key of its tag."""
        if self.is_waiting:
            return "paused"
        if self.days_late:
            return "late"
        if self.due_on is None:
            return "open"
        return "due-soon" if self.due_on == clock.today() else "on-time"

    @property
    def due_words(self) -> str:
        """How far it is, in words under the date."""
        today = clock.today()
        if self.is_waiting:
            return "Waiting for the group"
        if self.days_late:
            return f"{self.days_late} working {'day' if self.days_late == 1 else 'days'} late"
        if self.due_on is None:
            return "No limit"
        return "Today" if self.due_on == today else ""


def _last_working_day() -> date:
    """Today, or the working day before: what was due before it is late."""
    day = clock.today()
    while not calendar.is_working_day(day):
        day -= timedelta(days=1)
    return day


IS_WAITING = Case.status == CaseStatus.WAITING


def _is_late() -> ColumnElement[bool]:
    return and_(~IS_WAITING, Turn.due_on < _last_working_day())


def _is_today() -> ColumnElement[bool]:
    return and_(~IS_WAITING, Turn.due_on == clock.today())


def _with_turn(columns: Sequence[Any], council_id: int) -> Select[Any]:
    turn = and_(
        Turn.subject_kind == Case.subject_kind,
        Turn.subject_id == Case.subject_id,
        Turn.ended_on.is_(None),
    )
    return (
        select(*columns)
        .select_from(Case)
        .outerjoin(Turn, turn)
        .where(Case.council_id == council_id, Case.status != CaseStatus.DONE)
    )


def _filtered(query: Select[Any], chosen: Filters) -> Select[Any]:
    conditions = [
        (chosen.kind is not None, Case.kind == chosen.kind),
        (chosen.neighbourhood_id is not None, Case.neighbourhood_id == chosen.neighbourhood_id),
        (chosen.owner_id is not None, Case.owner_id == chosen.owner_id),
        (chosen.late, _is_late()),
        (chosen.today, _is_today()),
        (chosen.waiting, IS_WAITING),
    ]
    return query.where(*(condition for wanted, condition in conditions if wanted))


def queue(council_id: int, chosen: Filters, page: int = 1) -> list[Row]:
    """One page of open cases and one more: those that wait for the group last, then by due date."""
    columns = (
        Case.id, Case.reference, Case.title, Case.kind, Neighbourhood.name, Person.name,
        Turn.due_on, Turn.new_date, Case.status,
    )  # fmt: skip
    query = (
        _filtered(_with_turn(columns, council_id), chosen)
        .outerjoin(Neighbourhood, Neighbourhood.id == Case.neighbourhood_id)
        .outerjoin(Person, Person.id == Case.owner_id)
        .order_by(IS_WAITING, Turn.due_on.nulls_last(), Case.id)
        .limit(PAGE + 1)
        .offset(PAGE * (page - 1))
    )
    return [_row(*found) for found in db.session.execute(query)]


def _row(*found: Any) -> Row:
    number, reference, title, kind, where, owner, due_on, new_date, status = found
    waiting = status == CaseStatus.WAITING
    late = calendar.working_days_between(due_on, clock.today()) if due_on and not waiting else 0
    return Row(
        id=number,
        name=f"{reference} {title}",
        kind=kind,
        neighbourhood=where or "",
        owner=owner or "",
        due_on=due_on,
        new_date=new_date,
        days_late=late,
        is_waiting=waiting,
    )


def numbers(council_id: int, chosen: Filters | None = None) -> Numbers:
    """How many are open, late, due today and waiting, among those that were chosen."""

    def how_many(condition: ColumnElement[bool]) -> Any:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    columns = (
        func.count(Case.id),
        how_many(_is_late()),
        how_many(_is_today()),
        how_many(IS_WAITING),
    )
    plain = replace(chosen or Filters(), late=False, today=False, waiting=False)
    query = _filtered(_with_turn(columns, council_id), plain)
    return Numbers(*map(int, db.session.execute(query).one()))
