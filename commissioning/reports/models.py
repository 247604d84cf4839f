"""A mutual's report for a quarter: figures, money, people, risks, and the council's reply."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.agreements.kpis import BY_KEY, Kpi
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Person
from commissioning.places.models import Council

MONTHS = 3  # in a quarter


class ReportStatus(Choice):
    """How far a report is."""

    WRITING = "writing", "Being written"
    READY = "ready", "Waiting for a second director"
    PUBLISHED = "published", "Published"
    REPLIED = "replied", "Published, with the council’s reply"


PUBLIC = (ReportStatus.PUBLISHED, ReportStatus.REPLIED)


class Part(Choice):
    """The parts of the form, in order."""

    FIGURES = "figures", "Figures and promises"
    MONEY = "money", "Money"
    PEOPLE = "people", "People"
    RISKS = "risks", "Risks and what you do about them"


class Report(Model):
    """One report. A correction is a new version; the one before it stays. Money is in pence."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("mutual_id", "quarter", "version"),
        Index("ix_report_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    mutual_id: Mapped[int] = mapped_column(ForeignKey("mutual.id"))
    quarter: Mapped[str] = mapped_column(short(7))
    version: Mapped[int] = mapped_column(default=1)
    why_corrected: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[ReportStatus] = mapped_column(
        stored_choice(ReportStatus, "status"), default=ReportStatus.WRITING
    )
    due_on: Mapped[date]
    finished_parts: Mapped[list[str]] = mapped_column(JSON, default=list)
    checked_parts: Mapped[list[str]] = mapped_column(JSON, default=list)  # “this is right”

    edits: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)  # savings of each part

    grant: Mapped[int | None]
    sales: Mapped[int | None]
    other_in: Mapped[int | None]
    staff: Mapped[int | None]
    building: Mapped[int | None]
    other_out: Mapped[int | None]
    bank: Mapped[int | None]

    members: Mapped[int | None]
    seats_taken: Mapped[int | None]
    paid_staff: Mapped[int | None]
    volunteers: Mapped[int | None]

    risks: Mapped[str] = mapped_column(Text, default="")
    risks_html: Mapped[str] = mapped_column(Text, default="")

    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    certified_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None]
    published_on: Mapped[date | None]
    reply: Mapped[str] = mapped_column(Text, default="")
    reply_html: Mapped[str] = mapped_column(Text, default="")
    reply_due_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    council: Mapped[Council] = relationship()
    mutual: Mapped[Mutual] = relationship()
    asked_by: Mapped[Person | None] = relationship(foreign_keys=[asked_by_id])
    figures: Mapped[list["ReportFigure"]] = relationship(
        back_populates="report", order_by="ReportFigure.id"
    )

    @property
    def of_quarter(self) -> Quarter:
        """The quarter it is about."""
        return Quarter.from_key(self.quarter)

    @property
    def name(self) -> str:
        """Baths for All Co-operative, July to September 2026."""
        return f"{self.mutual.name}, {self.of_quarter.words}"

    @property
    def neighbourhood_id(self) -> int:
        """Its mutual's."""
        return self.mutual.neighbourhood_id

    @property
    def is_public(self) -> bool:
        """Has a second director certified it?"""
        return self.status in PUBLIC

    @property
    def money_in(self) -> int:
        """All that came in."""
        return (self.grant or 0) + (self.sales or 0) + (self.other_in or 0)

    @property
    def money_out(self) -> int:
        """All that was paid."""
        return (self.staff or 0) + (self.building or 0) + (self.other_out or 0)

    @property
    def months_in_bank(self) -> float | None:
        """For how many months the money in the bank would pay; None without costs."""
        if self.bank is None or self.money_out <= 0:
            return None
        return round(self.bank / (self.money_out / MONTHS), 2)

    @property
    def was_late(self) -> bool:
        """Was the first version published after its date?"""
        return (
            self.published_on is not None and self.version == 1 and self.published_on > self.due_on
        )

    @property
    def is_overdue(self) -> bool:
        """Not published, and its date has gone by?"""
        return not self.is_public and clock.today() > self.due_on

    @property
    def reply_is_late(self) -> bool:
        """Has the council promised a reply for a day that has gone by?"""
        due = self.reply_due_on
        return due is not None and (self.replied_on or clock.today()) > due

    @property
    def parts_left(self) -> list[Part]:
        """What is still to be filled in."""
        return [part for part in Part if part.value not in self.finished_parts]


class ReportFigure(Model):
    """One counted figure, in hundredths; when it breaks a promise, why, and when that ends."""

    __tablename__ = "report_figure"
    __table_args__ = (UniqueConstraint("report_id", "kpi"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    kpi: Mapped[str] = mapped_column(short(40))
    value: Mapped[int | None]
    why: Mapped[str] = mapped_column(Text, default="")
    back_by: Mapped[date | None]

    report: Mapped[Report] = relationship(back_populates="figures")

    @property
    def figure(self) -> Kpi:
        """What was counted."""
        return BY_KEY[self.kpi]

    @property
    def number(self) -> float | None:
        """The value as a number."""
        return None if self.value is None else self.value / 100
