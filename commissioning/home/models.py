"""Everything public that can be found by its words."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commissioning.core import addresses
from commissioning.core.database import Model, short


class Findable(Model):
    """One public thing. Triggers in the database write these rows, nothing in the code does.

    Beside it stands `findable_words`, the index of its words: a table of SQLite's FTS5, a column
    and a GIN index on PostgreSQL. Migration 0004 makes it all, a line for each kind of thing.
    """

    __tablename__ = "findable"
    __table_args__ = (UniqueConstraint("kind", "thing_id"),)

    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    kind: Mapped[str] = mapped_column(short(40))  # the name of its table
    thing_id: Mapped[int]
    title: Mapped[str] = mapped_column(short(200))
    words: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(short(40))  # its status or the like; empty: it has none

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)
