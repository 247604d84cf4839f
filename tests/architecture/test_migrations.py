"""The migrations build exactly the database the models describe, CHECKs and triggers included."""

import re
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from commissioning import create_app
from commissioning.approvals.models import Case, Check
from commissioning.core.database import db, is_modelled
from commissioning.core.history import Event, record
from commissioning.core.transactions import saved
from tests import factories, postgres
from tests.approvals import builders
from tests.conftest import settings

ROOT = Path(__file__).parents[2]
MIGRATIONS = str(ROOT / "migrations")


def tables():
    rows = db.session.execute(
        text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type != 'trigger'")
    )
    modelled = [(name, sql) for name, sql in rows if is_modelled(name, "table", {})]
    built = {name: sorted(re.findall(r"[\w']+", sql)) for name, sql in modelled}
    built.pop("alembic_version", None)
    return built


def test_every_models_file_is_loaded(site):
    files = ROOT.glob("commissioning/*/models.py")
    names = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files}
    assert names - set(sys.modules) == set(), "autogenerate cannot see these tables"


def test_migrations_build_what_the_models_say(tmp_path):
    with create_app(settings(f"sqlite:///{tmp_path}/migrated.db")).app_context():
        upgrade(directory=MIGRATIONS)
        migrated = tables()
        db.session.remove()
        db.engine.dispose()
    with create_app(settings(f"sqlite:///{tmp_path}/described.db")).app_context():
        db.create_all()
        assert migrated == tables()
        db.session.remove()
        db.engine.dispose()


def test_postgresql_has_what_the_models_say():
    address = postgres.server().create("described")
    site = create_app(settings(address))
    with site.app_context():
        upgrade(directory=MIGRATIONS)
        with db.engine.connect() as connection:
            opts = site.extensions["migrate"].configure_args
            context = MigrationContext.configure(connection, opts=opts)
            assert compare_metadata(context, db.metadata) == []
        db.engine.dispose()
    postgres.server().drop(address)


def test_migrations_are_numbered():
    names = sorted(file.stem for file in ROOT.glob("migrations/versions/*.py"))
    assert [name[:4] for name in names] == [f"{i:04}" for i in range(1, len(names) + 1)]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_table_made_anew_keeps_its_rows_and_theirs(kind, tmp_path):
    if kind == "sqlite":
        address = f"sqlite:///{tmp_path}/site.db"
    else:
        address = postgres.server().create("rows")
    with create_app(settings(address)).app_context():
        upgrade(directory=MIGRATIONS)
        found = builders.case(builders.world())
        checks = len(found.checks)
        db.session.remove()
        downgrade(directory=MIGRATIONS, revision="0003")
        upgrade(directory=MIGRATIONS)
        assert db.session.scalar(select(func.count(Case.id))) == 1
        assert db.session.scalar(select(func.count(Check.id))) == checks
        with pytest.raises(DBAPIError):
            db.session.execute(text("DELETE FROM council_case"))
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
    if kind == "postgresql":
        postgres.server().drop(address)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_record_survives_a_migration_and_is_never_changed(kind, tmp_path):
    if kind == "sqlite":
        address = f"sqlite:///{tmp_path}/site.db"
    else:
        address = postgres.server().create("record")
    with create_app(settings(address)).app_context():
        upgrade(directory=MIGRATIONS)
        council = factories.council()
        with saved():
            record(council, "open", says="Opened")
        before = db.session.scalar(select(Event.fingerprint))
        db.session.remove()
        upgrade(directory=MIGRATIONS)
        assert db.session.scalar(select(Event.fingerprint)) == before
        for statement in ("UPDATE event SET says = 'x'", "DELETE FROM event"):
            db.session.rollback()
            with pytest.raises(DBAPIError, match="never changed"):
                db.session.execute(text(statement))
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()
        downgrade(directory=MIGRATIONS, revision="base")
        db.engine.dispose()
    if kind == "postgresql":
        postgres.server().drop(address)
