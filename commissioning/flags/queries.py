"""What can be flagged, what was, and what waits."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from commissioning.commissions.models import Commission
from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.turns import Turn
from commissioning.discussion.models import Comment, Question
from commissioning.flags.models import Flag, Flagged, FlagStatus, Kind
from commissioning.proposals.models import Proposal

SAID: dict[Kind, Any] = {Kind.QUESTION: Question, Kind.COMMENT: Comment}
SUBJECTS: dict[str, Any] = {"proposal": Proposal, "commission": Commission}


def get_said(kind: str, said_id: int, council_id: int) -> Question | Comment:
    """A public question or comment that is not hidden. Raises NoResultFound."""
    table = SAID[Kind(kind)]
    query = select(table).where(
        table.id == said_id,
        table.council_id == council_id,
        table.confirmed_at.is_not(None),
        table.hidden_at.is_(None),
    )
    return db.session.scalars(query).one()  # type: ignore[no-any-return]


def subject_of(said: Question | Comment) -> Any:
    """The proposal or commission that a question or comment is about."""
    return db.session.get_one(SUBJECTS[said.subject_kind], said.subject_id)


def kind_of(said: Question | Comment) -> Kind:
    """Question or comment."""
    return Kind(said.called)


def flags_of(said: Question | Comment) -> list[Flag]:
    """All flags of a question or comment, the oldest first."""
    query = (
        select(Flag)
        .where(Flag.said_kind == kind_of(said), Flag.said_id == said.id)
        .options(joinedload(Flag.person))
        .order_by(Flag.id)
    )
    return list(db.session.scalars(query))


def get_flagged(flag_id: int, council_id: int) -> Flagged:
    """What a flag of this council is about. Raises NoResultFound."""
    query = select(Flag).where(Flag.id == flag_id, Flag.council_id == council_id)
    flag = db.session.scalars(query).one()
    said = db.session.get_one(SAID[flag.said_kind], flag.said_id)
    return Flagged(said, subject_of(said), flags_of(said), flag)


def waiting(council_id: int) -> list[tuple[Flag, Turn]]:
    """What a council has to check, each with its turn; the first due comes first."""
    return turns.waiting(Flag, Flag.council_id == council_id)


def count_waiting(council_id: int) -> int:
    """How many questions and comments a council has to check."""
    waits = (
        select(Flag.said_kind, Flag.said_id)
        .where(Flag.council_id == council_id, Flag.status == FlagStatus.CHECKING)
        .distinct()
        .subquery()
    )
    return db.session.scalar(select(func.count()).select_from(waits)) or 0
