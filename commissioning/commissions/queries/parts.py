"""The parts of a draft that are lists, and their rows."""

import hashlib
from collections.abc import Iterable
from typing import Any

from commissioning.commissions.models import (
    BudgetLine,
    Commission,
    Need,
    Outcome,
    Part,
    Priority,
    Service,
)
from commissioning.core.refusals import NotHere

Row = Need | Service | Outcome | BudgetLine | Priority
ROWS: dict[Part, type[Row]] = {
    Part.NEEDS: Need,
    Part.SERVICES: Service,
    Part.OUTCOMES: Outcome,
    Part.MONEY: BudgetLine,
    Part.PRIORITIES: Priority,
}


def rows_of(commission: Commission, part: Part) -> list[Any]:
    """The rows of a part, as the commission keeps them."""
    return getattr(commission, "lines" if part is Part.MONEY else part.value)  # type: ignore[no-any-return]


def get_row(commission: Commission, part: Part, row_id: int) -> Any:
    """One row of a part. Raises NotHere."""
    for row in rows_of(commission, part):
        if row.id == row_id:
            return row
    raise NotHere


def print_of(row: Any, names: Iterable[str]) -> str:
    """A short fingerprint of what a row says, to see whether it is still what somebody read."""
    said = "\n".join(f"{name}={getattr(row, name)}" for name in sorted(names))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
