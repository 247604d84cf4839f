"""The database: the base class for tables, the types we store, the session, and both engines.

SQLite and PostgreSQL are used by the same code. On SQLite every writing transaction begins with
BEGIN IMMEDIATE, so that two writers queue instead of failing half-way, and reading ones with BEGIN,
so that readers never queue. A database that could lose an acknowledged commit is refused.
"""

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    Connection,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    Result,
    String,
    event,
)
from sqlalchemy.exc import DisconnectionError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from commissioning.config import UnsafeSettings
from commissioning.core import clock
from commissioning.core.choices import Choice
from commissioning.core.refusals import Refused

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_SECONDS = 5
NAP_SECONDS = (0.0005, 0.002)  # between two tries to write, at least and at most
RESTED_SECONDS = 5
POSTGRES_OPTIONS = (
    "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
    # Our pages ask the same few questions again and again: each connection plans one only once.
    " -c plan_cache_mode=force_generic_plan"
)

_reading: ContextVar[bool] = ContextVar("database_reading", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite forgets time zones; we store UTC and give UTC back."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time must say its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def stored_choice(choices: type[Choice], name: str) -> Enum:
    """A text column that accepts only the keys of a Choice, checked by the database too."""
    return Enum(
        choices,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda enum: [choice.value for choice in enum],
    )


class Base(DeclarativeBase):
    """What every table has: a number, and the moment its row was made."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime}
    )

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column(default=clock.now, sort_order=-1)


class OneDatabase(Session):
    """Flask-SQLAlchemy's session, which would look for the right database at every statement."""

    def get_bind(self, *_about: Any, **_more: Any) -> Engine:
        """The only one."""
        return self._db.engine


db = SQLAlchemy(
    model_class=Base, session_options={"class_": OneDatabase, "expire_on_commit": False}
)


def is_modelled(name: str | None, _kind: str, _parents: Any) -> bool:
    """Is this table, column or index in the models? Migrations alone make the index of words."""
    return not (name or "").startswith("findable_words")


migrate = Migrate(render_as_batch=True, compare_type=True, include_name=is_modelled)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def short(length: int = 200) -> String:
    """A line of text of at most `length` characters."""
    return String(length)


@contextmanager
def reading(yes: bool = True) -> Iterator[None]:
    """Within this block transactions only read, and so do not queue behind a writer."""
    before = _reading.set(yes)
    try:
        yield
    finally:
        _reading.reset(before)


@contextmanager
def housekeeping() -> Iterator[Connection]:
    """A short transaction of its own, for limits and session touches: never for what people do.

    It does not wait for the disk, so a power cut may lose it; everything else waits.
    """
    connected = db.engine.connect()
    with reading(False), connected as connection, _unhurried(connection), connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        yield connection


@contextmanager
def _unhurried(connection: Connection) -> Iterator[None]:
    """SQLite does not wait for the disk meanwhile; its setting is the whole connection's."""
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    (level,) = driver.execute("PRAGMA synchronous").fetchone()
    driver.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA synchronous={level}")


def pending() -> list[Any]:
    """What this transaction has recorded and not yet written (core/history.py numbers it last)."""
    return db.session().info.setdefault("recorded", [])  # type: ignore[no-any-return]


@contextmanager
def unique(constraint: str, says: str, field: str = "") -> Iterator[None]:
    """Turn the breaking of one named unique constraint, inside this block, into a sentence.

    Only that constraint: any other error rises as it is. The session outside stays usable.
    """
    recorded = len(pending())
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        del pending()[recorded:]
        if broke(error, constraint):
            raise Refused(says, field) from error
        raise


def broke(error: IntegrityError, constraint: str) -> bool:
    """Was it this constraint? PostgreSQL names it; SQLite names its table and columns."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        return bool(diagnostics.constraint_name == constraint)
    for table in db.metadata.tables.values():
        named: list[Any] = [*table.constraints, *table.indexes]
        for each in named:
            if each.name == constraint:
                columns = ", ".join(f"{table.name}.{column.name}" for column in each.columns)
                return str(error.orig).endswith(columns)
    raise LookupError(f"There is no constraint called {constraint}")


def changed(result: Result[Any]) -> int:
    """How many rows an UPDATE, INSERT or DELETE changed."""
    return int(cast(CursorResult[Any], result).rowcount)


@event.listens_for(Engine, "begin")
def _writers_queue(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        driver.read_only = _reading.get()
        return
    if _reading.get():  # it cannot fail, so the driver is asked itself: every page does this
        driver.execute("BEGIN")
        return
    driver.execute("PRAGMA busy_timeout=0")
    try:
        if not _took_turn(driver):
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # fails, and is told like any failure
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


@event.listens_for(Engine, "rollback")
def _end_reading(connection: Connection) -> None:
    """What only read ends alike either way, but psycopg forgets its prepared statements at a
    rollback, and PostgreSQL would plan every statement of every page anew."""
    if connection.invalidated:
        return
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "postgresql" and driver.read_only and not driver.closed:
        driver.execute("COMMIT")


def _took_turn(driver: sqlite3.Connection) -> bool:
    """Begin to write as soon as nobody else does. Returns whether that was within BUSY_SECONDS.

    SQLite's own waiting sleeps longer each time, so that one of four workers can come to nothing
    and nobody writes meanwhile. Here all who wait ask equally often.
    """
    end = time.monotonic() + BUSY_SECONDS
    while not _begins(driver):
        if time.monotonic() > end:
            return False
        time.sleep(random.uniform(*NAP_SECONDS))  # noqa: S311 - no secret
    return True


def _begins(driver: sqlite3.Connection) -> bool:
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _prepare_sqlite(connection: sqlite3.Connection, synchronous: str) -> None:
    connection.isolation_level = None  # the driver must not open transactions by itself
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")


def _check_sqlite(connection: sqlite3.Connection) -> None:
    (level,) = connection.execute("PRAGMA synchronous").fetchone()
    if level < 2:
        raise UnsafeSettings(
            "SQLite's synchronous is below FULL: an acknowledged vote could be lost."
        )


def _check_postgres(connection: Any) -> None:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        if connection.execute(f"SHOW {setting}").fetchone()[0] == "off":
            raise UnsafeSettings(
                f"PostgreSQL's {setting} is off: an acknowledged vote could be lost."
            )
    connection.rollback()


def _on_connecting(app: Flask) -> None:
    @event.listens_for(db.engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            _prepare_sqlite(connection, app.config["SQLITE_SYNCHRONOUS"])
            if not app.testing:
                _check_sqlite(connection)
        elif not app.testing:
            _check_postgres(connection)

    if db.engine.dialect.name == "postgresql":
        event.listen(db.engine, "checkin", _rests)
        event.listen(db.engine, "checkout", _still_there)


def _rests(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = time.monotonic()


def _still_there(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Ask a connection that has rested, and take a new one if the server has gone meanwhile.

    Not each time, as `pool_pre_ping` would: under load that is one more question a request.
    """
    rested = time.monotonic() - record.info.get("rests_since", time.monotonic())
    if rested > RESTED_SECONDS:
        try:
            db.engine.dialect.do_ping(connection)
        except db.engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error


def _engine_options(address: str) -> dict[str, Any]:
    if address.startswith("sqlite"):
        return {"connect_args": {"timeout": BUSY_SECONDS}}
    return {
        "connect_args": {"connect_timeout": BUSY_SECONDS, "options": POSTGRES_OPTIONS},
    }


def init_app(app: Flask) -> None:
    """Connect the site to its database; `migrations/` is found beside the templates."""
    address = app.config["SQLALCHEMY_DATABASE_URI"].replace("postgres://", "postgresql://", 1)
    app.config["SQLALCHEMY_DATABASE_URI"] = address
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(address))
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["ROOT"] / "migrations"))
    with app.app_context():
        _on_connecting(app)
