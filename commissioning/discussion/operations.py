"""Asking, confirming, answering and hiding. The subject's chapter says who may and who is told."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from commissioning.core import clock, history, text
from commissioning.core.database import changed, db
from commissioning.core.refusals import Refused
from commissioning.discussion.models import HideRule, Question
from commissioning.people.models import Person
from commissioning.people.session import hash_of


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know, and who they say they are."""

    text: str
    name: str
    email: str


def ask(subject: Any, asked: Asked) -> tuple[Question, str]:
    """Keep a question until its e-mail address is confirmed. Returns it and its link's token."""
    token = secrets.token_urlsafe(32)
    question = _new(subject, asked)
    question.token_hash = hash_of(token)
    db.session.add(question)
    return question, token


def ask_now(subject: Any, words: str, *, by: Person) -> Question:
    """Ask as a signed-in person, whose address is confirmed: it is public at once."""
    question = _new(subject, Asked(words, by.name, by.email))
    question.confirmed_at = clock.now()
    db.session.add(question)
    db.session.flush()  # the history needs its number
    _record_asked(subject, question)
    return question


def confirm(question: Question, subject: Any) -> None:
    """The button behind the link was pressed: the question is public. Refused the second time."""
    _only_once(question, "confirmed_at", "This question is on the page already.")
    _record_asked(subject, question)


def answer(question: Question, subject: Any, written: str, *, by: Person) -> None:
    """Answer a question. Refused when somebody has answered it already."""
    _only_once(
        question, "answered_at", "Someone has answered this already. Read their answer first."
    )
    question.answer = written
    question.answer_html = text.to_html(written)
    question.answered_by_id = by.id
    history.record(subject, "answer-question", by=by, says="A question was answered",
                   question=question.id)  # fmt: skip


def hide(question: Question, subject: Any, rule: HideRule, *, by: Person) -> None:
    """Take a question off the page. It stays counted, and the page says which rule it broke."""
    _only_once(question, "hidden_at", "This question is hidden already.")
    question.hidden_by_id = by.id
    question.hidden_because = rule
    reason = f"{rule.words[0].upper()}{rule.words[1:]}."
    history.record(subject, "hide-question", by=by, says="A question was hidden", reason=reason,
                   question=question.id)  # fmt: skip


def show_again(question: Question, subject: Any, *, by: Person) -> None:
    """Put a hidden question back. Refused when it is not hidden."""
    if not question.is_hidden:
        raise Refused("This question is not hidden.")
    question.hidden_at = question.hidden_by_id = question.hidden_because = None
    history.record(subject, "show-question", by=by, says="A hidden question was put back",
                   question=question.id)  # fmt: skip


def _new(subject: Any, asked: Asked) -> Question:
    return Question(
        council_id=subject.council_id,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        text=asked.text,
        html=text.to_html(asked.text),
        name=asked.name,
        email=asked.email.lower(),
    )


def _only_once(question: Question, moment: str, says: str) -> None:
    """Set a moment that is not set yet; of two people at once, one is refused."""
    db.session.flush()
    column = getattr(Question, moment)
    result = db.session.execute(
        update(Question)
        .where(Question.id == question.id, column.is_(None))
        .values({column: clock.now()})
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused(says)
    db.session.refresh(question)


def _record_asked(subject: Any, question: Question) -> None:
    history.record(subject, "ask-question", says="A question was asked", question=question.id)
