"""Who wants news of what. The thing is named by kind and number, as the history names it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short
from commissioning.places.models import Council


class Kind(Choice):
    """What can be followed. The key is the name of its table."""

    PROPOSAL = "proposal", "Proposal"
    COMMISSION = "commission", "Commission"
    MUTUAL = "mutual", "Mutual"
    RIGHT_REQUEST = "right_request", "Request under a right"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"


# The page of each kind, and what its address calls the number.
PAGES = {
    Kind.PROPOSAL: ("proposals.show", "proposal_id"),
    Kind.COMMISSION: ("commissions.show", "commission_id"),
    Kind.MUTUAL: ("mutuals.show", "mutual_id"),
    Kind.RIGHT_REQUEST: ("rights.show", "right_id"),
    Kind.NEIGHBOURHOOD: ("places.neighbourhood", "neighbourhood_id"),
}


class Follow(Model):
    """One address that wants news of one thing; it counts from the button in the e-mail."""

    __tablename__ = "follow"
    __table_args__ = (
        UniqueConstraint("subject_kind", "subject_id", "email"),
        CheckConstraint("email = lower(email)", name="email_is_lower"),
        Index("ix_follow_email", "email"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    email: Mapped[str] = mapped_column(short(254))
    token_hash: Mapped[str | None] = mapped_column(short(64), unique=True)  # of the newest link
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)  # when that link was sent
    # Kept as it is, since every mail has to show it; all it can do is stop the mail.
    stop_key: Mapped[str] = mapped_column(short(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]

    council: Mapped[Council] = relationship()

    @property
    def is_active(self) -> bool:
        """Does this address get news now?"""
        return self.confirmed_at is not None and self.stopped_at is None
