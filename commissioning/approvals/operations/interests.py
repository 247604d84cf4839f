"""Somebody of the council declares an interest: from then on they take no part."""

from commissioning.approvals import rules
from commissioning.approvals.models import Case, Interest
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.queries import acts_of, interest_of, subject_of
from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.people.models import Person

# Words for everyone for what staff do: most of it is in the record for staff alone.
DONE = {
    "record-check": "recorded checks",
    "answer-gate": "wrote down what the law asks",
    "confirm-gate": "confirmed what the law asks",
    "ask-questions": "asked the group questions",
    "ask-advice": "asked for advice",
    "read-advice": "read advice",
    "name-panel": "named the panel",
    "give-scores": "scored the plan",
    "agree-scores": "wrote down the scores that count",
    "ask-to-refuse": "asked to refuse it",
    "advise": "advised on the decision",
    "say-who-decides": "said who decides",
    "send-message": "wrote to the group",
    "explain-delay": "explained a delay",
}


def declare_interest(case: Case, words: str, *, by: Person) -> Interest:
    """Say that one has an interest in what a case is about. It is final.

    The record says so to everyone without a name, and, where somebody declares late, what they had
    done in it. `words`: what the interest is; kept, not published. Raises Refused without it.
    """
    rules.may_declare.check(by, case)
    must_be_at_work(case)
    if not words.strip():
        raise Refused("Say what your interest is", "words")
    interest = interest_of(by, case) or Interest(case_id=case.id, person_id=by.id)
    if interest.has_interest:
        raise Refused("You have declared your interest already.")
    interest.has_interest, interest.words, interest.declared_on = True, words, clock.today()
    interest.done_before = _done_before(case, by)
    with unique("uq_interest_case_id_person_id", says=CHANGED):
        db.session.add(interest)
    db.session.expire(case, ["interests"])
    if case.turn is not None and case.turn.owner_id == by.id:
        case.turn.owner_id = None
    says = "Somebody at the council declared an interest and takes no part"
    if interest.done_before:
        says = f"{says}. Before that they {interest.done_before}"
    history.record(subject_of(case), history.INTEREST, by=by, says=says[:400], note=words)
    return interest


def _done_before(case: Case, by: Person) -> str:
    done = acts_of(by, case)
    found = [words for name, words in DONE.items() if name in done]
    if done - DONE.keys() - {history.INTEREST, "add-note", "assign", "open-case", "take-over"}:
        found.append("did other things in it")
    return ", ".join(found)
