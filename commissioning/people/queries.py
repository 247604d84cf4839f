"""Which people."""

from datetime import timedelta

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.people.models import Person, Post, PostKind, SignInLink

LINK_LASTS = timedelta(hours=24)


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
