"""The draft as it is written now, and the drafts that were published."""

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import select

from commissioning.commissions.models import Commission, PublishedDraft
from commissioning.core import history
from commissioning.core.database import db


def content_of(commission: Commission) -> dict[str, Any]:
    """Everything the public may read of the draft that is being written, whole."""
    return {
        "title": commission.title,
        "summary": commission.summary,
        "who_for": commission.who_for,
        "neighbourhoods": [each.name for each in commission.neighbourhoods],
        "needs": [
            {"id": n.id, "words": n.words, "source": n.source, "source_on": n.source_on.isoformat()}
            for n in commission.needs
        ],
        "services": [
            {"id": s.id, "name": s.name, "before": s.before, "differently": s.differently,
             "answers": s.answers}
            for s in commission.services
        ],
        "outcomes": [
            {"id": o.id, "words": o.words, "unit": o.unit, "baseline": o.baseline,
             "target": o.target, "direction": o.direction.value, "how_counted": o.how_counted}
            for o in commission.outcomes
        ],
        "lines": [{"id": b.id, "holder": b.holder, "amount": b.amount} for b in commission.lines],
        "priorities": [
            {"id": p.id, "words": p.words, "means": p.means} for p in commission.priorities
        ],
    }  # fmt: skip


def as_read(content: dict[str, Any]) -> dict[str, Any]:
    """A draft's content with its days as days, for a page."""
    needs = [
        {**each, "source_on": date.fromisoformat(each["source_on"])} for each in content["needs"]
    ]
    return {**content, "needs": needs}


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of a draft in canonical JSON: the same words always give the same digest."""
    return hashlib.sha256(history.canonical(content)).hexdigest()


def published_drafts(commission: Commission) -> list[PublishedDraft]:
    """The drafts everyone could read, the newest first."""
    query = select(PublishedDraft).where(PublishedDraft.commission_id == commission.id)
    return list(db.session.scalars(query.order_by(PublishedDraft.number.desc())))


def newest_draft(commission: Commission) -> PublishedDraft | None:
    """What the public reads; None before the first was published."""
    query = select(PublishedDraft).where(
        PublishedDraft.commission_id == commission.id,
        PublishedDraft.number == commission.draft_number,
    )
    return db.session.scalar(query)


def get_draft(commission: Commission, number: int) -> PublishedDraft:
    """One published draft of this commission. Raises NoResultFound."""
    query = select(PublishedDraft).where(
        PublishedDraft.commission_id == commission.id, PublishedDraft.number == number
    )
    return db.session.scalars(query).one()
