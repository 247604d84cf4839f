"""How the council deals with a proposal: by its size, beside others for one place, or faster."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice

if TYPE_CHECKING:
    from commissioning.proposals.models import Proposal


class Tier(Choice):
    """How large a proposal is, so how much its plan has to say (the domain study, 1.3)."""

    SMALL = "small", "Small"
    STANDARD = "standard", "Standard"
    COMPLEX = "complex", "Complex"


class SizeFacts(Model):
    """What an officer knows of a proposal’s size, and the tier that follows or that they set."""

    __tablename__ = "size_facts"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("licence_years >= 0", name="licence_years"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    value: Mapped[int | None]  # pence: what the place is worth; None: not known yet
    licence_years: Mapped[int | None]  # None: it would not be a licence
    has_pool: Mapped[bool]
    moves_staff: Mapped[bool]
    is_paid: Mapped[bool]  # the council would pay for a service
    worked_out: Mapped[Tier] = mapped_column(stored_choice(Tier, "worked_out"))
    because: Mapped[str] = mapped_column(short(300))  # as it was worked out on that day
    chosen: Mapped[Tier | None] = mapped_column(stored_choice(Tier, "chosen"))
    chosen_because: Mapped[str] = mapped_column(Text, default="")  # everyone reads it
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_on: Mapped[date] = mapped_column(default=clock.today, onupdate=clock.today)

    proposal: Mapped["Proposal"] = relationship(back_populates="size_facts")
