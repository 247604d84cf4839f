"""Which corrections wait, and how many."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.turns import Turn
from commissioning.corrections.models import Correction, CorrectionStatus
from commissioning.places.models import Place

_WAITING = Correction.status == CorrectionStatus.CHECKING


def get_correction(correction_id: int, council_id: int) -> Correction:
    """One correction sent to this council. Raises NoResultFound."""
    query = select(Correction).where(
        Correction.id == correction_id, Correction.council_id == council_id
    )
    with_place = query.options(joinedload(Correction.place), joinedload(Correction.person))
    return db.session.scalars(with_place).one()


def count_of_place(place: Place) -> int:
    """How many corrections of a place are being checked."""
    query = select(func.count(Correction.id)).where(Correction.place_id == place.id, _WAITING)
    return db.session.scalar(query) or 0


def waiting(council_id: int) -> list[tuple[Correction, Turn]]:
    """The corrections a council has to check, each with its turn; the first due comes first."""
    ours = Correction.council_id == council_id
    return turns.waiting(Correction, ours, _WAITING, options=[joinedload(Correction.place)])


def count_waiting(council_id: int) -> int:
    """How many corrections a council has to check."""
    query = select(func.count(Correction.id)).where(Correction.council_id == council_id, _WAITING)
    return db.session.scalar(query) or 0
