"""Decisions that do not take effect yet, and who called them in."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from commissioning.approvals.models import (
    PENDING,
    Body,
    CallIn,
    CallInRequest,
    Case,
    Decision,
    DecisionFacts,
    DecisionStatus,
    PlanEntry,
)
from commissioning.approvals.queries.decisions import decision_on
from commissioning.core import clock
from commissioning.core.clock import DAY, Due
from commissioning.core.database import db
from commissioning.places.settings import YesNo


def why_not_callable(
    case: Case, facts: DecisionFacts, entry: PlanEntry | None, earlier: Decision | None
) -> str | None:
    """Why a decision that is made now cannot be called in, for everyone; None: it can.

    Scrutiny can ask for an executive decision to be looked at again (Local Government Act 2000,
    section 9F). Which ones, and for how long, is each council’s own rule.
    """
    settings = case.council.settings
    if not settings.governance_model.is_executive or not facts.body.is_executive:
        return f"{facts.body.words} decided it, and only the cabinet’s side can be called in"
    if facts.body == Body.OFFICER and not facts.is_key:
        return "An officer decided it, and it is not a key decision"
    if earlier is not None and earlier.status == DecisionStatus.SENT_BACK:
        return "It was called in once already"
    if entry is not None and entry.is_urgent and settings.urgent_exempt == YesNo.YES:
        return "Scrutiny agreed that it was urgent"
    if not settings.call_in_days:
        return "This council gives no time for it"
    return None


def pending_decision_on(subject: Any) -> Decision | None:
    """The decision about this that was made and does not take effect yet."""
    found = decision_on(subject)
    return found if found is not None and found.is_pending else None


def has_pending_decision(
    kind: str, number: InstrumentedAttribute[int] | int
) -> ColumnElement[bool]:
    """The same, for a query about many."""
    return exists().where(
        Decision.subject_kind == kind, Decision.subject_id == number, Decision.status.in_(PENDING)
    )


def call_in_of(decision: Decision) -> CallIn | None:
    """How it was called in; None when it was not."""
    return db.session.scalar(select(CallIn).where(CallIn.decision_id == decision.id))


def requests_of(decision: Decision) -> list[CallInRequest]:
    """The councillors who asked, the first one first."""
    query = select(CallInRequest).where(CallInRequest.decision_id == decision.id)
    return list(db.session.scalars(query.order_by(CallInRequest.id)))


def due_to_take_effect() -> list[Due]:
    """Decisions whose time for call-in, or for its hearing, is over."""
    today = clock.today()
    waiting = select(Decision.id, Decision.call_in_until).where(
        Decision.status == DecisionStatus.WAITING, Decision.call_in_until < today
    )
    called_in = (
        select(Decision.id, CallIn.hear_by)
        .join(CallIn, CallIn.decision_id == Decision.id)
        .where(Decision.status == DecisionStatus.CALLED_IN, CallIn.hear_by < today)
    )
    rows = [*db.session.execute(waiting.order_by(Decision.id)),
            *db.session.execute(called_in.order_by(Decision.id))]  # fmt: skip
    return Due.each(rows, after=DAY)


class Window(NamedTuple):
    """What the page of a decision says about call-in."""

    call_in: CallIn | None
    requests: list[CallInRequest]
    needed: int


def window_of(decision: Decision) -> Window:
    """Who asked so far, how many have to, and what came of it."""
    needed = decision.case.council.settings.min_requesters
    return Window(call_in_of(decision), requests_of(decision), needed)


def last_day_to_call_in(case: Case) -> date:
    """The last working day of the window of a decision that is published today."""
    settings = case.council.settings
    return settings.working_days.after(clock.today(), settings.call_in_days)
