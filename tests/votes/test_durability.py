"""A database that could lose an acknowledged vote is refused, on both engines (T-04)."""

import pytest
from sqlalchemy import text

from commissioning import create_app
from commissioning.config import UnsafeSettings
from commissioning.core.database import db
from tests import postgres
from tests.conftest import settings


def read_back(address, *questions):
    site = create_app(settings(address, TESTING=False, SQLITE_SYNCHRONOUS="FULL"))
    with site.app_context():
        try:
            return [str(db.session.scalar(text(each))) for each in questions]
        finally:
            db.session.remove()
            db.engine.dispose()


def test_sqlite_waits_for_the_disk(tmp_path):
    file = f"sqlite:///{tmp_path}/site.db"
    names = ("synchronous", "journal_mode", "foreign_keys", "busy_timeout")
    found = read_back(file, *[f"PRAGMA {each}" for each in names])
    assert found == ["2", "wal", "1", "5000"]


def test_postgresql_waits_for_the_disk():
    address = postgres.server(durable=True).address()
    names = ("fsync", "synchronous_commit", "full_page_writes")
    assert read_back(address, *[f"SHOW {each}" for each in names]) == ["on", "on", "on"]


def test_a_quick_postgresql_is_refused():
    with pytest.raises(UnsafeSettings, match="an acknowledged vote could be lost"):
        read_back(postgres.server().address(), "SHOW fsync")


def test_a_quick_sqlite_is_refused():
    with pytest.raises(UnsafeSettings, match="SQLITE_SYNCHRONOUS"):
        settings("sqlite://", TESTING=False, SQLITE_SYNCHRONOUS="NORMAL")
