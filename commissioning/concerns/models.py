"""A concern, its answer, and what the council and the board write to each other about it."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.mutuals.models import Mutual
from commissioning.people.models import Person


class ConcernStatus(Choice):
    """Where a concern stands. One that is closed without an answer has no `answered_on`."""

    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"


class Concern(Model):
    """What worries somebody about a mutual. Its words are for them, the board and the council."""

    __tablename__ = "concern"
    __table_args__ = (
        Index("ix_concern_mutual_id_status", "mutual_id", "status"),
        Index("ix_concern_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    mutual_id: Mapped[int] = mapped_column(ForeignKey("mutual.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(Text)
    happened: Mapped[str] = mapped_column(short(200))  # when, in their words
    wants_reply: Mapped[bool]
    status: Mapped[ConcernStatus] = mapped_column(
        stored_choice(ConcernStatus, "status"), default=ConcernStatus.OPEN
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    told_late_on: Mapped[date | None]

    mutual: Mapped[Mutual] = relationship()
    person: Mapped[Person] = relationship()
    messages: Mapped[list["ConcernMessage"]] = relationship(
        back_populates="concern", order_by="ConcernMessage.id"
    )

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        if self.status == ConcernStatus.ANSWERED and self.answered_on is None:
            return "Closed without an answer: the mutual has closed"
        return self.status.words

    @property
    def name(self) -> str:
        """What a queue calls it: Baths for All: concern 3."""
        return f"{self.mutual.name}: concern {self.id}"

    @property
    def question(self) -> "ConcernMessage | None":
        """What the council asked last; its turn lasts from then until it has no more to ask."""
        return next((each for each in reversed(self.messages) if each.is_councils), None)


class ConcernMessage(Model):
    """What the council asks about a concern, or the board writes back. Whoever raised it does not
    see it."""

    __tablename__ = "concern_message"

    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    is_councils: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)

    concern: Mapped[Concern] = relationship(back_populates="messages")
    person: Mapped[Person] = relationship()

    @property
    def council_id(self) -> int:
        """Its concern's council."""
        return self.concern.council_id

    @property
    def neighbourhood_id(self) -> int:
        """Where the mutual is."""
        return self.concern.mutual.neighbourhood_id

    @property
    def name(self) -> str:
        """What a queue calls it."""
        return self.concern.name
