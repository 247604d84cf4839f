"""One proposal."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from commissioning.core.database import db
from commissioning.proposals.models import Competitor, FastTrack, Proposal

# The council is known from the request itself.
_PROPOSAL = (
    select(Proposal)
    .where(Proposal.id == bindparam("proposal_id"), Proposal.council_id == bindparam("council_id"))
    .options(
        joinedload(Proposal.neighbourhood, innerjoin=True),
        joinedload(Proposal.place, innerjoin=True),
        joinedload(Proposal.group, innerjoin=True),
        joinedload(Proposal.size_facts),
        joinedload(Proposal.fast_track).joinedload(FastTrack.closure),
        joinedload(Proposal.competitor).joinedload(Competitor.competition),
    )
)


def get_proposal(proposal_id: int, council_id: int) -> Proposal:
    """One proposal of this council, with its place and group. Raises NoResultFound."""
    here = {"proposal_id": proposal_id, "council_id": council_id}
    return db.session.scalars(_PROPOSAL, here).one()
