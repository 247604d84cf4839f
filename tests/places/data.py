"""The real registers, where this machine has them, and small files written by hand."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from commissioning.core.database import db
from commissioning.core.tables import table_of

ROOT = Path(__file__).parents[2]
WHERE = Path(os.environ.get("COMMISSIONING_DATA", ROOT.parent / "shared" / "data"))


def real(name):
    """A real file; the test is skipped where the folder of real data is absent."""
    if not (WHERE / name).is_file():
        pytest.skip(f"the real data is not here: {WHERE / name} (set COMMISSIONING_DATA)")
    return WHERE / name


def table(*lines):
    return table_of("\n".join(lines) + "\n")


HEAD = (
    "reporting,name,address1,authority,postcode,uprn,"
    "type,statutory_23,operation_23,closed,hours,staffed_hours"
)


def list_row(name="Weavers Row", **changes):
    """One line of Arts Council England's list."""
    cells = {
        "reporting": "Aldermere", "name": name, "address1": "1 Mill Lane", "authority": "Aldermere",
        "postcode": "AM1 2BX", "uprn": "", "type": "Static Library", "statutory_23": "Yes",
        "operation_23": "LA", "closed": "", "hours": "40", "staffed_hours": "30",
    }  # fmt: skip
    cells.update(changes)
    return ",".join(f'"{cells[column]}"' for column in HEAD.split(","))


@contextmanager
def count_queries():
    """The statements the database was asked inside this block, but those that open and close."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
