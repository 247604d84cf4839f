"""Decisions without a case yet, and cases whose proposal has ended in another way."""

from sqlalchemy import ColumnElement, exists, select

from commissioning.approvals.models import Case, CaseStatus
from commissioning.core.database import db
from commissioning.proposals.models import ENDINGS, Proposal, Status


def _has_no_case() -> ColumnElement[bool]:
    return ~exists().where(
        Case.subject_kind == Proposal.__tablename__,
        Case.subject_id == Proposal.id,
        Case.status != CaseStatus.DONE,
    )


def decisions_waiting(council_id: int) -> list[Proposal]:
    """Proposals of this council, the longest waiting first; at most 25."""
    query = select(Proposal).where(
        Proposal.council_id == council_id, Proposal.status == Status.DECISION, _has_no_case()
    )
    return list(db.session.scalars(query.order_by(Proposal.id).limit(25)))


def due_decisions() -> list[int]:
    """The numbers of such proposals of every council: the clock opens their cases."""
    query = select(Proposal.id).where(Proposal.status == Status.DECISION, _has_no_case())
    return list(db.session.scalars(query.order_by(Proposal.id)))


def due_endings() -> list[int]:
    """The numbers of open cases whose proposal was withdrawn or ran out of time."""
    query = (
        select(Case.id)
        .join(Proposal, Proposal.id == Case.subject_id)
        .where(
            Case.subject_kind == Proposal.__tablename__,
            Case.status != CaseStatus.DONE,
            Proposal.status.in_(ENDINGS),
        )
    )
    return list(db.session.scalars(query.order_by(Case.id)))
