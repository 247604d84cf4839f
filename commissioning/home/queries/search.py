"""Finding public things by the words in them, alike on both engines."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, column, func, literal_column, select, table

from commissioning.core import addresses, text
from commissioning.core.database import db
from commissioning.home.models import Findable

PAGE = 25
FEW = 5  # of each kind, while no kind is chosen
MOST_WORDS = 8  # of a question
LONGEST = 40  # letters of a word
MOST_PUBLIC = 50_000  # addresses in one sitemap (sitemaps.org, protocol)

# The index of words: on SQLite a table, whose column of the same name stands for the whole row;
# on PostgreSQL a column.
INDEX = table("findable_words", column("rowid"), column("findable_words"))
VECTOR: ColumnElement[str] = literal_column("findable.findable_words")


class Found(NamedTuple):
    """One thing that was found; in a list also where it stands, and how many of its kind were."""

    kind: str
    id: int
    title: str
    words: str = ""
    standing: str = ""
    of_kind: int = 1

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)


def words_in(asked: str) -> list[str]:
    """What to look for: at most eight words, each a figure or two letters at least."""
    every = [word[:LONGEST] for word in text.words_of(asked)]
    return [word for word in every if len(word) > 1 or word.isdigit()][:MOST_WORDS]


def find(council_id: int, words: Sequence[str], kind: str = "", page: int = 1) -> list[Found]:
    """A council's public things with words that begin like all of these.

    Those with the words in their title come first, then the newest. With a `kind` (the name of a
    table) a page of that kind; else the first few of each.
    """
    anywhere, in_title = _conditions(words)
    best = (in_title.desc(), Findable.thing_id.desc())
    number = func.row_number().over(partition_by=Findable.kind, order_by=best)
    of_kind = func.count().over(partition_by=Findable.kind)
    query = select(Findable.id, number.label("number"), of_kind.label("of_kind"))
    query = query.where(Findable.council_id == council_id, anywhere)
    if kind:
        query = query.where(Findable.kind == kind)
    ranked = query.subquery()
    first, last = ((page - 1) * PAGE, page * PAGE) if kind else (0, FEW)
    shown = (
        select(
            Findable.kind,
            Findable.thing_id,
            Findable.title,
            Findable.words,
            Findable.standing,
            ranked.c.of_kind,
        )
        .join(ranked, ranked.c.id == Findable.id)
        .where(ranked.c.number > first, ranked.c.number <= last)
        .order_by(Findable.kind, ranked.c.number)
    )
    return [Found(*row) for row in db.session.execute(shown)]


def _conditions(words: Sequence[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Do all the words stand in a row; do they stand in its title? `words` are plain letters."""
    if db.engine.dialect.name == "sqlite":
        every = " ".join(f'"{word}" *' for word in words)
        return _in_index(every), _in_index(f"title : ({every})")
    return _in_vector(words), _in_vector(words, "A")


def _in_vector(words: Sequence[str], weight: str = "") -> ColumnElement[bool]:
    question = " & ".join(f"'{word}':*{weight}" for word in words)
    return VECTOR.bool_op("@@")(func.to_tsquery("simple", question))


def _in_index(question: str) -> ColumnElement[bool]:
    return Findable.id.in_(
        select(INDEX.c.rowid).where(INDEX.c.findable_words.bool_op("MATCH")(question))
    )


def named(council_id: int, kind: str, number: int) -> Found | None:
    """The public thing of this council with this number, or None."""
    query = select(Findable.kind, Findable.thing_id, Findable.title).where(
        Findable.council_id == council_id, Findable.kind == kind, Findable.thing_id == number
    )
    row = db.session.execute(query).first()
    return Found(*row) if row else None


def everything_public(council_id: int) -> list[Found]:
    """All public things of a council, the newest of each kind first; at most 50,000."""
    query = select(Findable.kind, Findable.thing_id, Findable.title)
    query = query.where(Findable.council_id == council_id)
    query = query.order_by(Findable.kind, Findable.thing_id.desc()).limit(MOST_PUBLIC)
    return [Found(*row) for row in db.session.execute(query)]
