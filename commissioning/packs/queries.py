"""Which packs there are, and which wait."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from commissioning.core import clock, turns
from commissioning.core.clock import DAY, Due
from commissioning.core.database import db
from commissioning.core.history import since_status
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.packs.models import NOT_NEEDED, InformationPack, PackStatus
from commissioning.proposals.models import Proposal, Status

_WITH_ALL = (
    joinedload(InformationPack.proposal).joinedload(Proposal.place),
    selectinload(InformationPack.items),
)
_WHOLE = select(InformationPack).options(*_WITH_ALL)


def get_pack(pack_id: int, council_id: int) -> InformationPack:
    """One pack of this council, with its items. Raises NoResultFound."""
    query = _WHOLE.where(InformationPack.id == pack_id, InformationPack.council_id == council_id)
    return db.session.scalars(query).one()


def pack_of(proposal: Proposal) -> InformationPack | None:
    """The pack of a proposal, with its items; None when its group has not asked."""
    query = _WHOLE.where(InformationPack.proposal_id == proposal.id)
    return db.session.scalars(query).one_or_none()


def packs_of_group(group: Group) -> list[tuple[Proposal, InformationPack | None]]:
    """A group's proposals for which it has a pack or can ask for one, by number."""
    query = (
        select(Proposal, InformationPack)
        .outerjoin(InformationPack, InformationPack.proposal_id == Proposal.id)
        .where(Proposal.group_id == group.id, Proposal.status.in_([Status.CHECK, Status.PLAN]))
        .order_by(Proposal.id)
    )
    return [(proposal, pack) for proposal, pack in db.session.execute(query)]


def waiting(council_id: int) -> list[tuple[InformationPack, Turn]]:
    """The packs a council has to send, each with its turn; the first due comes first."""
    return turns.waiting(
        InformationPack,
        InformationPack.council_id == council_id,
        InformationPack.status == PackStatus.ASKED,
        options=_WITH_ALL,
    )


def count_waiting(council_id: int) -> int:
    """How many packs a council has to send."""
    query = select(func.count(InformationPack.id)).where(
        InformationPack.council_id == council_id, InformationPack.status == PackStatus.ASKED
    )
    return db.session.scalar(query) or 0


def days_late(pack_turn: Turn, writing: Turn) -> int:
    """The calendar days of the group's turn to write during which its pack was overdue."""
    if pack_turn.due_on is None:
        return 0
    return max((clock.today() - max(pack_turn.due_on, writing.started_on)).days, 0)


def due_to_give_back() -> list[Due]:
    """Late packs whose groups lose time for their plans that they have not been given yet."""
    writing = aliased(Turn)
    is_writing = (writing.subject_kind == Proposal.__tablename__) & (
        writing.subject_id == InformationPack.proposal_id
    )
    query = (
        select(InformationPack.id, Turn, writing)
        .join(Turn, turns.is_turn_of(InformationPack))
        .join(Proposal, Proposal.id == InformationPack.proposal_id)
        .join(writing, is_writing)
        .where(
            InformationPack.status == PackStatus.ASKED,
            Proposal.status == Status.PLAN,
            Turn.ended_on.is_(None),
            Turn.due_on < clock.today(),
            writing.ended_on.is_(None),
            writing.due_on.is_not(None),
            writing.count > 0,  # a day that is the same for all who compete is moved for all
        )
        .order_by(InformationPack.id)
    )
    found = []
    for number, pack_turn, plan_turn in db.session.execute(query):
        missing = days_late(pack_turn, plan_turn) - _days_given(plan_turn)
        if missing > 0:
            found.append((number, clock.today() - timedelta(days=missing)))
    return Due.each(found, DAY)


def _days_given(writing: Turn) -> int:
    """The days by which a turn ends after its promise."""
    promised = writing.promised_on
    return (writing.due_on - promised).days if writing.due_on and promised else 0


def due_to_close() -> list[Due]:
    """Packs that nobody needs any more: the proposal has ended, or the council has said yes."""
    query = (
        select(InformationPack.id, since_status(Proposal))
        .join(Proposal, Proposal.id == InformationPack.proposal_id)
        .where(InformationPack.status == PackStatus.ASKED, Proposal.status.in_(NOT_NEEDED))
        .order_by(InformationPack.id)
    )
    return Due.each(db.session.execute(query))
