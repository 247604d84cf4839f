"""Moving on to the next stage, sending back, and refusing with a second officer."""

from collections.abc import Mapping
from typing import Any

from commissioning.approvals import emails, rules
from commissioning.approvals.models import (
    Advice,
    Case,
    Choose,
    Ground,
    SendBackGround,
)
from commissioning.approvals.operations.desk import finish, must_be_at_work
from commissioning.approvals.queries import (
    advice_on,
    agreed_lines,
    in_the_way,
    stewards_of,
    subject_of,
)
from commissioning.approvals.queries.scores import COMPETES
from commissioning.approvals.workflow import MOVES
from commissioning.core import history, text
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import Person
from commissioning.votes.operations import take_step

CHANGED = "Somebody else has just dealt with this. Look at it again before you decide."


def move_on(case: Case, *, by: Person) -> None:
    """Move the case’s subject to its next stage. The case is done then.

    Raises Refused when a check, an answer or a score stands in the way.
    """
    rules.may_work.check(by, case)
    step = MOVES[case.kind].forward
    if not step:
        raise Refused("This case ends with a decision.")
    must_be_at_work(case)
    obstacles = in_the_way(case)
    if obstacles:
        raise Refused(" ".join(obstacles))
    _take(case, step, by=by)


def choose(case: Case, others: Mapping[Case, str], *, by: Person) -> None:
    """Choose one plan in principle: it goes on, and each other is refused with its reason.

    Raises Refused when something but the choice stands in the way of one of them.
    """
    for each in (case, *others):
        rules.may_refuse.check(by, each)
        must_be_at_work(each)
    if not all(agreed_lines(each) for each in others):
        raise Refused("The panel has to agree its scores for every plan first.")
    obstacles = [words for words in in_the_way(case) if words != COMPETES]
    if obstacles:
        raise Refused(" ".join(obstacles))
    _take(case, MOVES[case.kind].forward, by=by)
    for each, reason in others.items():
        subject = _take(each, MOVES[each.kind].refuse, by=by, reason=reason)
        says = "The council chose another group for this place"
        emails.moved(each, subject, stewards_of(each.group), says, reason)


def send_back(case: Case, ground: SendBackGround, words: str, *, by: Person) -> None:
    """Send it back to the group, with a reason from the list and a sentence everyone can read."""
    rules.may_work.check(by, case)
    step = MOVES[case.kind].back
    if not step:
        raise Refused("This cannot be sent back now. You can ask the group questions.")
    must_be_at_work(case)
    if case.competition is not None:
        raise Refused("Plans that compete are compared as they were sent. Ask questions instead.")
    reason = _reason(ground.words, words)
    subject = _take(case, step, by=by, reason=reason)
    says = "The council sent this back to your group"
    emails.moved(case, subject, stewards_of(case.group), says, reason)


def ask_to_refuse(case: Case, ground: Ground, words: str, *, by: Person) -> Advice:
    """Ask a second officer to sign a refusal; nothing is public yet. Can be written again."""
    rules.may_refuse.check(by, case)
    must_be_at_work(case)
    reason = _reason("", words)
    asked = advice_on(case)
    if asked is not None and asked.person_id != by.id:
        raise Refused("Another officer has asked to refuse this. Sign it, or drop it first.")
    if asked is None:
        asked = Advice(case_id=case.id, person_id=by.id, choice=Choose.REFUSE)
    asked.ground, asked.text, asked.html = ground, reason, text.to_html(reason)
    with unique("uq_advice_case_id", says=CHANGED):
        db.session.add(asked)
    history.record(case, "ask-to-refuse", by=by, says="An officer asked to refuse this",
                   reason=reason, visibility=Visibility.INTERNAL)  # fmt: skip
    return asked


def drop_refusal(case: Case, *, by: Person) -> None:
    """Do not refuse after all: what was asked is gone."""
    rules.may_refuse.check(by, case)
    must_be_at_work(case)
    asked = advice_on(case)
    if asked is None:
        raise Refused("Nobody has asked to refuse this.")
    db.session.delete(asked)
    history.record(case, "drop-refusal", by=by, says="The wish to refuse this was dropped",
                   visibility=Visibility.INTERNAL)  # fmt: skip


def sign_refusal(case: Case, *, by: Person) -> None:
    """Refuse it: by another officer than the one who asked. The reason is public from now on."""
    rules.may_refuse.check(by, case)
    must_be_at_work(case)
    asked = advice_on(case)
    problem = rules.why_not_sign(by, asked)
    if problem is not None or asked is None or asked.ground is None:
        raise NotAllowed(problem or "Nobody has asked to refuse this.")
    reason = f"{asked.ground.words}. {asked.text}"
    step = MOVES[case.kind].refuse
    subject = _take(case, step, by=by, reason=reason)
    says = "The council did not accept this"
    emails.moved(case, subject, stewards_of(case.group), says, reason)


def _take(case: Case, step: str, *, by: Person, reason: str = "") -> Any:
    """The subject first: whoever comes second is told, and nothing of theirs is kept."""
    subject = subject_of(case)
    take_step(subject, step, by=by, reason=reason)
    finish(case, by=by, outcome=step)
    return subject


def _reason(ground: str, words: str) -> str:
    if not words.strip():
        raise Refused("Say why, so that people can understand", "words")
    return f"{ground}. {words.strip()}" if ground else words.strip()
