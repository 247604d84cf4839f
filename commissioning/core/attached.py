"""What files are attached to, by kind of thing: its pages, and who reads, adds and removes them.

Files do not know the chapters after them, so FILES_OF in commissioning/__init__.py says it for all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from commissioning.core.rules import Rule


@dataclass(frozen=True)
class Holder:
    """A kind of thing with files.

    `get`: one of them, by its number and the council’s. `sees`: who reads its public files (None:
    everyone). `reads`: who reads those for the parties; `reads_exempt` those that are kept back,
    where there are such. `page`: the page of one, with `part` the name of its number there.
    """

    get: Callable[[int, int], Any]
    sees: Rule[Any] | None
    reads: Rule[Any]
    adds: Rule[Any]
    removes: Rule[Any]
    page: str
    part: str
    reads_exempt: Rule[Any] | None = None

    def address(self, number: int) -> str:
        """The page of one of them."""
        parts: dict[str, Any] = {self.part: number}
        return url_for(self.page, **parts)


def holders() -> dict[str, Holder]:
    """All kinds, by the name of the thing's table."""
    found: dict[str, Holder] = current_app.extensions["files_of"]
    return found
