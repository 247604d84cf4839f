"""What waits for the council without a case yet, and cases whose subject has ended otherwise."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from commissioning.approvals.models import Case, CaseKind, CaseStatus
from commissioning.approvals.queries.calling_in import has_pending_decision, pending_decision_on
from commissioning.commissions.models import ENDINGS as COMMISSION_ENDINGS
from commissioning.commissions.models import Commission
from commissioning.commissions.models import Status as Stage
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.history import since_status
from commissioning.core.turns import Turn
from commissioning.proposals.models import ENDINGS as PROPOSAL_ENDINGS
from commissioning.proposals.models import Proposal, Status

MOST = 25


def kind_waiting(subject: Any) -> CaseKind | None:
    """The kind of case the council has to open about this now; None: it has nothing to do."""
    if subject.status in {Status.DECISION, Stage.DECISION}:
        return None if pending_decision_on(subject) else CaseKind.DECISION
    is_open = subject.status == Stage.PROVIDER and not subject.provider
    return CaseKind.PROVIDER if is_open else None


def _has_no_case(table: type[Any]) -> ColumnElement[bool]:
    has_case = exists().where(
        Case.subject_kind == table.__tablename__,
        Case.subject_id == table.id,
        Case.status != CaseStatus.DONE,
    )
    return ~has_case & ~has_pending_decision(table.__tablename__, table.id)


def _proposals() -> Select[Proposal]:
    query = select(Proposal).where(Proposal.status == Status.DECISION, _has_no_case(Proposal))
    return query.order_by(Proposal.id)


def _commissions() -> Select[Commission]:
    is_open = (Commission.status == Stage.PROVIDER) & (Commission.provider == "")
    query = select(Commission).where(
        (Commission.status == Stage.DECISION) | is_open, _has_no_case(Commission)
    )
    return query.order_by(Commission.id)


def waiting(council_id: int) -> list[Any]:
    """What of this council waits for a case, the longest waiting first; at most 25 of each."""
    proposals = _proposals().where(Proposal.council_id == council_id)
    commissions = _commissions().where(Commission.council_id == council_id)
    return [
        *db.session.scalars(proposals.limit(MOST)),
        *db.session.scalars(commissions.limit(MOST)),
    ]


def due_decisions() -> list[Due]:
    """The numbers of such proposals of every council: the clock opens their cases."""
    query = _proposals().with_only_columns(Proposal.id, since_status(Proposal))
    return Due.each(db.session.execute(query))


def due_commissions() -> list[Due]:
    """The numbers of such commissions of every council."""
    query = _commissions().with_only_columns(Commission.id, since_status(Commission))
    return Due.each(db.session.execute(query))


def due_endings() -> list[Due]:
    """The numbers of open cases whose subject was withdrawn or ran out of time."""
    return [
        *Due.each(db.session.execute(_ended(Proposal, PROPOSAL_ENDINGS))),
        *Due.each(db.session.execute(_ended(Commission, COMMISSION_ENDINGS))),
    ]


def due_to_run_again() -> list[Due]:
    """The numbers of cases whose clock has stood still for as long as it may at a stage."""
    is_its = and_(Turn.subject_kind == Case.subject_kind, Turn.subject_id == Case.subject_id)
    query = (
        select(Case, Turn)
        .join(Turn, is_its)
        .where(
            Case.status == CaseStatus.WAITING, Turn.ended_on.is_(None), Turn.paused_on.is_not(None)
        )
        .order_by(Case.id)
    )
    days = [(case.id, last_paused_day(case, turn)) for case, turn in db.session.execute(query)]
    return Due.each((number, day) for number, day in days if day <= clock.today())


def last_paused_day(case: Case, turn: Turn) -> date:
    """The last day on which a clock that stands still may do so."""
    left = case.council.settings.most_paused_days - turn.paused_days
    return turn.days.after(turn.paused_on or turn.started_on, max(left, 0))


def _ended(table: type[Any], endings: Iterable[Choice]) -> Select[int, datetime]:
    return (
        select(Case.id, since_status(table))
        .join(table, table.id == Case.subject_id)
        .where(
            Case.subject_kind == table.__tablename__,
            Case.status != CaseStatus.DONE,
            table.status.in_(endings),
        )
        .order_by(Case.id)
    )
