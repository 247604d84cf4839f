"""Which councils, neighbourhoods and places."""

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.places.models import Council, Installation, Neighbourhood, Place


def councils() -> list[Council]:
    """The councils on this installation, by name."""
    return list(db.session.scalars(select(Council).order_by(Council.name)))


def is_demo() -> bool:
    """Did the demo loader make this database?"""
    return bool(db.session.scalar(select(Installation.is_demo).where(Installation.id == 1)))


def get_place(place_id: int, council_id: int) -> Place:
    """One place of this council. Raises NoResultFound."""
    query = select(Place).where(Place.id == place_id, Place.council_id == council_id)
    return db.session.scalars(query).one()


def get_neighbourhood(neighbourhood_id: int, council_id: int) -> Neighbourhood:
    """One neighbourhood of this council. Raises NoResultFound."""
    query = select(Neighbourhood).where(
        Neighbourhood.id == neighbourhood_id, Neighbourhood.council_id == council_id
    )
    return db.session.scalars(query).one()


def neighbourhoods(council_id: int) -> list[Neighbourhood]:
    """A council's neighbourhoods, by name."""
    query = select(Neighbourhood).where(Neighbourhood.council_id == council_id)
    return list(db.session.scalars(query.order_by(Neighbourhood.name)))


def get_council(council_id: int) -> Council:
    """One council. Raises NoResultFound."""
    return db.session.scalars(select(Council).where(Council.id == council_id)).one()


def register_of(council_id: int) -> list[tuple[Place, str]]:
    """A council's places, each with the name of its neighbourhood, by name."""
    query = (
        select(Place, Neighbourhood.name)
        .outerjoin(Neighbourhood, Neighbourhood.id == Place.neighbourhood_id)
        .where(Place.council_id == council_id)
        .order_by(Place.name, Place.id)
    )
    return [(place, area or "") for place, area in db.session.execute(query)]
