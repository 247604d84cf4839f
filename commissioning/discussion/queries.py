"""Which questions were asked about a thing, and whether one was asked before."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.discussion.models import Question

PAGE = 25
LINK_LASTS = timedelta(days=7)
WORDS = re.compile(r"[^\W_]{4,}")
# Words of four letters or more that say nothing about what is asked.
EMPTY = {
    "about", "also", "been", "could", "does", "from", "have", "into", "just", "like", "much",
    "only", "same", "should", "some", "still", "than", "that", "their", "them", "then", "there",
    "they", "this", "what", "when", "where", "which", "will", "with", "would", "your",
}  # fmt: skip
MOST_WORDS = 12
ALIKE = 2  # words two questions share before we ask whether they are the same


_LATEST = (
    select(Question)
    .where(
        Question.subject_kind == bindparam("kind"),
        Question.subject_id == bindparam("number"),
        Question.confirmed_at.is_not(None),
        Question.hidden_at.is_(None),
    )
    .order_by(Question.id.desc())
    .limit(bindparam("most"))
)


def _public(subject: Any) -> Any:
    return select(Question).where(
        Question.subject_kind == subject.__tablename__,
        Question.subject_id == subject.id,
        Question.confirmed_at.is_not(None),
    )


def questions(subject: Any, *, words: str = "", before: int | None = None) -> list[Question]:
    """The public questions about a thing, newest first: 25, and one more if there is another page.

    `words`: only those in which each of these words stands, in the question or its answer.
    `before`: the number of the last question of the page before.
    """
    query = _public(subject)
    if before:
        query = query.where(Question.id < before)
    for word in words.split()[:MOST_WORDS]:
        query = query.where(_has(word), Question.hidden_at.is_(None))
    return list(db.session.scalars(query.order_by(Question.id.desc()).limit(PAGE + 1)))


def latest(subject: Any, most: int = 2) -> list[Question]:
    """The newest public questions that are not hidden."""
    wanted = {"kind": subject.__tablename__, "number": subject.id, "most": most}
    return list(db.session.scalars(_LATEST, wanted))


def asked_before(subject: Any, written: str, most: int = 3) -> list[Question]:
    """Questions that share words with this one, the likest first."""
    words = list(dict.fromkeys(WORDS.findall(written.casefold())))
    words = [word for word in words if word not in EMPTY][:MOST_WORDS]
    if not words:
        return []
    query = _public(subject).where(
        Question.hidden_at.is_(None),
        or_(*[Question.text.icontains(w, autoescape=True) for w in words]),
    )
    found = list(db.session.scalars(query.order_by(Question.id.desc()).limit(100)))
    shared = {each.id: sum(word in each.text.casefold() for word in words) for each in found}
    alike = [each for each in found if shared[each.id] >= min(ALIKE, len(words))]
    return sorted(alike, key=lambda each: (-shared[each.id], -each.id))[:most]


def _has(word: str) -> Any:
    in_question = Question.text.icontains(word, autoescape=True)
    return in_question | Question.answer.icontains(word, autoescape=True)


def get_question(subject: Any, question_id: int) -> Question:
    """One public question about this thing. Raises NoResultFound."""
    return db.session.scalars(_public(subject).where(Question.id == question_id)).one()  # type: ignore[no-any-return]


def asked_by_link(token_hash: str, council_id: int) -> Question:
    """The question a confirmation link is about. Raises NotHere: unknown or older than 7 days."""
    found = db.session.scalar(
        select(Question).where(Question.token_hash == token_hash, Question.council_id == council_id)
    )
    if found is None or clock.now() - found.asked_at > LINK_LASTS:
        raise NotHere
    return found
