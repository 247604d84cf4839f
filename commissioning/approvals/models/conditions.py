"""The conditions of a decision: shown one by one to be met, and accepted one by one."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.models.decisions import Decision
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group


class ConditionStatus(Choice):
    """How far it is."""

    OPEN = "open", "Not met yet"
    CLAIMED = "claimed", "The group says it is met"
    MET = "met", "Met"


class ConditionDue(Choice):
    """By when it has to be met."""

    BEFORE = "before-opening", "Before it opens"
    AFTER = "after-opening", "After it has opened"


class Condition(Model):
    """One condition of a decision, and what shows that it is met."""

    __tablename__ = "condition"
    __table_args__ = (UniqueConstraint("decision_id", "number"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text)
    due: Mapped[ConditionDue] = mapped_column(stored_choice(ConditionDue, "due"))
    status: Mapped[ConditionStatus] = mapped_column(
        stored_choice(ConditionStatus, "status"), default=ConditionStatus.OPEN
    )
    evidence: Mapped[str] = mapped_column(Text, default="")
    web: Mapped[str] = mapped_column(short(500), default="")  # where the evidence can be seen
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(Text, default="")  # why it is not met yet
    met_on: Mapped[date | None]

    decision: Mapped[Decision] = relationship()

    @property
    def council_id(self) -> int:
        """Whose decision it belongs to."""
        return self.decision.council_id

    @property
    def group(self) -> Group:
        """Who has to meet it."""
        return self.decision.group
