"""Advice that a case waits for: asked of somebody who answers behind a link, without an account."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.models.cases import Case
from commissioning.core import calendar, clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice


class Field(Choice):
    """What an adviser knows about."""

    LEGAL = "legal", "Legal"
    FINANCE = "finance", "Finance"
    PROPERTY = "property", "Property"
    EQUALITY = "equality", "Equality"
    OTHER = "other", "Other"


class AdviceRequest(Model):
    """A question to one adviser, with the day by which the answer is needed, and the answer.

    Only staff read the answer, unless the officer who reads it puts it in the report.
    """

    __tablename__ = "advice_request"
    __table_args__ = (
        Index("ix_advice_request_case_id_id", "case_id", "id"),
        Index("ix_advice_request_chase_on", "chase_on"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"))
    field: Mapped[Field] = mapped_column(stored_choice(Field, "field"))
    name: Mapped[str] = mapped_column(short(80))
    email: Mapped[str] = mapped_column(short(254))  # never shown to the public
    question: Mapped[str] = mapped_column(Text)
    reply_by: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_on: Mapped[date]
    token_hash: Mapped[str | None] = mapped_column(short(64), unique=True)
    chase_on: Mapped[date | None]  # when the next reminder goes; None: nothing is waited for
    chased: Mapped[int] = mapped_column(default=0)  # how often
    text: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    read_on: Mapped[date | None]  # from then on the answer cannot change
    in_report: Mapped[bool] = mapped_column(default=False)
    withdrawn_on: Mapped[date | None]

    case: Mapped[Case] = relationship()

    @property
    def is_awaited(self) -> bool:
        """Does the case wait for the answer?"""
        return self.answered_at is None and self.withdrawn_on is None

    @property
    def is_open(self) -> bool:
        """Can the adviser answer, or correct the answer?"""
        return self.withdrawn_on is None and self.read_on is None and not self.case.is_done

    @property
    def days_late(self) -> int:
        """Working days after the day by which it is needed; 0 while in time or not awaited."""
        if not self.is_awaited:
            return 0
        return calendar.working_days_between(self.reply_by, clock.today())
