"""The advice that was asked for in cases, by the adviser’s link, and who is to be reminded."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.approvals.models import AdviceRequest, Case, CaseStatus
from commissioning.core import clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.people.session import hash_of

_WITH_CASE = joinedload(AdviceRequest.case).joinedload(Case.council)


def advice_asked(case: Case) -> list[AdviceRequest]:
    """What was asked in a case, in the order of asking."""
    query = select(AdviceRequest).where(AdviceRequest.case_id == case.id)
    return list(db.session.scalars(query.order_by(AdviceRequest.id)))


def advice_in_report(case: Case) -> list[AdviceRequest]:
    """The advice in the report of this case, which may have come in an earlier one."""
    query = (
        select(AdviceRequest)
        .join(Case)
        .where(
            Case.subject_kind == case.subject_kind,
            Case.subject_id == case.subject_id,
            Case.id <= case.id,
            AdviceRequest.in_report,
        )
    )
    return list(db.session.scalars(query.order_by(AdviceRequest.id)))


def get_advice(case_id: int, request_id: int, council_id: int) -> AdviceRequest:
    """One request in a case of this council. Raises NoResultFound."""
    query = (
        select(AdviceRequest)
        .join(Case)
        .where(
            AdviceRequest.id == request_id,
            Case.id == case_id,
            Case.council_id == council_id,
        )
    )
    return db.session.scalars(query.options(_WITH_CASE)).one()


def advice_by_token(token: str, council_id: int) -> AdviceRequest:
    """What an adviser’s link is about. Raises NotHere: unknown, withdrawn, or there is a newer."""
    query = (
        select(AdviceRequest)
        .join(Case)
        .where(AdviceRequest.token_hash == hash_of(token), Case.council_id == council_id)
    )
    found = db.session.scalar(query.options(_WITH_CASE))
    if found is None:
        raise NotHere
    return found


def due_to_chase() -> list[Due]:
    """Questions to advisers who are to be reminded today."""
    query = (
        select(AdviceRequest.id, AdviceRequest.chase_on)
        .join(Case)
        .where(AdviceRequest.chase_on <= clock.today(), Case.status != CaseStatus.DONE)
        .order_by(AdviceRequest.chase_on, AdviceRequest.id)
        .limit(200)
    )
    return Due.each(db.session.execute(query))
