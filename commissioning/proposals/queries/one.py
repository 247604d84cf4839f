"""One proposal, and what happened to it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.proposals.models import Proposal


def get_proposal(proposal_id: int, council_id: int) -> Proposal:
    """One proposal of this council, with its place and group. Raises NoResultFound."""
    query = (
        select(Proposal)
        .where(Proposal.id == proposal_id, Proposal.council_id == council_id)
        .options(
            joinedload(Proposal.council),
            joinedload(Proposal.neighbourhood),
            joinedload(Proposal.place),
            joinedload(Proposal.group),
        )
    )
    return db.session.scalars(query).one()


def latest_events(proposal: Proposal, *, is_party: bool, limit: int = 200) -> list[Event]:
    """What happened, newest first: the public events, and for the group also its own."""
    seen = [Visibility.PUBLIC, Visibility.PARTIES] if is_party else [Visibility.PUBLIC]
    query = (
        select(Event)
        .where(
            Event.subject_kind == Proposal.__tablename__,
            Event.subject_id == proposal.id,
            Event.visibility.in_(seen),
        )
        .order_by(Event.id.desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))
