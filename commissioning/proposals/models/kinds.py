"""How the council deals with a proposal: by its size, beside others for one place, or faster."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.people.models import Person
from commissioning.places.models import Closure, Council, Place

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


class CompetitionStatus(Choice):
    """Where a competition stands."""

    OPEN = "open", "Open"
    DECIDED = "decided", "Decided"
    CALLED_OFF = "called-off", "Called off"


class Competition(Model):
    """Several groups want one place: the same rules and the same last day for all of them.

    The plans are hidden until it is decided. One officer asks to choose, another one signs.
    """

    __tablename__ = "competition"
    __table_args__ = (
        CheckConstraint("signed_by_id != asked_by_id", name="four_eyes"),
        Index(
            "uq_competition_open_place",
            "place_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    status: Mapped[CompetitionStatus] = mapped_column(
        stored_choice(CompetitionStatus, "status"), default=CompetitionStatus.OPEN
    )
    rules: Mapped[str] = mapped_column(Text)
    last_day: Mapped[date]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_on: Mapped[date] = mapped_column(default=clock.today)
    chosen_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    place: Mapped[Place] = relationship()
    chosen: Mapped["Proposal | None"] = relationship(foreign_keys=[chosen_id])
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    competitors: Mapped[list["Competitor"]] = relationship(
        back_populates="competition", order_by="Competitor.id"
    )
    questions: Mapped[list["CompetitionQuestion"]] = relationship(
        back_populates="competition", order_by="CompetitionQuestion.id"
    )

    @property
    def is_open(self) -> bool:
        """Do the groups still compete?"""
        return self.status == CompetitionStatus.OPEN


class Competitor(Model):
    """A proposal in a competition, and the reason about it when one was chosen."""

    __tablename__ = "competitor"

    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text, default="")

    competition: Mapped[Competition] = relationship(back_populates="competitors")
    proposal: Mapped["Proposal"] = relationship(back_populates="competitor")


class CompetitionQuestion(Model):
    """A question of one group about the rules. All read it with its answer, not who asked."""

    __tablename__ = "competition_question"

    competition_id: Mapped[int] = mapped_column(ForeignKey("competition.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_on: Mapped[date | None]

    competition: Mapped[Competition] = relationship(back_populates="questions")

    @property
    def council_id(self) -> int:
        """Whose place it is about."""
        return self.competition.council_id

    @property
    def neighbourhood_id(self) -> int | None:
        """Where the place is."""
        return self.competition.place.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it."""
        return f"Competition for {self.competition.place.name}: a question"


# The council's promises that are shorter on the fast track: setting -> the one that takes its
# place. None of them is a time that the law gives people (tests/kinds/test_fast_track.py).
FAST = {
    "check_days": "fast_check_days",
    "pack_days": "fast_pack_days",
    "assessment_days": "fast_assessment_days",
    "announce_days": "fast_announce_days",
    "decision_days": "fast_decision_days",
}


class FastTrack(Model):
    """A proposal for a place that would close: the council is quicker, and the law is not."""

    __tablename__ = "fast_track"
    __table_args__ = (
        CheckConstraint("mothball_money >= 0", name="mothball_money"),
        CheckConstraint("licence_until > licence_from", name="licence_until"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"), unique=True)
    closure_id: Mapped[int] = mapped_column(ForeignKey("closure.id"), index=True)
    mothball_money: Mapped[int | None]  # pence, once, to keep the place safe while it is shut
    licence_from: Mapped[date | None]  # a licence for a time, before the decision
    licence_until: Mapped[date | None]
    put_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    put_on: Mapped[date] = mapped_column(default=clock.today)

    proposal: Mapped["Proposal"] = relationship(back_populates="fast_track")
    closure: Mapped[Closure] = relationship()
