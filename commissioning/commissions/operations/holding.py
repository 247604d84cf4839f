"""One at a time: what is agreed, sent and written must not change under each other."""

from sqlalchemy import select

from commissioning.commissions.models import Commission
from commissioning.core.database import db

# What two people may change at the same moment.
CONTENDED = (
    "status", "edits", "agreed_by_id", "asked_to_send_by_id", "draft_number",
    "title", "summary", "who_for", "provider",
)  # fmt: skip


def hold(commission: Commission) -> None:
    """Let nobody else change this commission until the transaction ends; look at it afresh."""
    db.session.flush()
    locked = select(Commission.id).where(Commission.id == commission.id).with_for_update()
    db.session.execute(locked)
    db.session.refresh(commission, CONTENDED)
