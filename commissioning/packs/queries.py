"""Which packs there are, and which wait."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.history import since_status
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.packs.models import InformationPack, PackStatus
from commissioning.proposals.models import ENDINGS, Proposal, Status

AT_ONCE = 100

_WHOLE = select(InformationPack).options(
    joinedload(InformationPack.proposal).joinedload(Proposal.place),
    selectinload(InformationPack.items),
)
_IS_ITS_TURN = (Turn.subject_kind == InformationPack.__tablename__) & (
    Turn.subject_id == InformationPack.id
)


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
    query = (
        select(InformationPack, Turn)
        .join(Turn, _IS_ITS_TURN)
        .where(
            InformationPack.council_id == council_id,
            InformationPack.status == PackStatus.ASKED,
            Turn.ended_on.is_(None),
        )
        .options(
            joinedload(InformationPack.proposal).joinedload(Proposal.place),
            selectinload(InformationPack.items),
        )
        .order_by(Turn.due_on, InformationPack.id)
        .limit(AT_ONCE)
    )
    return [(pack, turn) for pack, turn in db.session.execute(query)]


def count_waiting(council_id: int) -> int:
    """How many packs a council has to send."""
    query = select(func.count(InformationPack.id)).where(
        InformationPack.council_id == council_id, InformationPack.status == PackStatus.ASKED
    )
    return db.session.scalar(query) or 0


def due_to_close() -> list[Due]:
    """Packs that nobody needs any more: the proposal has ended."""
    query = (
        select(InformationPack.id, since_status(Proposal))
        .join(Proposal, Proposal.id == InformationPack.proposal_id)
        .where(InformationPack.status == PackStatus.ASKED, Proposal.status.in_(ENDINGS))
        .order_by(InformationPack.id)
    )
    return Due.each(db.session.execute(query))
