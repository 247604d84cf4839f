"""Decisions, and what goes before one."""

from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.approvals.models import (
    Advice,
    Body,
    Case,
    CaseKind,
    CaseStatus,
    Choose,
    Condition,
    ConditionDue,
    ConditionStatus,
    Decision,
    DecisionStatus,
    Deferral,
    Interest,
)
from commissioning.approvals.scheme import Reason
from commissioning.core.database import db
from commissioning.core.turns import Basis
from commissioning.groups.models import Group

PAGE = 25


def get_decision(decision_id: int, council_id: int) -> Decision:
    """One decision of this council, with its case and who decided. Raises NoResultFound."""
    query = select(Decision).where(Decision.id == decision_id, Decision.council_id == council_id)
    query = query.options(joinedload(Decision.case).joinedload(Case.facts))
    return db.session.scalars(query).one()


def decisions(
    council_id: int,
    *,
    before: int | None = None,
    choice: Choose | None = None,
    neighbourhood_id: int | None = None,
) -> list[Decision]:
    """A page of decisions and one more, newest first; `before` is a number to start under."""
    query = select(Decision).where(Decision.council_id == council_id)
    if before is not None:
        query = query.where(Decision.id < before)
    if choice is not None:
        query = query.where(Decision.choice == choice)
    if neighbourhood_id is not None:
        query = query.join(Case, Case.id == Decision.case_id)
        query = query.where(Case.neighbourhood_id == neighbourhood_id)
    return list(db.session.scalars(query.order_by(Decision.id.desc()).limit(PAGE + 1)))


def record_of(case: Case) -> Reason | None:
    """By which law the record of its decision is written; None while nobody said who decides.

    What each record holds: the decision and its date, the reasons, the options rejected, and the
    conflicts and dispensations. Sources: SI 2012/2089, regs 12 and 13; SI 2014/2095, reg. 7;
    Local Government Act 1972, section 100C. From memory, not compared with their text.
    """
    facts = case.facts
    if facts is None:
        return None
    is_executive = case.council.settings.governance_model.is_executive
    if facts.body == Body.OFFICER and not is_executive:
        source = "SI 2014/2095, regulation 7"
    elif not (is_executive and facts.body.is_executive):
        source = "Local Government Act 1972, section 100C"
    else:
        source = f"SI 2012/2089, regulation {12 if facts.body.meets else 13}"
    return Reason("The rules for the record of a decision", Basis.LAW, source, is_compared=False)


def decision_on(subject: Any) -> Decision | None:
    """The newest decision about this thing."""
    query = select(Decision).where(
        Decision.subject_kind == subject.__tablename__, Decision.subject_id == subject.id
    )
    return db.session.scalar(query.order_by(Decision.id.desc()).limit(1))


def _needs_a_decision(council_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Case.council_id == council_id,
        Case.kind == CaseKind.DECISION,
        Case.status != CaseStatus.DONE,
    )


def decisions_to_make(council_id: int) -> list[Case]:
    """Open cases that need a decision, the oldest first; at most 50.

    With the members of their groups, who may not decide.
    """
    query = select(Case).where(*_needs_a_decision(council_id))
    query = query.options(joinedload(Case.group).selectinload(Group.members),
                          joinedload(Case.facts), joinedload(Case.competitor),
                          selectinload(Case.interests))  # fmt: skip
    return list(db.session.scalars(query.order_by(Case.id).limit(50)))


def count_decisions_to_make(council_id: int) -> int:
    """How many cases need a decision."""
    return db.session.scalar(select(func.count(Case.id)).where(*_needs_a_decision(council_id))) or 0


def advice_on(case: Case) -> Advice | None:
    """What an officer advises in this case."""
    return db.session.scalar(select(Advice).where(Advice.case_id == case.id))


def interest_of(person: Any, case: Case) -> Interest | None:
    """What this person declared about this case."""
    return db.session.scalar(
        select(Interest).where(Interest.case_id == case.id, Interest.person_id == person.id)
    )


def count_with_interest(case: Case) -> int:
    """How many decision-makers declared an interest in this case."""
    query = select(func.count(Interest.id)).where(Interest.case_id == case.id)
    return db.session.scalar(query.where(Interest.has_interest)) or 0


def deferrals_of(case: Case) -> list[Deferral]:
    """When its decision was put off, the last time first."""
    query = select(Deferral).where(Deferral.case_id == case.id).order_by(Deferral.id.desc())
    return list(db.session.scalars(query.limit(20)))


def conditions_of(decision: Decision) -> list[Condition]:
    """What has to be met, in the order it was written."""
    if not decision.conditions:
        return []
    query = select(Condition).where(Condition.decision_id == decision.id)
    return list(db.session.scalars(query.order_by(Condition.number)))


def unmet_before_opening(subject: Any) -> list[Condition]:
    """The conditions of the decision about this that must be met before it opens, and are not."""
    query = select(Condition).join(Decision, Decision.id == Condition.decision_id)
    query = query.where(
        Decision.subject_kind == subject.__tablename__,
        Decision.subject_id == subject.id,
        Decision.status == DecisionStatus.IN_EFFECT,
        Condition.due == ConditionDue.BEFORE,
        Condition.status != ConditionStatus.MET,
    )
    return list(db.session.scalars(query.order_by(Condition.decision_id, Condition.number)))


def get_condition(decision_id: int, number: int, council_id: int) -> Condition:
    """One condition of a decision of this council. Raises NoResultFound."""
    decision = get_decision(decision_id, council_id)
    query = select(Condition).where(
        Condition.decision_id == decision.id, Condition.number == number
    )
    return db.session.scalars(query).one()
