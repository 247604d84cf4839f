"""Whether the council said that it will close a place."""

from sqlalchemy import bindparam, select

from commissioning.core.database import db
from commissioning.places.models import Closure, Place

_CLOSURE = select(Closure).where(
    Closure.place_id == bindparam("place_id"), Closure.taken_back_on.is_(None)
)


def closure_of(place: Place) -> Closure | None:
    """What the council said, while it still says so."""
    return db.session.scalars(_CLOSURE, {"place_id": place.id}).one_or_none()
