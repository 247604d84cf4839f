"""An attached file: what it is, who may read it, and where its content is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core.attached import Holder
from commissioning.core.choices import Choice
from commissioning.core.database import Model, short, stored_choice


class Paragraph(Choice):
    """Why part of a report is kept back (Local Government Act 1972, Schedule 12A, Part 1)."""

    ONE = "1", "Paragraph 1: it is about a person"
    TWO = "2", "Paragraph 2: it would show who a person is"
    THREE = "3", "Paragraph 3: somebody’s money or business"
    FOUR = "4", "Paragraph 4: talks with staff or unions"
    FIVE = "5", "Paragraph 5: a lawyer’s confidential advice"
    SIX = "6", "Paragraph 6: a notice or order that is planned"
    SEVEN = "7", "Paragraph 7: finding or preventing crime"


class Readers(Choice):
    """Who can read a file."""

    PUBLIC = "public", "Everyone"
    PARTIES = "parties", "Only the group and the council"
    EXEMPT = "exempt", "Only the council: the law lets us keep it back"


@dataclass(frozen=True)
class Terms:
    """Who can read a file; of one that is kept back, the paragraph and why that is right."""

    readers: Readers
    paragraph: Paragraph | None = None
    public_interest: str = ""


# How files are given out, by the end of their names: always the same, whatever the sender said.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
}


class File(Model):
    """A file of a thing, which is named by kind and number. A removed one leaves its row."""

    __tablename__ = "attached_file"
    __table_args__ = (
        Index("ix_attached_file_subject_kind_subject_id_id", "subject_kind", "subject_id", "id"),
        CheckConstraint(
            "(readers = 'exempt') = (paragraph IS NOT NULL AND public_interest <> '')",
            name="kept_back_for_a_reason",
        ),
    )

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    subject_kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    name: Mapped[str] = mapped_column(short(120))
    size: Mapped[int]  # bytes
    digest: Mapped[str] = mapped_column(short(64))  # SHA-256 of the content
    kept_as: Mapped[str] = mapped_column(short(64), unique=True)
    readers: Mapped[Readers] = mapped_column(stored_choice(Readers, "readers"))
    paragraph: Mapped[Paragraph | None] = mapped_column(stored_choice(Paragraph, "paragraph"))
    public_interest: Mapped[str] = mapped_column(Text, default="")  # everyone reads it
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(short(60))
    removed_on: Mapped[date | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    removed_because: Mapped[str] = mapped_column(Text, default="")

    @property
    def extension(self) -> str:
        """The end of its name."""
        return self.name.rpartition(".")[2]

    @property
    def media_type(self) -> str:
        """As what it is given out."""
        return TYPES[self.extension]


class Held(NamedTuple):
    """A thing with files, the kind of thing it is, and, where one is meant, the file."""

    thing: Any
    holder: Holder
    file: File | None = None
