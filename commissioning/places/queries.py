"""Which councils, neighbourhoods and places."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, select, tuple_
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, undefer

from commissioning.core import addresses, clock
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.places.imports import register
from commissioning.places.models import (
    Council,
    Installation,
    Neighbourhood,
    Operator,
    Place,
    PlaceCost,
    PlaceKind,
    Postcode,
    SmallArea,
)

PAGE = 25
YEARS = 3


class NeighbourhoodRow(NamedTuple):
    """A neighbourhood in a list."""

    id: int
    name: str
    people: int | None
    places: int

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)


class PlaceRow(NamedTuple):
    """A place in a list."""

    id: int
    name: str
    kind: PlaceKind
    neighbourhood: str | None
    operator: Operator
    run_by: str
    running_cost: int | None
    is_closed: bool
    latitude: float | None
    longitude: float | None

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)


class Whereabouts(NamedTuple):
    """Where a postcode lies: its neighbourhood, and the council that looks after it."""

    neighbourhood: Neighbourhood | None
    council: Council | None


_COUNCILS = select(Council).order_by(Council.name)
_PLACE = (
    select(Place)
    .where(Place.id == bindparam("place_id"), Place.council_id == bindparam("council_id"))
    .options(joinedload(Place.neighbourhood), joinedload(Place.closure))
)
_NAMES = (
    select(Neighbourhood.id, Neighbourhood.name)
    .where(Neighbourhood.council_id == bindparam("council_id"))
    .order_by(Neighbourhood.name)
)


def councils() -> list[Council]:
    """The councils on this installation, by name."""
    return list(db.session.scalars(_COUNCILS))


def get_council(council_id: int) -> Council:
    """The council of this number. Raises NoResultFound."""
    return db.session.get_one(Council, council_id)


class ClosedDay(NamedTuple):
    """A day on which a council is closed. `id`: the day as a number, for its address."""

    id: int
    council: Council
    day: date
    why: str

    @property
    def council_id(self) -> int:
        """Whose day it is."""
        return self.council.id


def closed_days(council: Council) -> list[ClosedDay]:
    """The days to come on which a council is closed, besides bank holidays, the first first."""
    days = sorted((date.fromisoformat(each), why) for each, why in council.closed_days.items())
    return [
        ClosedDay(int(f"{day:%Y%m%d}"), council, day, why)
        for day, why in days
        if day >= clock.today()
    ]


def get_closed_day(number: int, council_id: int) -> ClosedDay:
    """One of them by its number. Raises NoResultFound."""
    for each in closed_days(get_council(council_id)):
        if each.id == number:
            return each
    raise NoResultFound


def is_demo() -> bool:
    """Did the demo loader make this database?"""
    return bool(db.session.scalar(select(Installation.is_demo).where(Installation.id == 1)))


def get_place(place_id: int, council_id: int) -> Place:
    """One place of this council. Raises NoResultFound."""
    return db.session.scalars(_PLACE, {"place_id": place_id, "council_id": council_id}).one()


def written_fact(place: Place, name: str) -> Any:
    """A column of a place as the register writes it; "" for nothing."""
    column = register.column(name)
    value = column.write(getattr(place, name))
    return "" if value is None else value


def get_neighbourhood(neighbourhood_id: int, council_id: int) -> Neighbourhood:
    """One neighbourhood of this council. Raises NoResultFound."""
    query = select(Neighbourhood).where(
        Neighbourhood.id == neighbourhood_id, Neighbourhood.council_id == council_id
    )
    return db.session.scalars(query).one()


def neighbourhood_names(council_id: int) -> list[tuple[int, str]]:
    """The numbers and names of a council's neighbourhoods, by name: for people to choose from."""
    return [(row.id, row.name) for row in db.session.execute(_NAMES, {"council_id": council_id})]


def neighbourhoods(council_id: int, *, drawn: bool = False) -> list[Neighbourhood]:
    """A council's neighbourhoods, by name. `drawn`: with their boundaries, for a map."""
    query = select(Neighbourhood).where(Neighbourhood.council_id == council_id)
    if drawn:
        query = query.options(undefer(Neighbourhood.boundary))
    return list(db.session.scalars(query.order_by(Neighbourhood.name)))


def neighbourhood_rows(council_id: int) -> list[NeighbourhoodRow]:
    """A council's neighbourhoods with how many open places each has, by name."""
    open_here = (Place.neighbourhood_id == Neighbourhood.id) & Place.is_closed.is_(False)
    query = (
        select(Neighbourhood.id, Neighbourhood.name, Neighbourhood.people, func.count(Place.id))
        .outerjoin(Place, open_here)
        .where(Neighbourhood.council_id == council_id)
        .group_by(Neighbourhood.id)
        .order_by(Neighbourhood.name)
    )
    return [NeighbourhoodRow(*row) for row in db.session.execute(query)]


