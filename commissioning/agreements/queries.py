"""Which agreements, and what they promise."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from commissioning.agreements.models import Agreement, AgreementStatus, HandoverTask, KeptPromise
from commissioning.core.database import db
from commissioning.gates import queries as gates
from commissioning.gates.law import Blocks
from commissioning.gates.queries import Standing
from commissioning.groups.models import Group, Membership
from commissioning.mutuals.models import BoardSeat, Mutual
from commissioning.mutuals.queries import mutual_of_group
from commissioning.proposals.models import Proposal


def _with_people() -> tuple[ORMOption, ...]:
    return (
        joinedload(Agreement.proposal)
        .joinedload(Proposal.group)
        .selectinload(Group.members)
        .joinedload(Membership.person),
        joinedload(Agreement.proposal).joinedload(Proposal.place),
        joinedload(Agreement.mutual).selectinload(Mutual.board).joinedload(BoardSeat.person),
        selectinload(Agreement.tasks),
        selectinload(Agreement.promises),
    )


def get_agreement(agreement_id: int, council_id: int) -> Agreement:
    """One agreement of this council, with all that belongs to it. Raises NoResultFound."""
    query = select(Agreement).where(
        Agreement.id == agreement_id, Agreement.council_id == council_id
    )
    return db.session.scalars(query.options(*_with_people())).unique().one()


def mutual_for(proposal: Proposal) -> Mutual | None:
    """The mutual that the group of a proposal has become, if it is for the same place."""
    mutual = mutual_of_group(proposal.group_id)
    return mutual if mutual is not None and mutual.place_id == proposal.place_id else None


def get_task(agreement_id: int, task_id: int, council_id: int) -> HandoverTask:
    """One thing to do of an agreement of this council. Raises NoResultFound."""
    query = (
        select(HandoverTask)
        .join(Agreement)
        .where(
            HandoverTask.id == task_id,
            Agreement.id == agreement_id,
            Agreement.council_id == council_id,
        )
    )
    return db.session.scalars(query).one()


def agreement_of(proposal: Proposal) -> Agreement | None:
    """The agreement about a proposal, with its tasks."""
    query = select(Agreement).where(Agreement.proposal_id == proposal.id)
    whole = query.options(joinedload(Agreement.tasks), joinedload(Agreement.mutual))
    return db.session.scalars(whole).unique().one_or_none()


def agreement_with(mutual: Mutual) -> Agreement | None:
    """The agreement under which a mutual runs its place."""
    query = select(Agreement).where(Agreement.mutual_id == mutual.id)
    return db.session.scalar(query.options(joinedload(Agreement.proposal)))


def promises_of(mutual_ids: list[int]) -> dict[int, list[KeptPromise]]:
    """What these mutuals promised, by mutual."""
    query = (
        select(Agreement.mutual_id, KeptPromise)
        .join(KeptPromise, KeptPromise.agreement_id == Agreement.id)
        .where(Agreement.mutual_id.in_(mutual_ids))
        .order_by(KeptPromise.id)
    )
    found: dict[int, list[KeptPromise]] = {number: [] for number in mutual_ids}
    for number, promise in db.session.execute(query):
        if number is not None:
            found[number].append(promise)
    return found


def gates_in_the_way(agreement: Agreement) -> list[Standing]:
    """What the law asks before it is signed and the doors open; nothing once they are."""
    if agreement.status == AgreementStatus.IN_FORCE:
        return []
    return gates.in_the_way(agreement.proposal, Blocks.COMPLETION)
