"""Which events, for whom."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility

PAGE = 25


def public_events(council_id: int) -> Select[Event]:
    """The public events of a council, newest first."""
    return (
        select(Event)
        .where(Event.council_id == council_id, Event.visibility == Visibility.PUBLIC)
        .order_by(Event.id.desc())
    )


def page_of_events(
    council_id: int,
    *,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
    before: int | None = None,
    but: Collection[str] = (),
) -> list[Event]:
    """A page of public events and one more; `before`: the number to start under; `but`: names of
    events to leave out."""
    query = filtered(public_events(council_id), kind=kind, since=since, until=until)
    if but:
        query = query.where(Event.name.not_in(but))
    if before is not None:
        query = query.where(Event.id < before)
    return list(db.session.scalars(query.limit(PAGE + 1)))


def filtered(
    query: Select[Event], *, kind: str, since: date | None, until: date | None
) -> Select[Event]:
    """The same events, of one kind of thing, between two days in London, both included."""
    if kind:
        query = query.where(Event.subject_kind == kind)
    if since:
        query = query.where(Event.created_at >= _start_of(since))
    if until:
        query = query.where(Event.created_at < _start_of(until + timedelta(days=1)))
    return query


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.LONDON)


def all_events(
    council_id: int, *, kind: str = "", since: date | None = None, until: date | None = None
) -> Iterator[Event]:
    """Every public event that matches, oldest first, a few at a time."""
    query = filtered(public_events(council_id), kind=kind, since=since, until=until)
    query = query.order_by(None).order_by(Event.id).execution_options(yield_per=500)
    yield from db.session.scalars(query)


def get_event(number: int, council_id: int) -> Event:
    """One public event of this council. Raises NoResultFound."""
    return db.session.scalars(public_events(council_id).where(Event.id == number)).one()


def neighbours(event: Event) -> tuple[int | None, int | None]:
    """The numbers of the public events before and after this one."""
    public = public_events(event.council_id or 0).with_only_columns(Event.id).order_by(None)
    before = public.where(Event.id < event.id).order_by(Event.id.desc()).limit(1)
    after = public.where(Event.id > event.id).order_by(Event.id).limit(1)
    return db.session.scalar(before), db.session.scalar(after)


def kinds(council_id: int) -> list[str]:
    """The kinds of thing that public events of this council are about."""
    query = select(Event.subject_kind).where(
        Event.council_id == council_id, Event.visibility == Visibility.PUBLIC
    )
    return sorted(db.session.scalars(query.distinct()))


def count(council_id: int) -> int:
    """How many public entries there are."""
    query = public_events(council_id).with_only_columns(func.count(Event.id)).order_by(None)
    return db.session.scalar(query) or 0
