"""A flag: which question or comment breaks which rule, as one person sees it."""

from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commissioning.commissions.models import Commission
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice
from commissioning.discussion.models import Comment, HideRule, Question
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal


class Kind(Choice):
    """What can be flagged."""

    QUESTION = "question", "Question"
    COMMENT = "comment", "Comment"


class FlagStatus(Choice):
    """What the council did about it."""

    CHECKING = "checking", "Being checked"
    KEPT = "kept", "Kept"
    HIDDEN = "hidden", "Hidden"


class Flag(Model):
    """One person's flag. The council's clock runs with the first open flag of a thing."""

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("said_kind", "said_id", "person_id"),
        Index("ix_flag_council_id_status", "council_id", "status"),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    said_kind: Mapped[Kind] = mapped_column(stored_choice(Kind, "said_kind"))
    said_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(short(200))  # what a queue calls it
    rule: Mapped[HideRule] = mapped_column(stored_choice(HideRule, "rule"))
    status: Mapped[FlagStatus] = mapped_column(
        stored_choice(FlagStatus, "status"), default=FlagStatus.CHECKING
    )

    person: Mapped[Person] = relationship()


@dataclass(frozen=True)
class Flagged:
    """A question or comment, the proposal or commission it is about, and its flags.

    `flag` is the one that was asked for; `flags` are all, the oldest first.
    """

    said: Question | Comment
    subject: Proposal | Commission
    flags: list[Flag]
    flag: Flag

    @property
    def council_id(self) -> int:
        """The council that checks it."""
        return self.flag.council_id

    @property
    def group(self) -> Group:
        """The group whose proposal or commission it is about."""
        return self.subject.group

    @property
    def open(self) -> list[Flag]:
        """The flags that the council has not answered."""
        return [each for each in self.flags if each.status == FlagStatus.CHECKING]
