"""Which people."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from commissioning.core import clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.people.models import AddressCode, Person, Post, PostKind, SignInLink
from commissioning.places.models import Neighbourhood, Postcode, SmallArea

LINK_LASTS = timedelta(hours=24)
LETTER_LASTS = timedelta(days=60)
SHEET = 25  # letters on one print page
_TO_PRINT = (AddressCode.printed_at.is_(None), AddressCode.ended_at.is_(None))


def people_at(email: str) -> list[Person]:
    """The people who share this mailbox, by name."""
    query = select(Person).where(Person.email == email, Person.is_service.is_(False))
    return list(db.session.scalars(query.order_by(Person.name)))


def the_service() -> Person:
    """The clock as a person: who takes the steps that time takes. Made by the migrations."""
    return db.session.scalars(select(Person).where(Person.is_service)).one()


def get_link(token_hash: str) -> SignInLink:
    """A sign-in link that can still be used. Raises NotHere when it is used, too old or unknown."""
    link = db.session.scalar(select(SignInLink).where(SignInLink.token_hash == token_hash))
    if link is None or link.used_at is not None or clock.now() - link.created_at > LINK_LASTS:
        raise NotHere
    return link


def posts(council_id: int) -> list[Post]:
    """The posts held at a council today, by kind."""
    query = select(Post).where(
        Post.council_id == council_id, Post.ended_on.is_(None) | (Post.ended_on > clock.today())
    )
    return list(db.session.scalars(query.order_by(Post.kind, Post.id)))


def get_post(post_id: int, council_id: int) -> Post:
    """One post of this council. Raises NoResultFound."""
    query = select(Post).where(Post.id == post_id, Post.council_id == council_id)
    return db.session.scalars(query).one()


def holders(council_id: int, *kinds: PostKind) -> list[Person]:
    """The people who hold one of these posts at a council today, by name."""
    query = (
        select(Person)
        .join(Post)
        .where(
            Post.council_id == council_id,
            Post.kind.in_(kinds),
            Post.ended_on.is_(None) | (Post.ended_on > clock.today()),
        )
        .distinct()
        .order_by(Person.name)
    )
    return list(db.session.scalars(query))


# Checking addresses


def small_area_at(postcode: str, council_id: int) -> SmallArea | None:
    """The small area of a postcode, when it is known and lies in this council."""
    query = (
        select(SmallArea)
        .join(Postcode, Postcode.small_area_id == SmallArea.id)
        .join(Neighbourhood, Neighbourhood.id == SmallArea.neighbourhood_id)
        .where(Postcode.code == postcode.replace(" ", ""), Neighbourhood.council_id == council_id)
    )
    return db.session.scalar(query)


def is_known_elsewhere(postcode: str, council_id: int) -> bool:
    """Do we know this postcode as one outside this council?"""
    known = select(Postcode.id).where(Postcode.code == postcode.replace(" ", ""))
    return db.session.scalar(known) is not None and small_area_at(postcode, council_id) is None


def letter_of(person: Person) -> AddressCode | None:
    """The letter a person waits for or has not answered."""
    query = select(AddressCode).where(
        AddressCode.person_id == person.id, AddressCode.ended_at.is_(None)
    )
    return db.session.scalar(query.order_by(AddressCode.id.desc()).limit(1))


def letters_to_print(
    council_id: int,
    neighbourhood_id: int | None = None,
    numbers: Collection[int] | None = None,
) -> list[AddressCode]:
    """The letters not yet printed, oldest first: one print page of them.

    `neighbourhood_id`: only its letters. `numbers`: only the letters with these.
    """
    query = select(AddressCode).where(AddressCode.council_id == council_id, *_TO_PRINT)
    if neighbourhood_id is not None:
        query = query.where(AddressCode.neighbourhood_id == neighbourhood_id)
    if numbers is not None:
        query = query.where(AddressCode.id.in_(numbers))
    query = query.options(joinedload(AddressCode.person), joinedload(AddressCode.neighbourhood))
    return list(db.session.scalars(query.order_by(AddressCode.id).limit(SHEET)))


def letter_counts(council_id: int) -> tuple[int, int]:
    """How many letters wait to be printed, and how many printed ones wait for an answer."""
    query = (
        select(func.count(), func.count(AddressCode.printed_at))
        .select_from(AddressCode)
        .where(AddressCode.council_id == council_id, AddressCode.ended_at.is_(None))
    )
    everything, printed = db.session.execute(query).one()
    return everything - printed, printed


def count_letters_to_print(council_id: int, neighbourhood_id: int | None = None) -> int:
    """How many letters of a council, or of one of its neighbourhoods, wait to be printed."""
    query = select(func.count(AddressCode.id)).where(
        AddressCode.council_id == council_id, *_TO_PRINT
    )
    if neighbourhood_id is not None:
        query = query.where(AddressCode.neighbourhood_id == neighbourhood_id)
    return db.session.scalar(query) or 0


def letters_to_forget() -> list[Due]:
    """Letters that nobody answered in 60 days: their addresses must go."""
    long_ago = clock.now() - LETTER_LASTS
    query = select(AddressCode.id, AddressCode.created_at).where(
        AddressCode.ended_at.is_(None), AddressCode.created_at < long_ago
    )
    rows = db.session.execute(query.order_by(AddressCode.id).limit(100))
    return Due.each(rows, LETTER_LASTS)
