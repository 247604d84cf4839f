"""One competition, and the questions about one."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.core.database import db
from commissioning.core.turns import Turn, waiting
from commissioning.proposals.models import (
    Competition,
    CompetitionQuestion,
    CompetitionStatus,
    Competitor,
    Proposal,
)

_WITH_ALL = (
    joinedload(Competition.place),
    selectinload(Competition.competitors)
    .joinedload(Competitor.proposal)
    .joinedload(Proposal.group),
)


def get_competition(competition_id: int, council_id: int) -> Competition:
    """One competition of this council, with its proposals. Raises NoResultFound."""
    query = select(Competition).where(
        Competition.id == competition_id, Competition.council_id == council_id
    )
    return db.session.scalars(query.options(*_WITH_ALL)).one()


def get_question(question_id: int, council_id: int) -> CompetitionQuestion:
    """One question about the rules of a competition. Raises NoResultFound."""
    query = (
        select(CompetitionQuestion)
        .join(CompetitionQuestion.competition)
        .where(CompetitionQuestion.id == question_id, Competition.council_id == council_id)
    )
    return db.session.scalars(query).one()


def open_competitions(council_id: int) -> list[Competition]:
    """The competitions of a council that are not decided, the first last day comes first."""
    query = select(Competition).where(
        Competition.council_id == council_id, Competition.status == CompetitionStatus.OPEN
    )
    ordered = query.order_by(Competition.last_day, Competition.id).limit(100)
    return list(db.session.scalars(ordered.options(*_WITH_ALL)))


def questions_waiting(council_id: int) -> list[tuple[CompetitionQuestion, Turn]]:
    """The questions the council has to answer, each with its turn; the first due comes first."""
    ours = CompetitionQuestion.competition.has(Competition.council_id == council_id)
    return waiting(CompetitionQuestion, ours, CompetitionQuestion.answered_on.is_(None))
