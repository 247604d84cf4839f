"""Which mutuals, and who is in them."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.core.database import db
from commissioning.groups.models import Group, Membership
from commissioning.mutuals.models import BoardSeat, Mutual, MutualMember, MutualStatus
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood, Place

AT_ONCE = 25


def get_mutual(mutual_id: int, council_id: int) -> Mutual:
    """One mutual of this council, with its board. Raises NoResultFound."""
    query = (
        select(Mutual)
        .where(Mutual.id == mutual_id, Mutual.council_id == council_id)
        .options(
            selectinload(Mutual.board).joinedload(BoardSeat.person),
            joinedload(Mutual.place),
            joinedload(Mutual.group),
            joinedload(Mutual.neighbourhood),
        )
    )
    return db.session.scalars(query).unique().one()


def mutuals(council_id: int, after: str = "") -> list[Row[Any]]:
    """A page of a council's mutuals by name: columns for the list, one more than a page holds."""
    query = (
        select(
            Mutual.id, Mutual.name, Mutual.status, Mutual.members_count, Mutual.opened_on,
            Place.id.label("place_id"), Place.name.label("place"),
            Neighbourhood.name.label("neighbourhood"),
        )
        .join(Place, Place.id == Mutual.place_id)
        .join(Neighbourhood, Neighbourhood.id == Mutual.neighbourhood_id)
        .where(Mutual.council_id == council_id, Mutual.name > after)
        .order_by(Mutual.name)
        .limit(AT_ONCE + 1)
    )  # fmt: skip
    return list(db.session.execute(query))


def mutual_of_group(group_id: int) -> Mutual | None:
    """The mutual a group has become."""
    return db.session.scalar(select(Mutual).where(Mutual.group_id == group_id))


def mutual_at(place_id: int) -> Mutual | None:
    """The mutual that runs a place or is getting ready to, if any."""
    query = select(Mutual).where(Mutual.place_id == place_id, Mutual.status != MutualStatus.CLOSED)
    return db.session.scalars(query.order_by(Mutual.id)).first()


def places_for(group: Group) -> list[tuple[int, str]]:
    """The places a group may take on: those of its neighbourhood, or all of its council."""
    query = select(Place.id, Place.name).where(Place.council_id == group.council_id)
    if group.neighbourhood_id is not None:
        query = query.where(Place.neighbourhood_id == group.neighbourhood_id)
    return [(number, name) for number, name in db.session.execute(query.order_by(Place.name))]


def get_place(place_id: int, council_id: int) -> Place:
    """One place of this council. Raises NoResultFound."""
    query = select(Place).where(Place.id == place_id, Place.council_id == council_id)
    return db.session.scalars(query).one()


def people_of(group: Group) -> list[tuple[int, str]]:
    """The people in a group, by name, to choose a board from."""
    query = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.group_id == group.id, Membership.left_on.is_(None))
        .order_by(Person.name, Person.id)
    )
    return [(number, name) for number, name in db.session.execute(query)]


def could_be_directors(mutual: Mutual) -> list[tuple[int, str]]:
    """Members who do not sit on the board, by name; at most 200 of them."""
    sitting = [seat.person_id for seat in mutual.current_board]
    query = (
        select(Person.id, Person.name)
        .join(MutualMember, MutualMember.person_id == Person.id)
        .where(
            MutualMember.mutual_id == mutual.id,
            MutualMember.left_on.is_(None),
            Person.id.not_in(sitting),
        )
        .order_by(Person.name, Person.id)
        .limit(200)
    )
    return [(number, name) for number, name in db.session.execute(query)]


def membership(mutual: Mutual, person: Any) -> MutualMember | None:
    """This person's line in the members' register, also when they have left."""
    if person.id is None:
        return None
    query = select(MutualMember).where(
        MutualMember.mutual_id == mutual.id, MutualMember.person_id == person.id
    )
    return db.session.scalar(query)


def is_member(mutual: Mutual, person: Any) -> bool:
    """Is this person a member today?"""
    line = membership(mutual, person)
    return line is not None and line.left_on is None


def mutuals_of(person: Any) -> list[Mutual]:
    """The mutuals on whose boards a person sits, by name."""
    query = (
        select(Mutual)
        .join(BoardSeat)
        .where(BoardSeat.person_id == person.id, BoardSeat.ended_on.is_(None))
        .order_by(Mutual.name)
    )
    return list(db.session.scalars(query))


def council_of(mutual: Mutual) -> Council:
    """The council a mutual works with."""
    return db.session.get_one(Council, mutual.council_id)
