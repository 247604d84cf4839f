"""One at a time: what is agreed, sent and written must not change under each other."""

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.proposals.models import Proposal


def hold(proposal: Proposal) -> None:
    """Let nobody else change this proposal until the transaction ends, and look at it afresh."""
    db.session.flush()
    db.session.execute(select(Proposal.id).where(Proposal.id == proposal.id).with_for_update())
    db.session.refresh(proposal, ["status", "agreed_by_id", "asked_to_send_by_id", "money_version",
                                  "size_facts", "fast_track", "competitor"])  # fmt: skip
