"""The officer’s report for a decision: its parts, each with all its versions, and its tables."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.approvals.models.cases import Case
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, stored_choice
from commissioning.groups.models import Group
from commissioning.people.models import Person


class Heading(Choice):
    """The parts of a report, in order. The recommendation, its last part, is the advice itself."""

    SUMMARY = "summary", "In short"
    PLACE = "place", "The place and its people"
    PROPOSAL = "proposal", "What is proposed"
    SUPPORT = "support", "Support"
    MONEY = "money", "Money"
    CHECKS = "checks", "What was checked"
    SCORES = "scores", "Scores and reasons"
    ADVISERS = "advisers", "What advisers said"
    VOTE = "vote", "What residents said"
    OPTIONS = "options", "Options"
    RISKS = "risks", "Risks"
    EQUALITY = "equality", "Equality"


class DecisionReport(Model):
    """The report for the decision in one case. Nothing in it changes once it is published."""

    __tablename__ = "decision_report"

    case_id: Mapped[int] = mapped_column(ForeignKey("council_case.id"), unique=True)
    tables: Mapped[dict[str, Any]] = mapped_column(JSON)  # by heading: caption, columns, rows
    drafted_on: Mapped[date] = mapped_column(default=clock.today)
    published_on: Mapped[date | None]

    case: Mapped[Case] = relationship()
    versions: Mapped[list["ReportVersion"]] = relationship(
        order_by="ReportVersion.id", back_populates="report"
    )

    @property
    def council_id(self) -> int:
        """Whose report it is."""
        return self.case.council_id

    @property
    def group(self) -> Group:
        """Whose proposal or commission it is about."""
        return self.case.group

    @property
    def parts(self) -> dict[Heading, "ReportVersion"]:
        """The newest version of each part, in the order of the page."""
        newest = {each.heading: each for each in self.versions}
        return {heading: newest[heading] for heading in Heading if heading in newest}


class ReportVersion(Model):
    """A part of a report as somebody saved it, or as it was drafted from the case."""

    __tablename__ = "report_version"
    __table_args__ = (UniqueConstraint("report_id", "heading", "version"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("decision_report.id"))
    heading: Mapped[Heading] = mapped_column(stored_choice(Heading, "heading"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: drafted

    report: Mapped[DecisionReport] = relationship(back_populates="versions")
    person: Mapped[Person | None] = relationship()
