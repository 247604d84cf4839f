"""Which concerns there are, how many a mutual answered in time, and which are late."""

from statistics import median
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.concerns.models import Concern, ConcernMessage, ConcernStatus
from commissioning.core import clock, turns
from commissioning.core.clock import DAY, Due
from commissioning.core.database import db
from commissioning.core.history import since_status
from commissioning.core.turns import Turn
from commissioning.mutuals.models import BoardSeat, Mutual, MutualStatus

AT_ONCE = 100
COUNTED = 1000  # the newest so many, for a mutual's numbers

_WITH_MUTUAL = joinedload(Concern.mutual)


class Numbers(NamedTuple):
    """How many concerns were raised, answered in time, answered late, and not answered in time.

    `usual`: the working days an answer takes in the middle of all answers; None before the first.
    """

    raised: int
    in_time: int
    late: int
    overdue: int
    usual: float | None


def get_concern(concern_id: int, council_id: int) -> Concern:
    """One concern about a mutual of this council, with the board. Raises NoResultFound."""
    query = (
        select(Concern)
        .where(Concern.id == concern_id, Concern.council_id == council_id)
        .options(
            joinedload(Concern.person),
            _WITH_MUTUAL.selectinload(Mutual.board).joinedload(BoardSeat.person),
            selectinload(Concern.messages),
        )
    )
    return db.session.scalars(query).unique().one()


def get_concern_asked_about(message_id: int, council_id: int) -> Concern:
    """The concern about which the council wrote this. Raises NoResultFound."""
    query = select(ConcernMessage.concern_id).where(ConcernMessage.id == message_id)
    return get_concern(db.session.scalars(query).one(), council_id)


def get_concern_of(mutual_id: int, concern_id: int, council_id: int) -> Concern:
    """One concern about this mutual. Raises NoResultFound."""
    query = select(Concern.id).where(Concern.id == concern_id, Concern.mutual_id == mutual_id)
    return get_concern(db.session.scalars(query).one(), council_id)


def numbers(mutual: Mutual) -> Numbers:
    """What everyone may know of the concerns about a mutual."""
    query = (
        select(Turn, Concern.answered_on)
        .join(Concern, turns.is_turn_of(Concern))
        .where(Concern.mutual_id == mutual.id)
        .order_by(Turn.id.desc())
        .limit(COUNTED)
    )
    rows = list(db.session.execute(query))
    answered = [turn for turn, answered_on in rows if answered_on]
    in_time = sum(not turn.days_late for turn in answered)
    overdue = sum(turn.days_late > 0 for turn, answered_on in rows if not answered_on)
    usual = median(turn.days_used for turn in answered) if answered else None
    return Numbers(len(rows), in_time, len(answered) - in_time, overdue, usual)


def waiting_for(mutual: Mutual) -> list[tuple[Concern, Turn]]:
    """The concerns a mutual has to answer, each with its turn; the first due comes first."""
    return turns.waiting(Concern, Concern.mutual_id == mutual.id)


def waiting(council_id: int) -> list[tuple[Concern, Turn]]:
    """The open concerns about a council's mutuals, each with its turn; the first due first."""
    return turns.waiting(Concern, Concern.council_id == council_id, options=[_WITH_MUTUAL])


def answered(council_id: int) -> list[Concern]:
    """The concerns that were answered, or closed with their mutual, the newest first."""
    query = (
        select(Concern)
        .where(Concern.council_id == council_id, Concern.status == ConcernStatus.ANSWERED)
        .options(_WITH_MUTUAL)
        .order_by(Concern.id.desc())
        .limit(AT_ONCE)
    )
    return list(db.session.scalars(query))


def count_waiting_for(mutual: Mutual) -> int:
    """How many concerns a mutual has to answer."""
    return _count(Concern.mutual_id == mutual.id)


def count_waiting(council_id: int) -> int:
    """How many concerns about a council's mutuals wait for an answer."""
    return _count(Concern.council_id == council_id)


def _count(whose: ColumnElement[bool]) -> int:
    query = select(func.count(Concern.id)).where(whose, Concern.status == ConcernStatus.OPEN)
    return db.session.scalar(query) or 0


def due_to_close() -> list[Due]:
    """Concerns that nobody can answer any more: the mutual has closed."""
    query = (
        select(Concern.id, since_status(Mutual))
        .join(Mutual, Mutual.id == Concern.mutual_id)
        .where(Concern.status == ConcernStatus.OPEN, Mutual.status == MutualStatus.CLOSED)
        .order_by(Concern.id)
        .limit(AT_ONCE)
    )
    return Due.each(db.session.execute(query))


def due_to_tell_late() -> list[Due]:
    """Concerns whose answer is late, while nobody has been told."""
    query = (
        select(Concern.id, Turn.due_on)
        .join(Turn, turns.is_turn_of(Concern))
        .where(
            Concern.status == ConcernStatus.OPEN,
            Concern.told_late_on.is_(None),
            Turn.ended_on.is_(None),
            Turn.due_on < clock.today(),
        )
        .order_by(Turn.due_on, Concern.id)
        .limit(AT_ONCE)
    )
    return Due.each(db.session.execute(query), DAY)
