"""A database full of rows goes down to each earlier revision and up again, and keeps them."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import current_app
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, inspect, select, table, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from commissioning import create_app
from commissioning.core.database import db
from commissioning.core.turns import Turn
from tests import postgres
from tests.architecture.permissions import HOUSEKEEPING
from tests.architecture.world import World
from tests.conftest import settings

ROOT = Path(__file__).parents[2]
MIGRATIONS = str(ROOT / "migrations")
REVISIONS = sorted(file.stem[:4] for file in ROOT.glob("migrations/versions/*.py"))
# What older revisions cannot hold, so that a way down is refused until it is gone or changed.
NO_ROOM = (
    "UPDATE vote SET status = 'announced' WHERE status = 'called-off'",
    "DELETE FROM case_check WHERE case_id IN (SELECT id FROM council_case WHERE kind = 'provider')",
    "DELETE FROM interest WHERE case_id IN (SELECT id FROM council_case WHERE kind = 'provider')",
    "DELETE FROM council_case WHERE kind = 'provider'",
)
CALLED_OFF = "0007"  # the first revision that knows a vote that was called off
LATE = ("neighbourhood", "paper_batch", "results")  # which had no turns before 0010
ENGINES = ["sqlite", "postgresql"]
KINDS = ("proposal", "commission", "neighbourhood_group", "report")  # had turns before 0008


@contextmanager
def opened(address):
    with create_app(settings(address)).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def full(tmp_path_factory, request, sqlite_template):
    """Copies of a database of each engine with one of everything in it, by engine."""
    folder = tmp_path_factory.mktemp("full")
    shutil.copy(sqlite_template, folder / "full.db")
    server = postgres.server()
    addresses = {
        "sqlite": f"sqlite:///{folder}/full.db",
        "postgresql": server.copy(request.getfixturevalue("postgres_template")),
    }
    for address in addresses.values():
        with opened(address):
            World()

    def copy(kind, to):
        if kind == "postgresql":
            return server.copy(addresses[kind].removeprefix("postgresql://app@/").partition("?")[0])
        shutil.copy(folder / "full.db", to / "site.db")
        return f"sqlite:///{to}/site.db"

    return copy


def rows():
    """table -> its rows, of the tables that the models know and the database has.

    As the engine gives them, since to learn each column's type takes longer than a migration.
    """
    with db.engine.connect() as connection:
        names = set(inspect(connection).get_table_names()) & set(db.metadata.tables)
        return {
            name: [dict(row) for row in connection.execute(everything(name)).mappings()]
            for name in names
        }


def everything(name):
    return select(text("*")).select_from(table(name)).order_by(text("id"))


def as_far_as(older, newer):
    """The newer rows, with only the tables and columns that the older ones have too."""
    columns = {
        table: found[0].keys() if found else () for table, found in older.items() if table in newer
    }
    return {
        table: [{name: row[name] for name in names if name in row} for row in newer[table]]
        for table, names in columns.items()
    }


def findable(rows, before):
    """What the search finds, of the kinds of thing that were there all the time."""
    return {
        (row["kind"], row["thing_id"], row["title"])
        for row in rows["findable"]
        if row["kind"] in before
    }


def make_room():
    """Delete or change what an older revision has no room for; the rows as they are then."""
    with db.engine.begin() as connection:
        for statement in NO_ROOM:
            connection.execute(text(statement))
    return rows()


@pytest.mark.parametrize("kind", ENGINES)
def test_rows_are_kept_on_the_way_down_and_up(full, tmp_path, kind):
    """Down to each revision in turn, and up through each again: nothing that both hold changes."""
    with opened(full(kind, tmp_path)):
        at_head = rows()
        assert "called-off" in {vote["status"] for vote in at_head["vote"]}
        with pytest.raises(IntegrityError):
            downgrade(directory=MIGRATIONS, revision=REVISIONS[0])
        assert rows() == at_head, "a way down that is refused changes nothing"
        at_head = make_room()
        before = at_head
        for revision in reversed(REVISIONS[:-1]):
            before = moved(downgrade, revision, before)
        assert before["event"]
        oldest = before
        for revision in REVISIONS[1:]:
            before = moved(upgrade, revision, before)
        assert set(before) == set(at_head)
        assert findable(before, oldest) == findable(at_head, oldest)
        with db.engine.connect() as connection:
            opts = current_app.extensions["migrate"].configure_args
            context = MigrationContext.configure(connection, opts=opts)
            assert compare_metadata(context, db.metadata) == []
            with pytest.raises(DBAPIError, match="never changed"):
                connection.execute(text("UPDATE event SET says = 'x'"))


def moved(how, revision, before):
    """The rows at another revision; what both know has not changed on the way."""
    db.engine.dispose()
    how(directory=MIGRATIONS, revision=revision)
    after = rows()
    assert as_far_as(before, after) == as_far_as(after, before), revision
    return after


@pytest.mark.parametrize("kind", ENGINES)
def test_a_turn_is_told_from_its_thing_and_its_case_again(full, tmp_path, kind):
    def told(found):
        return {
            row["id"]: [row[name] for name in ("title", "neighbourhood_id", "owner_id")]
            for row in found["turn"]
            if row["subject_kind"] in KINDS  # the others came later, and their tables go
        }

    with opened(full(kind, tmp_path)):
        at_head = rows()
        downgrade(directory=MIGRATIONS, revision="0007")
        owners = [each["owner_id"] for each in rows()["council_case"] if each["owner_id"]]
        db.engine.dispose()
        upgrade(directory=MIGRATIONS)
        assert told(rows()) == told(at_head)
        assert len(owners) == 1
        assert all(title for title, *_ in told(at_head).values())


@pytest.mark.parametrize("kind", ENGINES)
def test_what_waits_already_gets_the_turn_that_it_would_have_now(full, tmp_path, kind):
    def told():
        keys = ("title", "subject_kind", "subject_id", "stage", "whose", "unit", "count", "basis")
        keys += ("council_id", "owner_id", "paused_days", "ended_on")
        found = [row for row in rows()["turn"] if row["subject_kind"] in LATE]
        return sorted(tuple(str(row[key]) for key in keys) for row in found if not row["ended_on"])

    with opened(full(kind, tmp_path)):
        at_head = told()
        downgrade(directory=MIGRATIONS, revision="0009")
        with db.engine.begin() as connection:
            connection.execute(delete(Turn).where(Turn.subject_kind.in_(LATE)))
        db.engine.dispose()
        upgrade(directory=MIGRATIONS)
        assert told() == at_head
        assert len({row[1] for row in at_head}) == 3


def test_every_table_has_rows_to_keep(full, tmp_path):
    with opened(full("sqlite", tmp_path)):
        empty = {table for table, found in rows().items() if not found} - HOUSEKEEPING
    assert empty == set(), "add a row to tests/architecture/world.py"
