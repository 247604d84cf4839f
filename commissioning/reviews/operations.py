"""Asking for a review and deciding it; complaining and answering."""

from typing import Any

from commissioning.approvals import operations as approvals
from commissioning.approvals.queries import stewards_of
from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.groups import operations as groups
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.reviews import emails, queries, rules
from commissioning.reviews.models import Complaint, RefusalReview
from commissioning.reviews.queries import REOPENING, Refusal, with_involved
from commissioning.reviews.workflow import ANSWERING, REVIEWING
from commissioning.votes.operations import take_step

WAITS = "You have complained about this already. Your complaint waits for its answer."
SAY_WHY = "Say why, so that people can understand"


def ask(refusal: Refusal, grounds: str, *, by: Person) -> RefusalReview:
    """A steward asks that somebody else looks at a refusal again, once, with grounds.

    How long they have, and the council has, are our defaults or the council's own rules, no law.
    """
    rules.may_ask.check(by, refusal)
    if not grounds.strip():
        raise Refused("Say what should be looked at again", "grounds")
    subject = refusal.subject
    review = RefusalReview(**_about(subject), event_id=refusal.event_id, step=refusal.step,
                           grounds=grounds, asked_by_id=by.id)  # fmt: skip
    with unique("uq_refusal_review_event_id", says="Your group has asked for this already."):
        db.session.add(review)
    promise = subject.council.settings.promise("refusal_review_days")
    turns.begin(review, "review", Whose.COUNCIL, promise)
    history.record(review, "ask", by=by, reason=grounds, after=review.status,
                   says=f"The group asked for a review: {review.title}"[:400],
                   facts={"refusal": refusal.event_id})  # fmt: skip
    return review


def decide(review: RefusalReview, is_set_aside: bool, reasons: str, *, by: Person) -> None:
    """A senior officer who had no part in the case says whether the refusal stands, and why.

    When it is set aside, what was refused goes back to the step at which it was, with a new case.
    Raises NotAllowed; Refused without reasons, or when it does not stand refused any more.
    """
    rules.may_decide.check(by, with_involved(review))
    if not reasons.strip():
        raise Refused(SAY_WHY, "reasons")
    subject = queries.subject_of(review)
    REVIEWING.take("set-aside" if is_set_aside else "uphold", review, by=by, reason=reasons)
    review.reasons, review.answered_by_id = reasons, by.id
    review.answered_on = clock.today()
    turns.end(review)
    if is_set_aside:
        _reopen(subject, review, reasons, by)
    emails.tell_reviewed(review, stewards_of(review.group))


def _reopen(subject: Any, review: RefusalReview, reasons: str, by: Person) -> None:
    refusal = queries.refusal_of(subject)
    if refusal is None or refusal.event_id != review.event_id:
        raise Refused("This does not stand refused any more, so it cannot be set aside.")
    back = REOPENING[review.subject_kind, review.step]
    if isinstance(subject, Group):
        groups.reopen(subject, reasons, by=by)
        return
    take_step(subject, back.step, by=by, reason=reasons)
    if back.case is not None:
        approvals.open_case(subject, back.case, by=by)


def complain(subject: Any, what: str, wanted: str = "", *, by: Person) -> Complaint:
    """Somebody complains about how this was handled. Everyone sees that, and no word of it.

    One complaint of a person about a thing can wait at a time; Refused otherwise.

    The council's time for an answer is our default (10 working days) or its own rule, no law.
    """
    rules.may_complain.check(by, subject)
    if not what.strip():
        raise Refused("Say what went wrong", "what")
    complaint = Complaint(**_about(subject), person=by, what=what, wanted=wanted)
    with unique("uq_complaint_open", says=WAITS):
        db.session.add(complaint)
    promise = subject.council.settings.promise("complaint_days")
    turns.begin(complaint, "answer", Whose.COUNCIL, promise)
    history.record(complaint, "complain", by=by, after=complaint.status,
                   says="Somebody complained about how something was handled")  # fmt: skip
    return complaint


def answer(complaint: Complaint, words: str, *, by: Person) -> None:
    """An officer who had no part in it answers a complaint, once."""
    rules.may_answer.check(by, with_involved(complaint))
    if not words.strip():
        raise Refused("Write the answer", "words")
    ANSWERING.take("answer", complaint, by=by)
    complaint.answer, complaint.answered_by_id = words, by.id
    complaint.answered_on = clock.today()
    turns.end(complaint)
    emails.tell_answered(complaint)


def _about(subject: Any) -> dict[str, Any]:
    """What a review and a complaint keep of the thing they are about."""
    return {
        "council_id": subject.council_id,
        "council": subject.council,
        "neighbourhood_id": subject.neighbourhood_id,
        "subject_kind": subject.__tablename__,
        "subject_id": subject.id,
        "group": subject if isinstance(subject, Group) else subject.group,
        "title": subject.name,
    }
