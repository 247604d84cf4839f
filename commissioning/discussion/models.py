"""Questions and comments about a thing, and their answers. It is named by kind and number."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice

LONGEST = 500  # characters in a question
LONGEST_ANSWER = 4000


class HideRule(Choice):
    """The rules of the site; a hidden question names the one it broke."""

    PERSONAL = "personal", "it gave private details about somebody"
    UNKIND = "unkind", "it was unkind or threatening"
    OFF_SUBJECT = "off-subject", "it was not about this subject"
    ADVERT = "advert", "it was an advert"
    LAW = "law", "it may break the law"


class Said:
    """What somebody said about a thing, under their name, and the answer of those it was said to.

    Public when whoever said it has confirmed their address, unless an officer has hidden it.
    """

    called: ClassVar[str]  # what the history calls it
    asked: ClassVar[str]  # and what it calls the saying

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(short(80))
    email: Mapped[str] = mapped_column(short(254))
    token_hash: Mapped[str | None] = mapped_column(short(64), unique=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    confirmed_at: Mapped[datetime | None]

    answer: Mapped[str] = mapped_column(Text, default="")
    answer_html: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    hidden_because: Mapped[HideRule | None] = mapped_column(stored_choice(HideRule, "hidden"))

    @property
    def is_hidden(self) -> bool:
        """Was it taken off the page? It stays counted, and the page says which rule it broke."""
        return self.hidden_at is not None


class Question(Said, Model):
    """What somebody wants to know."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_subject_kind_subject_id_id",
                            "subject_kind", "subject_id", "id"),)  # fmt: skip

    called, asked = "question", "asked"


class Comment(Said, Model):
    """What somebody thinks of a part of a thing, and whether the group changed it because of that.

    `has_changed` is None until the group has answered.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_subject_kind_subject_id_id",
                            "subject_kind", "subject_id", "id"),)  # fmt: skip

    called, asked = "comment", "made"

    part: Mapped[str] = mapped_column(short(40))
    draft: Mapped[int]  # the number of the published draft it is about
    has_changed: Mapped[bool | None]
