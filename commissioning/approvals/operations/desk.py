"""What officers do in a case: check, write, and say why it is late."""

from datetime import date

from sqlalchemy import select

from commissioning.approvals import emails, rules
from commissioning.approvals.models import (
    Case,
    Check,
    CheckResult,
    LateReason,
    Message,
    Note,
    Side,
)
from commissioning.approvals.queries import stewards_of, subject_of
from commissioning.approvals.workflow import CASE
from commissioning.core import clock, history, text, turns
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.follows import operations as follows
from commissioning.people.models import Person

STAFF = Visibility.INTERNAL


def must_be_at_work(case: Case) -> None:
    """Raise Refused when the case is done."""
    if case.is_done:
        raise Refused("This case is done: nothing in it can change.")


def hold(case: Case) -> None:
    """Let nobody else change this case until the transaction ends, and look at all of it afresh."""
    db.session.flush()
    db.session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    db.session.expire_all()


def finish(case: Case, *, by: Person, outcome: str) -> None:
    """The case is done. Raises Refused when somebody else has just finished it."""
    CASE.take("finish", case, by=by, outcome=outcome)
    case.closed_on = clock.today()


def record_check(
    case: Case, check: Check, result: CheckResult, reason: str, note: str = "", *, by: Person
) -> None:
    """Say how a check came out and why; `note` is what everyone may read about it."""
    rules.may_work.check(by, case)
    must_be_at_work(case)
    if not reason.strip():
        raise Refused("Say why, so that people can understand", "reason")
    check.result, check.reason, check.public_note = result, reason, note
    check.checked_by_id, check.checked_on = by.id, clock.today()
    history.record(
        case,
        "record-check",
        by=by,
        says=f"{check.words[:200]}: {result.words.lower()}",
        reason=reason,
        visibility=STAFF,
        check=check.key,
    )


def send_message(case: Case, words: str, is_public: bool, *, by: Person, side: Side) -> Message:
    """Write from the council to the group, or back. Private: only those two can read it."""
    rule = rules.may_work if side == Side.COUNCIL else rules.may_write
    rule.check(by, case)
    message = Message(
        case_id=case.id,
        side=side,
        is_public=is_public,
        text=words,
        html=text.to_html(words),
        person_id=by.id,
        role=by.role_words if side == Side.COUNCIL else "The group",
    )
    db.session.add(message)
    subject = subject_of(case)
    history.record(
        subject,
        "send-message",
        by=by,
        says=f"{side.words} wrote a {'public' if is_public else 'private'} message",
        visibility=Visibility.PUBLIC if is_public else Visibility.PARTIES,
    )
    if side == Side.COUNCIL:
        emails.message_sent(case, subject, stewards_of(case.group), is_public)
    else:
        emails.message_from_group(case)
    return message


def add_note(case: Case, words: str, *, by: Person) -> Note:
    """Write for other staff. The group and the public never see it."""
    rules.may_note.check(by, case)
    note = Note(case_id=case.id, text=words, html=text.to_html(words), person_id=by.id)
    db.session.add(note)
    history.record(case, "add-note", by=by, says="A note was added", visibility=STAFF)
    return note


def explain_delay(
    case: Case, reason: LateReason, words: str, new_date: date, *, by: Person
) -> None:
    """Say in public why the council is late and by when it will be done.

    Raises Refused when no clock runs, or the new date is not later than today and the promise.
    """
    rules.may_work.check(by, case)
    must_be_at_work(case)
    subject = subject_of(case)
    turn = turns.turn_of(subject)
    if turn is None or turn.due_on is None:
        raise Refused("No clock runs here, so nothing is late.")
    if new_date <= max(clock.today(), turn.due_on):
        raise Refused("Give a date after today and after the date we promised", "new_date")
    turn.late_reason = f"{reason.words}. {words}"
    turn.new_date = new_date
    says = f"The council will be late. Its new date is {in_words(new_date)}"
    history.record(
        subject,
        "explain-delay",
        by=by,
        says=says,
        reason=turn.late_reason,
        new_date=new_date.isoformat(),
    )
    members = [member.person.email for member in case.group.current_members]
    follows.tell(subject, f"{says}.", f"Why: {turn.late_reason}", also=members)
