"""What officers answered to each gate, the subsidies of a group, and which gates a council uses."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal


class GateAnswer(Model):
    """The answers to one gate for one proposal. Each saving is a version; the newest counts."""

    __tablename__ = "gate_answer"
    __table_args__ = (
        UniqueConstraint("proposal_id", "gate", "version"),
        CheckConstraint("confirmed_by_id != saved_by_id", name="four_eyes"),
    )

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    gate: Mapped[str] = mapped_column(short(40))
    version: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    saved_on: Mapped[date] = mapped_column(default=clock.today)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_on: Mapped[date | None]

    proposal: Mapped[Proposal] = relationship()
    saved_by: Mapped[Person] = relationship(foreign_keys=[saved_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])


class SubsidyKind(Choice):
    """Under which part of the Subsidy Control Act 2022 something was given."""

    MINIMAL = "minimal", "A small amount (minimal financial assistance)"
    PUBLIC_SERVICE = "spei", "For a service the public needs"
    OTHER = "other", "Another subsidy"


COUNTED = (SubsidyKind.MINIMAL, SubsidyKind.PUBLIC_SERVICE)  # together, against both limits


class SubsidyEntry(Model):
    """A line of a group’s ledger: who gave it what, when. A wrong line is struck, and stays."""

    __tablename__ = "subsidy_entry"
    __table_args__ = (
        Index("ix_subsidy_entry_group_id_given_on", "group_id", "given_on"),
        CheckConstraint("amount > 0", name="amount"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))  # given by it
    giver: Mapped[str] = mapped_column(short(160))
    given_on: Mapped[date]
    amount: Mapped[int]  # pence: what it is worth as money, before tax
    kind: Mapped[SubsidyKind] = mapped_column(stored_choice(SubsidyKind, "kind"))
    entered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    struck_on: Mapped[date | None]
    struck_because: Mapped[str] = mapped_column(Text, default="")

    group: Mapped[Group] = relationship()


class GateSwitch(Model):
    """Whether a council uses a gate whose law we have not read, and why."""

    __tablename__ = "gate_switch"
    __table_args__ = (UniqueConstraint("council_id", "gate"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    gate: Mapped[str] = mapped_column(short(40))
    is_on: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_on: Mapped[date] = mapped_column(default=clock.today)