def whereabouts(postcode: str) -> Whereabouts | None:
    """Where a postcode lies, among all councils here; None when nobody told us of it."""
    query = (
        select(Neighbourhood, Council)
        .select_from(Postcode)
        .join(SmallArea, SmallArea.id == Postcode.small_area_id)
        .outerjoin(Neighbourhood, Neighbourhood.id == SmallArea.neighbourhood_id)
        .outerjoin(Council, Council.id == Neighbourhood.council_id)
        .where(Postcode.code == postcode.replace(" ", ""))
    )
    found = db.session.execute(query).first()
    return Whereabouts(*found) if found else None


def get_small_area(postcode: str) -> SmallArea | None:
    """The small area of a postcode; None when nobody told us of it."""
    query = select(SmallArea).join(Postcode, Postcode.small_area_id == SmallArea.id)
    return db.session.scalar(query.where(Postcode.code == postcode.replace(" ", "")))


def small_areas(neighbourhood: Neighbourhood) -> list[SmallArea]:
    """The small areas of a neighbourhood, the most deprived first."""
    query = select(SmallArea).where(SmallArea.neighbourhood_id == neighbourhood.id)
    return list(db.session.scalars(query.order_by(SmallArea.decile, SmallArea.code)))


def help_by_neighbourhood(council_id: int) -> list[tuple[str, int, int | None]]:
    """Name, hours of help for groups this year, and people, of each neighbourhood."""
    query = (
        select(Neighbourhood.name, Neighbourhood.help_hours, Neighbourhood.people)
        .where(Neighbourhood.council_id == council_id)
        .order_by(Neighbourhood.name)
    )
    return [(name, hours, people) for name, hours, people in db.session.execute(query)]


def kinds_of_places(council_id: int) -> list[tuple[PlaceKind, int]]:
    """How many open places a council has of each kind, the most first."""
    count = func.count(Place.id)
    query = (
        select(Place.kind, count)
        .where(Place.council_id == council_id, Place.is_closed.is_(False))
        .group_by(Place.kind)
        .order_by(count.desc(), Place.kind)
    )
    return [(kind, number) for kind, number in db.session.execute(query)]


def page_of_places(
    council_id: int, chosen: dict[str, Any] | None = None, after: int | None = None
) -> list[PlaceRow]:
    """A page of places and one more, by name.

    `chosen`: kind, neighbourhood (a number), operator, state ("closed"; else the open ones).
    `after`: the number of the last place on the page before.
    """
    who = (Place.operator, Place.run_by, Place.running_cost, Place.is_closed)
    where = (Place.latitude, Place.longitude)
    query = (
        select(Place.id, Place.name, Place.kind, Neighbourhood.name, *who, *where)
        .outerjoin(Neighbourhood, Neighbourhood.id == Place.neighbourhood_id)
        .where(Place.council_id == council_id, *_narrowing(chosen or {}))
    )
    if after is not None:
        last = select(Place.name).where(Place.id == after).scalar_subquery()
        query = query.where(tuple_(Place.name, Place.id) > tuple_(last, after))
    query = query.order_by(Place.name, Place.id).limit(PAGE + 1)
    return [PlaceRow._make(row) for row in db.session.execute(query)]


def _narrowing(chosen: dict[str, Any]) -> list[ColumnElement[bool]]:
    columns = {
        "kind": Place.kind,
        "neighbourhood": Place.neighbourhood_id,
        "operator": Place.operator,
    }
    is_open = Place.is_closed.is_(chosen.get("state") == "closed")
    return [is_open, *(columns[name] == chosen[name] for name in columns if name in chosen)]


def costs_of(place: Place) -> list[PlaceCost]:
    """What a place cost in its last three known years, the oldest first."""
    query = select(PlaceCost).where(PlaceCost.place_id == place.id)
    newest = db.session.scalars(query.order_by(PlaceCost.year.desc()).limit(YEARS))
    return list(newest)[::-1]


def events_of_place(place: Place, *, limit: int, before: int | None = None) -> list[Event]:
    """What everybody may know has happened to a place, newest first."""
    query = select(Event).where(*_about(place)).order_by(Event.id.desc()).limit(limit)
    if before is not None:
        query = query.where(Event.id < before)
    return list(db.session.scalars(query))


def count_events_of_place(place: Place) -> int:
    """How many public events there are about a place."""
    return db.session.scalar(select(func.count(Event.id)).where(*_about(place))) or 0


def _about(place: Place) -> Sequence[Any]:
    return (
        Event.subject_kind == Place.__tablename__,
        Event.subject_id == place.id,
        Event.visibility == Visibility.PUBLIC,
    )


def register_of(council_id: int) -> list[tuple[Place, str]]:
    """A council's places, each with the name of its neighbourhood, by name."""
    query = (
        select(Place, Neighbourhood.name)
        .outerjoin(Neighbourhood, Neighbourhood.id == Place.neighbourhood_id)
        .where(Place.council_id == council_id)
        .order_by(Place.name, Place.id)
    )
    return [(place, area or "") for place, area in db.session.execute(query)]
