"""Which questions and comments a thing has, and whether a question was asked before."""

import re
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.discussion.models import Comment, Question

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

Kind = TypeVar("Kind", Question, Comment)
# What came of a comment: the group changed the draft, kept it as it was, or has not answered yet.
OUTCOMES: dict[str, ColumnElement[bool]] = {
    "changed": Comment.has_changed.is_(True),
    "kept": Comment.has_changed.is_(False),
    "waiting": and_(Comment.answered_at.is_(None), Comment.hidden_at.is_(None)),
}


def _public(subject: Any, kind: type[Any] = Question) -> Any:
    return select(kind).where(
        kind.subject_kind == subject.__tablename__,
        kind.subject_id == subject.id,
        kind.confirmed_at.is_not(None),
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


def comments(
    subject: Any, *, part: str = "", show: str = "", before: int | None = None
) -> list[Comment]:
    """The public comments on a thing, newest first: 25, and one more if there is another page.

    `part`: only those on it. `show`: only "changed", "kept" or "waiting".
    """
    query = _public(subject, Comment)
    if part:
        query = query.where(Comment.part == part)
    if show in OUTCOMES:
        query = query.where(OUTCOMES[show])
    if before:
        query = query.where(Comment.id < before)
    return list(db.session.scalars(query.order_by(Comment.id.desc()).limit(PAGE + 1)))


class Counts(NamedTuple):
    """How many comments a thing has, how many changed it, and how many wait for an answer."""

    parts: dict[str, int]
    changed: int
    waiting: int

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.parts.values())


def count_comments(subject: Any) -> Counts:
    """How many public comments there are, by part and by what came of them; hidden ones too."""
    query = (
        _public(subject, Comment)
        .with_only_columns(
            Comment.part,
            func.count(),
            func.count().filter(OUTCOMES["changed"]),
            func.count().filter(OUTCOMES["waiting"]),
        )
        .group_by(Comment.part)
    )
    rows = db.session.execute(query).all()
    parts = {part: total for part, total, _changed, _waiting in rows}
    return Counts(parts, sum(row[2] for row in rows), sum(row[3] for row in rows))


def get_comment(subject: Any, comment_id: int) -> Comment:
    """One public comment on this thing. Raises NoResultFound."""
    return db.session.scalars(_public(subject, Comment).where(Comment.id == comment_id)).one()  # type: ignore[no-any-return]


def commented_by_link(token_hash: str, council_id: int) -> Comment:
    """The comment a confirmation link is about. Raises NotHere: unknown or older than 7 days."""
    return _by_link(Comment, token_hash, council_id)


def get_question(subject: Any, question_id: int) -> Question:
    """One public question about this thing. Raises NoResultFound."""
    return db.session.scalars(_public(subject).where(Question.id == question_id)).one()  # type: ignore[no-any-return]


def asked_by_link(token_hash: str, council_id: int) -> Question:
    """The question a confirmation link is about. Raises NotHere: unknown or older than 7 days."""
    return _by_link(Question, token_hash, council_id)


def _by_link(kind: type[Kind], token_hash: str, council_id: int) -> Kind:
    query = select(kind).where(kind.token_hash == token_hash, kind.council_id == council_id)
    found = db.session.scalar(query)
    if found is None or clock.now() - found.asked_at > LINK_LASTS:
        raise NotHere
    return found
