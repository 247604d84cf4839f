"""Who follows what, and what can be followed."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import Model, db
from commissioning.core.refusals import NotHere
from commissioning.follows.models import Follow, Kind

LINK_LASTS = timedelta(days=7)


def followable(kind: str, number: int, council_id: int) -> Any:
    """A thing of this council that can be followed. Raises NotHere: none such, or not public."""
    table = _table(kind)
    query = select(table).where(table.id == number, table.council_id == council_id)
    found = db.session.scalar(query)
    if found is None or not getattr(found, "is_public", True):
        raise NotHere
    return found


def _table(kind: str) -> Any:
    """The table of a kind. Its chapter comes later in the story, so it is found by its name."""
    for mapper in Model.registry.mappers:
        if mapper.class_.__tablename__ == Kind(kind):
            return mapper.class_
    raise NotHere


def title_of(subject: Any) -> str:
    """What people call a thing."""
    return str(getattr(subject, "title", None) or subject.name)


def follow_of(subject: Any, email: str) -> Follow | None:
    """This address and this thing, whether or not it is confirmed or stopped."""
    found: Follow | None = db.session.scalar(_about(subject).where(Follow.email == email.lower()))
    return found


def followers(subject: Any) -> list[Follow]:
    """Every address that gets news of a thing now, once, the oldest follower first.

    They follow it or, where they have not stopped its news, a neighbourhood it is in.
    """
    own = list(db.session.scalars(_about(subject).order_by(Follow.id)))
    found = {each.email: each for each in own if each.is_active}
    gone = {each.email for each in own if each.stopped_at}
    around = select(Follow).where(
        Follow.subject_kind == Kind.NEIGHBOURHOOD, Follow.subject_id.in_(_neighbourhoods(subject))
    )
    for each in db.session.scalars(around.order_by(Follow.id)):
        if each.is_active and each.email not in gone:
            found.setdefault(each.email, each)
    return list(found.values())


def _neighbourhoods(subject: Any) -> list[int]:
    """The numbers of those a thing is in: a commission may be in several, a place of none."""
    several = getattr(subject, "neighbourhoods", None)
    one = getattr(subject, "neighbourhood", None)
    return [each.id for each in several or filter(None, [one])]


def _about(subject: Any) -> Any:
    return select(Follow).where(
        Follow.subject_kind == subject.__tablename__, Follow.subject_id == subject.id
    )


def asked_by_link(token_hash: str, council_id: int) -> Follow:
    """The follow a confirmation link is about. Raises NotHere: unknown, replaced, too old."""
    follow = db.session.scalar(
        select(Follow).where(Follow.token_hash == token_hash, Follow.council_id == council_id)
    )
    if follow is None or clock.now() - follow.asked_at > LINK_LASTS:
        raise NotHere
    return follow


def by_stop_key(key: str) -> Follow:
    """The follow a stop link ends. Such a link is never too old. Raises NoResultFound."""
    return db.session.scalars(select(Follow).where(Follow.stop_key == key)).one()


def subject_of(follow: Follow) -> Any:
    """The thing somebody follows, whatever became of it. Raises NoResultFound when it is gone."""
    table = _table(follow.subject_kind)
    return db.session.scalars(select(table).where(table.id == follow.subject_id)).one()


def followed_by(email: str, council_id: int) -> list[tuple[Follow, Any]]:
    """What an address gets news of in a council, each with its thing; one query for each kind."""
    query = select(Follow).where(
        Follow.email == email,
        Follow.council_id == council_id,
        Follow.confirmed_at.is_not(None),
        Follow.stopped_at.is_(None),
    )
    follows = list(db.session.scalars(query.order_by(Follow.id.desc()).limit(200)))
    things: dict[tuple[str, int], Any] = {}
    for kind in {each.subject_kind for each in follows}:
        numbers = [each.subject_id for each in follows if each.subject_kind == kind]
        table = _table(kind)
        for thing in db.session.scalars(select(table).where(table.id.in_(numbers))):
            things[kind, thing.id] = thing
    pairs = [(each, things.get((each.subject_kind, each.subject_id))) for each in follows]
    return [(follow, thing) for follow, thing in pairs if thing is not None]
