"""The panel that scores a plan: who is on it, who moderates, and what each score counts."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.scoring import Weights
from commissioning.core import clock
from commissioning.core.database import Model
from commissioning.people.models import Person


class Panel(Model):
    """Named by an officer for one assessment. Its weights are the council’s of that day."""

    __tablename__ = "scoring_panel"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    moderator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    weights: Mapped[dict[str, list[int]]] = mapped_column(JSON)  # criterion -> weight, floor
    pass_mark: Mapped[int]
    named_on: Mapped[date] = mapped_column(default=clock.today)
    closed_on: Mapped[date | None]  # the moderator goes on without those who have not scored
    closed_because: Mapped[str] = mapped_column(Text, default="")

    moderator: Mapped[Person] = relationship()
    scorers: Mapped[list["Scorer"]] = relationship(
        order_by="Scorer.id", cascade="all, delete-orphan"
    )

    @property
    def counts(self) -> Weights:
        """What each score counts, and the least it needs."""
        return {each: (weight, floor) for each, (weight, floor) in self.weights.items()}

    @property
    def people(self) -> set[int]:
        """The numbers of those who score."""
        return {each.person_id for each in self.scorers}


class Scorer(Model):
    """Somebody who scores alone."""

    __tablename__ = "scorer"
    __table_args__ = (UniqueConstraint("panel_id", "person_id"),)

    panel_id: Mapped[int] = mapped_column(ForeignKey("scoring_panel.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    person: Mapped[Person] = relationship()
