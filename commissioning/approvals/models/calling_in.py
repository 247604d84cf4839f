"""Call-in: councillors ask to look at a decision again before it takes effect."""

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, stored_choice


class CallInGround(Choice):
    """Why a decision should be looked at again. Our list; the law has none."""

    STEPS = "steps", "The right steps were not taken"
    FACTS = "facts", "Facts or other options were left out"
    PEOPLE = "people", "People were not asked, or not heard"
    POLICY = "policy", "It goes against the budget or a policy"
    MEASURE = "measure", "It does more or less than is needed"


class Outcome(Choice):
    """What scrutiny says after it has looked (Local Government Act 2000, section 9F)."""

    STANDS = "stands", "The decision stands"
    BACK = "back", "Those who decided decide again"
    FULL_COUNCIL = "full-council", "Full council decides"


class CallInRequest(Model):
    """One scrutiny councillor who asks for it, and on what ground."""

    __tablename__ = "call_in_request"
    __table_args__ = (UniqueConstraint("decision_id", "person_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ground: Mapped[CallInGround] = mapped_column(stored_choice(CallInGround, "ground"))
    words: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date] = mapped_column(default=clock.today)


class CallIn(Model):
    """A decision that was called in: by when it is heard, and what came of it."""

    __tablename__ = "call_in"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    called_on: Mapped[date]
    hear_by: Mapped[date]
    outcome: Mapped[Outcome | None] = mapped_column(stored_choice(Outcome, "outcome"))
    reason: Mapped[str] = mapped_column(Text, default="")
    heard_on: Mapped[date | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
