"""Meeting the conditions of a decision: the group shows how, an officer accepts it or not."""

from commissioning.approvals import emails
from commissioning.approvals.models import (
    Choose,
    Condition,
    ConditionDue,
    Decision,
    DecisionStatus,
)
from commissioning.approvals.queries import advice_on, stewards_of
from commissioning.approvals.workflow import CONDITION
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import Person


def write_conditions(decision: Decision, before: str, after: str) -> None:
    """Make a condition of each line: of those to be met before the opening, then of the others."""
    if decision.choice != Choose.WITH_CONDITIONS:
        return
    lines = [(line.strip(" \t-*"), due) for due, text in
             ((ConditionDue.BEFORE, before), (ConditionDue.AFTER, after))
             for line in text.splitlines()]  # fmt: skip
    written = [(words, due) for words, due in lines if words]
    for number, (words, due) in enumerate(written, start=1):
        db.session.add(Condition(decision_id=decision.id, number=number, words=words, due=due))


def claim(condition: Condition, evidence: str, web: str = "", *, by: Person) -> None:
    """The group says that a condition is met, with what shows it. Everyone can read it.

    Raises NotAllowed; Refused without evidence, before the decision takes effect, or when it
    was said already.
    """
    if condition.decision.status != DecisionStatus.IN_EFFECT:
        raise Refused("The decision has not taken effect, so there is nothing to meet yet.")
    if not evidence.strip():
        raise Refused("Say what shows that it is met", "evidence")
    CONDITION.take("claim", condition, by=by)
    condition.evidence, condition.web, condition.answer = evidence, web, ""
    condition.claimed_by_id, condition.claimed_on = by.id, clock.today()
    advice = advice_on(condition.decision.case)
    if advice is not None:
        emails.condition_claimed(condition, [db.session.get_one(Person, advice.person_id)])


def accept(condition: Condition, *, by: Person) -> None:
    """An officer who is not of the group, and did not claim it, accepts that it is met."""
    _not_their_own(condition, by)
    CONDITION.take("accept", condition, by=by)
    condition.met_on = clock.today()
    emails.condition_answered(condition, stewards_of(condition.group))


def give_back(condition: Condition, reason: str, *, by: Person) -> None:
    """An officer says why it is not met yet; the group can claim it again."""
    _not_their_own(condition, by)
    CONDITION.take("return", condition, by=by, reason=reason)
    condition.answer = reason
    emails.condition_answered(condition, stewards_of(condition.group))


def _not_their_own(condition: Condition, by: Person) -> None:
    if condition.claimed_by_id == by.id:
        raise NotAllowed("You said that this is met, so somebody else has to accept it.")
