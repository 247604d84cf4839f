"""One proposal, and what happened to it."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.proposals.models import Proposal

# The council is known from the request itself.
_PROPOSAL = (
    select(Proposal)
    .where(Proposal.id == bindparam("proposal_id"), Proposal.council_id == bindparam("council_id"))
    .options(
        joinedload(Proposal.neighbourhood, innerjoin=True),
        joinedload(Proposal.place, innerjoin=True),
        joinedload(Proposal.group, innerjoin=True),
    )
)
_EVENTS = (
    select(Event)
    .where(
        Event.subject_kind == Proposal.__tablename__,
        Event.subject_id == bindparam("proposal_id"),
        Event.visibility.in_(bindparam("seen", expanding=True)),
    )
    .order_by(Event.id.desc())
    .limit(bindparam("most"))
)


def get_proposal(proposal_id: int, council_id: int) -> Proposal:
    """One proposal of this council, with its place and group. Raises NoResultFound."""
    here = {"proposal_id": proposal_id, "council_id": council_id}
    return db.session.scalars(_PROPOSAL, here).one()


def latest_events(proposal: Proposal, *, is_party: bool, limit: int = 200) -> list[Event]:
    """What happened, newest first: the public events, and for the group also its own."""
    seen = [Visibility.PUBLIC, Visibility.PARTIES] if is_party else [Visibility.PUBLIC]
    wanted = {"proposal_id": proposal.id, "seen": seen, "most": limit}
    return list(db.session.scalars(_EVENTS, wanted))
