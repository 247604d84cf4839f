"""Asking, confirming, answering and hiding. The subject's chapter says who may and who is told."""

import secrets
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import update

from commissioning.core import clock, history, text
from commissioning.core.database import changed, db
from commissioning.core.refusals import Refused
from commissioning.discussion.models import Comment, HideRule, Question, Said
from commissioning.people.models import Person
from commissioning.people.session import hash_of

Kind = TypeVar("Kind", Question, Comment)


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know or say, and who they say they are."""

    text: str
    name: str
    email: str


def ask(subject: Any, asked: Asked) -> tuple[Question, str]:
    """Keep a question until its e-mail address is confirmed. Returns it and its link's token."""
    question = _new(Question, subject, asked)
    return question, _link(question)


def ask_now(subject: Any, words: str, *, by: Person) -> Question:
    """Ask as a signed-in person, whose address is confirmed: it is public at once."""
    question = _new(Question, subject, Asked(words, by.name, by.email))
    _at_once(question, subject)
    return question


def comment(subject: Any, part: str, draft: int, asked: Asked) -> tuple[Comment, str]:
    """Keep a comment until its e-mail address is confirmed. Returns it and its link's token.

    `part`: the key of what it is about; `draft`: the number of the draft that was read.
    """
    made = _new(Comment, subject, asked, part=part, draft=draft)
    return made, _link(made)


def comment_now(subject: Any, part: str, draft: int, words: str, *, by: Person) -> Comment:
    """Comment as a signed-in person, whose address is confirmed: it is public at once."""
    asked = Asked(words, by.name, by.email)
    made = _new(Comment, subject, asked, part=part, draft=draft)
    _at_once(made, subject)
    return made


def confirm(said: Said, subject: Any) -> None:
    """The button behind the link was pressed: it is public. Refused the second time."""
    _only_once(said, "confirmed_at", f"This {said.called} is on the page already.")
    _record_said(said, subject)


def answer(said: Said, subject: Any, written: str, *, by: Person) -> None:
    """Answer a question or comment. Refused when somebody has answered it already."""
    _only_once(said, "answered_at", "Someone has answered this already. Read their answer first.")
    said.answer = written
    said.answer_html = text.to_html(written)
    said.answered_by_id = by.id
    _record(subject, "answer", f"A {said.called} was answered", said, by=by)


def hide(said: Said, subject: Any, rule: HideRule, *, by: Person) -> None:
    """Take it off the page. It stays counted, and the page says which rule it broke."""
    _only_once(said, "hidden_at", f"This {said.called} is hidden already.")
    said.hidden_by_id = by.id
    said.hidden_because = rule
    reason = f"{rule.words[0].upper()}{rule.words[1:]}."
    _record(subject, "hide", f"A {said.called} was hidden", said, by=by, reason=reason)


def show_again(said: Said, subject: Any, *, by: Person) -> None:
    """Put back what was hidden. Refused when it is not hidden."""
    if not said.is_hidden:
        raise Refused(f"This {said.called} is not hidden.")
    said.hidden_at = said.hidden_by_id = said.hidden_because = None
    _record(subject, "show", f"A hidden {said.called} was put back", said, by=by)


def _new(kind: type[Kind], subject: Any, asked: Asked, **more: Any) -> Kind:
    said = kind(
        council_id=subject.council_id,
        subject_kind=subject.__tablename__,
        subject_id=subject.id,
        text=asked.text,
        html=text.to_html(asked.text),
        name=asked.name,
        email=asked.email.lower(),
        **more,
    )
    db.session.add(said)
    return said


def _link(said: Said) -> str:
    """Give it a link that confirms it. Returns the token; we keep only its hash."""
    token = secrets.token_urlsafe(32)
    said.token_hash = hash_of(token)
    return token


def _at_once(said: Said, subject: Any) -> None:
    said.confirmed_at = clock.now()
    db.session.flush()  # the history needs its number
    _record_said(said, subject)


def _only_once(said: Any, moment: str, says: str) -> None:
    """Set a moment that is not set yet; of two people at once, one is refused."""
    db.session.flush()
    kind = type(said)
    column = getattr(kind, moment)
    result = db.session.execute(
        update(kind)
        .where(kind.id == said.id, column.is_(None))
        .values({column: clock.now()})
        .execution_options(synchronize_session=False)
    )
    if changed(result) != 1:
        raise Refused(says)
    db.session.refresh(said)


def _record_said(said: Said, subject: Any) -> None:
    name = "ask" if isinstance(said, Question) else "make"
    _record(subject, name, f"A {said.called} was {said.asked}", said)


def _record(subject: Any, name: str, says: str, said: Any, *, by: Person | None = None,
            reason: str = "") -> None:  # fmt: skip
    history.record(subject, f"{name}-{said.called}", by=by, says=says, reason=reason,
                   facts={said.called: said.id})  # fmt: skip
