"""A request to review a refusal, and a complaint about how something was handled."""

from collections.abc import Set
from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council


class ReviewStatus(Choice):
    """What came of a review."""

    OPEN = "open", "Being looked at"
    UPHELD = "upheld", "The refusal stands"
    SET_ASIDE = "set-aside", "The refusal was set aside"


class RefusalReview(Model):
    """A group asks that one refusal is looked at again. A refusal is named by its event."""

    __tablename__ = "refusal_review"
    __table_args__ = (
        Index("ix_refusal_review_council_id_status", "council_id", "status"),
        Index("ix_refusal_review_subject_kind_subject_id", "subject_kind", "subject_id"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    neighbourhood_id: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    step: Mapped[str] = mapped_column(short(60))  # the step by which it was refused
    title: Mapped[str] = mapped_column(short(180))
    grounds: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    status: Mapped[ReviewStatus] = mapped_column(
        stored_choice(ReviewStatus, "status"), default=ReviewStatus.OPEN
    )
    reasons: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    # Who had a part in the case: the query that loads a review for the desk fills it in.
    involved: ClassVar[Set[int] | None] = None

    @property
    def name(self) -> str:
        """What a queue calls it."""
        return f"{self.title}: review of a refusal"


class ComplaintStatus(Choice):
    """Where a complaint stands."""

    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"


class Complaint(Model):
    """What somebody says about how something was handled. For them and the council alone."""

    __tablename__ = "complaint"
    __table_args__ = (
        Index("ix_complaint_council_id_status", "council_id", "status"),
        Index("ix_complaint_subject_kind_subject_id", "subject_kind", "subject_id"),
        Index(  # one at a time
            "uq_complaint_open",
            "person_id",
            "subject_kind",
            "subject_id",
            unique=True,
            sqlite_where=text("status = 'open'"),
            postgresql_where=text("status = 'open'"),
        ),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    neighbourhood_id: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    group_id: Mapped[int] = mapped_column(ForeignKey("neighbourhood_group.id"))
    title: Mapped[str] = mapped_column(short(180))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    wanted: Mapped[str] = mapped_column(Text, default="")  # what would put it right
    status: Mapped[ComplaintStatus] = mapped_column(
        stored_choice(ComplaintStatus, "status"), default=ComplaintStatus.OPEN
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_on: Mapped[date | None]

    council: Mapped[Council] = relationship()
    group: Mapped[Group] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    involved: ClassVar[Set[int] | None] = None  # as of a review

    @property
    def name(self) -> str:
        """What a queue calls it."""
        return f"{self.title}: complaint {self.id}"
