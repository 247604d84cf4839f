"""Which proposals, and how many."""

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.proposals.models import Proposal


def get_proposal(proposal_id: int, council_id: int) -> Proposal:
    """One proposal of this council. Raises NoResultFound."""
    query = select(Proposal).where(Proposal.id == proposal_id, Proposal.council_id == council_id)
    return db.session.scalars(query).one()
