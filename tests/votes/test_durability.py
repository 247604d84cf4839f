"""A database that could lose an acknowledged vote is refused, on both engines (T-04)."""

from contextlib import suppress

import psycopg
import pytest
from sqlalchemy import text

from commissioning import create_app
from commissioning.config import UnsafeSettings
from commissioning.core import database
from commissioning.core.database import db, housekeeping
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


def levels(address, question):
    """How an engine waits: outside housekeeping, inside it, and after it went well or badly."""
    site = create_app(settings(address, TESTING=False, SQLITE_SYNCHRONOUS="FULL"))

    def level():
        try:
            return str(db.session.scalar(text(question)))
        finally:
            db.session.remove()

    with site.app_context():
        found = [level()]
        with housekeeping() as connection:
            found.append(str(connection.scalar(text(question))))
        found.append(level())
        with suppress(ZeroDivisionError), housekeeping() as connection:
            connection.execute(text(question))
            raise ZeroDivisionError
        found.append(level())
        db.engine.dispose()
    return found


def test_only_housekeeping_does_not_wait_for_the_disk(tmp_path):
    assert levels(f"sqlite:///{tmp_path}/site.db", "PRAGMA synchronous") == ["2", "1", "2", "2"]
    address = postgres.server(durable=True).address()
    assert levels(address, "SHOW synchronous_commit") == ["on", "off", "on", "on"]


def test_a_connection_that_rested_while_the_server_went_away_is_replaced(monkeypatch):
    monkeypatch.setattr(database, "RESTED_SECONDS", 0)
    site = create_app(settings(postgres.server().address()))
    with site.app_context():
        number = db.session.scalar(text("SELECT pg_backend_pid()"))
        db.session.remove()
        with psycopg.connect(postgres.server().address()) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (number,))
        assert db.session.scalar(text("SELECT pg_backend_pid()")) != number
        db.session.remove()
        db.engine.dispose()


def test_a_quick_postgresql_is_refused():
    with pytest.raises(UnsafeSettings, match="an acknowledged vote could be lost"):
        read_back(postgres.server().address(), "SHOW fsync")


def test_a_quick_sqlite_is_refused():
    with pytest.raises(UnsafeSettings, match="SQLITE_SYNCHRONOUS"):
        settings("sqlite://", TESTING=False, SQLITE_SYNCHRONOUS="NORMAL")
