"""Advice, interests, and the decision with what becomes of it."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.models.cases import Case, Ground
from commissioning.core import addresses, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group


class Choose(Choice):
    """What can be advised and decided."""

    APPROVE = "approve", "Approve"
    WITH_CONDITIONS = "with-conditions", "Approve with conditions"
    REFUSE = "refuse", "Refuse"


class DecisionStatus(Choice):
    """What became of a decision."""

    WAITING = "waiting", "Can still be called in"
    CALLED_IN = "called-in", "Called in"
    IN_EFFECT = "in-effect", "In effect"
    SENT_BACK = "sent-back", "To be decided again"
    LAPSED = "lapsed", "Withdrawn before it took effect"


PENDING = (DecisionStatus.WAITING, DecisionStatus.CALLED_IN)


class Advice(Model):
    """What an officer advises: a brief for a decision, or a refusal that another one signs."""

    __tablename__ = "advice"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[Choose] = mapped_column(stored_choice(Choose, "choice"))
    ground: Mapped[Ground | None] = mapped_column(stored_choice(Ground, "ground"))
    text: Mapped[str] = mapped_column(Text)  # everyone reads it once it is used
    html: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column(default=clock.today)


class Decision(Model):
    """What the council decided, and why: published as it is recorded."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_council_id_id", "council_id", "id"),
        Index("ix_decision_status_call_in_until", "status", "call_in_until"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    title: Mapped[str] = mapped_column(short(200))
    choice: Mapped[Choose] = mapped_column(stored_choice(Choose, "choice"))
    advised: Mapped[Choose] = mapped_column(stored_choice(Choose, "advised"))
    advice_html: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    reasons_html: Mapped[str] = mapped_column(Text)
    differs_because: Mapped[str] = mapped_column(Text, default="")
    rejected: Mapped[str] = mapped_column(Text)  # the options not taken, and why
    rejected_html: Mapped[str] = mapped_column(Text)
    conditions: Mapped[str] = mapped_column(Text, default="")
    conditions_html: Mapped[str] = mapped_column(Text, default="")
    interests: Mapped[str] = mapped_column(Text)  # a sentence for everyone, without names
    dispensations: Mapped[str] = mapped_column(Text, default="")
    consulted: Mapped[str | None] = mapped_column(Text)  # conflicts of members who were asked
    decided_on: Mapped[date]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(short(60))
    status: Mapped[DecisionStatus] = mapped_column(
        stored_choice(DecisionStatus, "status"), default=DecisionStatus.WAITING
    )
    call_in_until: Mapped[date | None]  # the last day; None: it cannot be called in
    no_call_in: Mapped[str] = mapped_column(Text, default="")  # why it cannot
    effective_on: Mapped[date | None]

    case: Mapped[Case] = relationship()

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def reference(self) -> str:
        """What people quote: D14."""
        return f"D{self.id}"

    @property
    def differs(self) -> bool:
        """Did the council decide other than it was advised?"""
        return self.choice != self.advised

    @property
    def is_pending(self) -> bool:
        """Does nothing happen by it yet?"""
        return self.status in PENDING

    @property
    def group(self) -> Group:
        """Whose proposal or commission it is about."""
        return self.case.group


class Deferral(Model):
    """A decision was put off: until when, and why. Nothing else is decided by it."""

    __tablename__ = "deferral"
    __table_args__ = (Index("ix_deferral_case_id_id", "case_id", "id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(short(60))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    deferred_on: Mapped[date] = mapped_column(default=clock.today)
