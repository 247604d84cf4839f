"""The panel that scores a plan, what each score counts, and the scores."""

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.scoring import HIGHEST, Weights
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, stored_choice
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


class Criterion(Choice):
    """What a plan is scored for. The keys are those of scoring.WEIGHTS."""

    MONEY = "money", "Money works"
    GOVERNANCE = "governance", "The group can run it"
    NEED = "need", "It is needed and helps people"
    SUPPORT = "support", "Local people support it"
    BUILDING = "building", "Building and safety"
    EQUALITY = "equality", "Fair to everyone"
    VALUE = "value", "Good for the council and the wider area"


class Score(Model):
    """One panel member’s score for one criterion, with the reason."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("case_id", "person_id", "criterion"),
        CheckConstraint(f"score BETWEEN 0 AND {HIGHEST}", name="score"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    criterion: Mapped[Criterion] = mapped_column(stored_choice(Criterion, "criterion"))
    score: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)


class AgreedScore(Model):
    """The score the panel agreed on for one criterion, with the reason: the one that counts."""

    __tablename__ = "agreed_score"
    __table_args__ = (
        UniqueConstraint("case_id", "criterion"),
        CheckConstraint(f"score BETWEEN 0 AND {HIGHEST}", name="score"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    criterion: Mapped[Criterion] = mapped_column(stored_choice(Criterion, "criterion"))
    score: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
