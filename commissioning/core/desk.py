"""What the council owes, by kind of thing: its words, its pages, and who deals with it.

Chapters do not know each other's pages, so OWED in commissioning/__init__.py says it for all.
"""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for
from sqlalchemy import func, select

from commissioning.core.database import db
from commissioning.core.rules import Rule
from commissioning.core.turns import Turn, Whose


@dataclass(frozen=True)
class Kind:
    """A kind of thing, in the words of the list, and who deals with it, for a council.

    `desk`: the page of all of them; who may open it sees them in the queue. `page`: the page of
    one, with `part` the name of its number there. `act`: the page where one is dealt with, when
    its rule bars those who have a part in the thing.
    """

    words: str
    by: Rule[Any]
    desk: str
    page: str
    part: str
    act: str = ""

    def get(self, number: int, council_id: int) -> Any:
        """One of them as the page loads it where it is dealt with; None without such a page."""
        if not self.act:
            return None
        view: Any = current_app.view_functions[self.act]
        return view.of(**{self.part: number, "council_id": council_id})

    def why_not(self, person: Any, thing: Any, council_id: int) -> str | None:
        """Why this person may not deal with it, as `get` gave it, in words said to the person."""
        refusal = self.by.why_not(person, council_id)
        if refusal or not self.act:
            return refusal
        view: Any = current_app.view_functions[self.act]
        found: str | None = view.rule.why_not(person, thing)
        return found

    def address(self, number: int) -> str:
        """Where one of them is dealt with."""
        parts: dict[str, Any] = {self.part: number}
        return url_for(self.page, **parts)


def owed() -> dict[str, Kind]:
    """All kinds, by the name of the thing's table."""
    found: dict[str, Kind] = current_app.extensions["owed"]
    return found


def seen_by(person: Any, council_id: int) -> dict[str, Kind]:
    """Those that this person may see at this council, in the order of the list."""
    rules = {key: current_app.view_functions[kind.desk] for key, kind in owed().items()}
    return {
        key: kind
        for key, kind in owed().items()
        if getattr(rules[key], "rule")(person, council_id)  # noqa: B009 - a view is a function
    }


def waiting(council_id: int) -> dict[str, int]:
    """How much waits for a council at each desk, by the page of all of its kind."""
    query = (
        select(Turn.subject_kind, func.count(Turn.id))
        .where(
            Turn.council_id == council_id,
            Turn.ended_on.is_(None),
            Turn.whose.in_((Whose.COUNCIL, Whose.BOTH)),
        )
        .group_by(Turn.subject_kind)
    )
    counted: dict[str, int] = {row[0]: row[1] for row in db.session.execute(query)}
    found: dict[str, int] = {}
    for key, kind in owed().items():
        found[kind.desk] = found.get(kind.desk, 0) + counted.get(key, 0)
    return found
