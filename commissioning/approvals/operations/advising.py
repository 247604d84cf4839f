"""Advice for a case: asked by an officer, given behind a link, chased by the worker, read once."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import update

from commissioning.approvals import emails, rules
from commissioning.approvals.models import AdviceRequest, Case, Field
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.queries import due_to_chase, entry_of
from commissioning.core import calendar, clock, history, text
from commissioning.core.database import changed, db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.people.session import hash_of

STAFF = Visibility.INTERNAL
CHASE_BEFORE = 2  # working days before the last day
CHASE_AGAIN = 5  # working days after the last day, and again


@dataclass(frozen=True)
class AdviceWanted:
    """Who is asked what, and by which day the answer is needed."""

    field: Field
    name: str
    email: str
    question: str
    reply_by: date


def ask_advice(case: Case, wanted: AdviceWanted, *, by: Person) -> AdviceRequest:
    """Ask somebody for advice; they answer behind a link, without an account.

    Raises Refused for a day that is not later than today, and when the officer or a member of
    the group would be asked.
    """
    rules.may_work.check(by, case)
    must_be_at_work(case)
    _check(case, wanted.email, wanted.reply_by, by)
    request = AdviceRequest(
        case=case, **vars(wanted), asked_by_id=by.id, asked_on=clock.today(), chased=0
    )
    _send(request)
    db.session.add(request)
    says = f"Advice was asked for: {wanted.field.words.lower()}"
    history.record(case, "ask-advice", by=by, says=says, visibility=STAFF)
    return request


def ask_advice_again(request: AdviceRequest, email: str, reply_by: date, *, by: Person) -> None:
    """Send a new link, perhaps to another address or for another day. The old one stops working.

    Raises Refused when the advice is there or was withdrawn, and as ask_advice.
    """
    _must_be_awaited(request, by)
    _check(request.case, email, reply_by, by)
    request.email, request.reply_by = email, reply_by
    request.asked_on, request.chased = clock.today(), 0
    _send(request)
    _note(request, "ask-advice-again", "Advice was asked for again", by)


def withdraw_advice(request: AdviceRequest, *, by: Person) -> None:
    """The advice is not needed any more: the link stops working, and nobody is chased."""
    _must_be_awaited(request, by)
    request.withdrawn_on = clock.today()
    request.token_hash = request.chase_on = None
    _note(request, "withdraw-advice", "Advice is not needed any more", by)
    emails.advice_withdrawn(request)


def give_advice(request: AdviceRequest, words: str) -> None:
    """The adviser answers, in Markdown; until an officer has read it, the answer can be corrected.

    Raises Refused when nothing was written, or an officer has read it or withdrawn the question.
    """
    if not words.strip():
        raise Refused("Write your advice", "words")
    if request.case.is_done:
        raise Refused("The council has finished this. Your advice is not needed any more.")
    is_first = request.answered_at is None
    _answer(request, words)
    says = "Advice came in" if is_first else "Advice was corrected"
    history.record(request.case, "give-advice", says=f"{says}: {request.field.words.lower()}",
                   visibility=STAFF)  # fmt: skip
    if is_first:
        emails.advice_given(request)


def read_advice(request: AdviceRequest, in_report: bool, *, by: Person) -> None:
    """An officer has read the advice, so that it cannot change; it may go in the report.

    Raises Refused when there is none yet, or when the report is out for everyone.
    """
    rules.may_work.check(by, request.case)
    must_be_at_work(request.case)
    if request.answered_at is None:
        raise Refused("The adviser has not answered yet.")
    entry = entry_of(request.case)
    if in_report != request.in_report and entry is not None and entry.papers_on is not None:
        raise Refused("The report is out for everyone, so it cannot change now.")
    if request.read_on is None:
        request.read_on, request.read_by_id = clock.today(), by.id
    request.in_report = in_report
    where = "goes in the report" if in_report else "stays with the staff"
    _note(request, "read-advice", f"An officer read the advice, and it {where}", by)


def chase_advice(request_id: int) -> bool:
    """What the clock does: remind the adviser, with a new link. Was it still due?"""
    if request_id not in due_to_chase():
        return False
    request = db.session.get_one(AdviceRequest, request_id)
    request.chased += 1
    request.chase_on = next_chase(request.reply_by, clock.today())
    emails.chase_adviser(request, _new_link(request))
    _note(request, "chase-advice", "The adviser was reminded", the_service())
    return True


def next_chase(reply_by: date, after: date) -> date:
    """The first day later than `after` on which an adviser is reminded.

    Two working days before `reply_by`, on it, and then after each five working days. Our default.
    """
    before = calendar.nth_working_day_before(reply_by, CHASE_BEFORE)
    day = reply_by if before <= after else before
    while day <= after:
        day = calendar.nth_working_day_after(day, CHASE_AGAIN)
    return day


def _check(case: Case, email: str, reply_by: date, by: Person) -> None:
    if reply_by <= clock.today():
        raise Refused("Choose a day after today", "reply_by")
    if reply_by > clock.today() + timedelta(days=366):
        raise Refused("Choose a day within a year", "reply_by")
    if email == by.email.lower():
        raise Refused("Ask somebody else: this is your own address", "email")
    if email in {member.person.email.lower() for member in case.group.current_members}:
        raise Refused("A member of the group cannot advise the council about it", "email")


def _send(request: AdviceRequest) -> None:
    request.chase_on = next_chase(request.reply_by, clock.today())
    emails.ask_adviser(request, _new_link(request))


def _new_link(request: AdviceRequest) -> str:
    """A new link for an adviser; an older one stops working. We keep only its hash."""
    token = secrets.token_urlsafe(32)
    request.token_hash = hash_of(token)
    return token


def _must_be_awaited(request: AdviceRequest, by: Person) -> None:
    rules.may_work.check(by, request.case)
    must_be_at_work(request.case)
    db.session.refresh(request)
    if request.answered_at is not None:
        raise Refused("The adviser has answered already.")
    if request.withdrawn_on is not None:
        raise Refused("This is not asked any more. Ask for advice anew.")


def _answer(request: AdviceRequest, words: str) -> None:
    """Write the answer only over one that nobody has read, whoever reads it meanwhile."""
    result = db.session.execute(
        update(AdviceRequest)
        .where(
            AdviceRequest.id == request.id,
            AdviceRequest.read_on.is_(None),
            AdviceRequest.withdrawn_on.is_(None),
        )
        .values(text=words, html=text.to_html(words), answered_at=clock.now(), chase_on=None)
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused("The council has read your advice already, so it cannot change.")
    db.session.refresh(request)


def _note(request: AdviceRequest, name: str, says: str, by: Person) -> None:
    history.record(request.case, name, by=by, says=f"{says}: {request.field.words.lower()}",
                   visibility=STAFF)  # fmt: skip
