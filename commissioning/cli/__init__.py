"""The command line: migrate, admin, import, export, worker, tick, backup, restore, healthcheck."""

import argparse
import contextlib
import logging
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from threading import Event as Signal
from urllib.parse import urlsplit
from urllib.request import urlopen

from flask import current_app
from flask_migrate import upgrade
from sqlalchemy.exc import DBAPIError

import commissioning
from commissioning.cli import demo, exports, imports
from commissioning.config import UnsafeSettings
from commissioning.core import mail, security, transactions
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.files import operations as files
from commissioning.files import store
from commissioning.people import operations as people
from commissioning.people.models import PostKind
from commissioning.places import operations as place_operations
from commissioning.places import queries as places

log = logging.getLogger("commissioning")
PAUSE = 2.0  # seconds between two looks into an empty outbox
TIDY_EVERY = 3600.0


def migrate(_options: argparse.Namespace) -> None:
    """Bring the database to the newest form. Safe to run again."""
    upgrade(directory=str(current_app.config["ROOT"] / "migrations"))
    print("The database is up to date.")


def admin(options: argparse.Namespace) -> None:
    """Make somebody an administrator; the first one on an empty site gets a council to set up."""
    if not places.councils():
        with transactions.saved():
            place_operations.create_council("New Council", by=None)
    found = [each for each in places.councils() if options.council in ("", each.short_name)]
    if len(found) != 1:
        names = ", ".join(each.short_name for each in places.councils())
        raise SystemExit(f"Name the council with --council: {names}.")
    with transactions.saved():
        name = options.name or options.email.partition("@")[0]
        person = people.person_at(options.email, name)
        people.give_post(person, found[0], PostKind.ADMINISTRATOR, by=None)
    print(f"{options.email} is an administrator. They sign in at /sign-in with a link by e-mail.")


def tick(_options: argparse.Namespace) -> None:
    """Take every step that time takes, once."""
    taken = take_due_steps()
    print(f"{taken} steps taken.")
    print(f"{files.sweep()} files dropped that nothing speaks of.")


def take_due_steps() -> int:
    """Take the steps of all chapters that are due; each in a transaction of its own."""
    taken = 0
    for due, take in commissioning.CLOCKS:
        for number in due():
            try:
                with transactions.saved():
                    taken += bool(take(number))
            except Refused as refusal:  # another worker or a person was quicker
                log.info("%s was not taken: %s", take.__name__, refusal)
    return taken


def worker(options: argparse.Namespace) -> None:
    """Send mail and take the steps that time takes, until told to stop."""
    stop = Signal()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    tidied = 0.0
    while not stop.is_set():
        busy = _one_round()
        if time.monotonic() - tidied > TIDY_EVERY:
            tidied = time.monotonic()
            tidy()
        if options.once and not busy:
            return
        if not busy:
            stop.wait(PAUSE)


def _one_round() -> bool:
    """Send one mail, or take what is due. Returns whether there may be more mail at once."""
    try:
        if mail.send_next():
            return True
        take_due_steps()
    except DBAPIError:
        log.exception("the worker waits for the database")
    finally:
        db.session.remove()
    return False


def tidy() -> None:
    """Forget old housekeeping rows, and files that nothing speaks of."""
    with transactions.saved():
        transactions.tidy()
        security.tidy()
        files.sweep()


def backup(options: argparse.Namespace) -> None:
    """Write a copy of the database that is whole even while the site writes, and of the files."""
    target = Path(options.file)
    if target.exists():
        raise SystemExit(f"{target} exists already. Choose a new name.")
    if db.engine.dialect.name == "sqlite":
        with contextlib.closing(sqlite3.connect(_sqlite_file())) as source:
            source.execute("VACUUM INTO ?", (str(target),))
    else:
        _run_postgres_tool("pg_dump", "--format=custom", f"--file={target}")
    with tarfile.open(_files_beside(target), "x") as packed:  # after the rows that speak of them
        if store.folder().is_dir():
            packed.add(store.folder(), ".")
    print(f"Saved to {target} and {_files_beside(target)}.")


def restore(options: argparse.Namespace) -> None:
    """Put a copy in place of an empty database and an empty folder. Overwrites nothing."""
    source = Path(options.file)
    if not source.is_file():
        raise SystemExit(f"There is no file {source}.")
    packed = _files_beside(source)
    if packed.is_file() and any(store.folder().glob("*")):
        raise SystemExit(f"{store.folder()} holds files. Move them away first.")
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(source)
    else:
        _run_postgres_tool("pg_restore", "--exit-on-error", "--no-owner", str(source))
    if packed.is_file():
        with tarfile.open(packed) as kept:
            kept.extractall(store.folder(), filter="data")
    print("Restored.")


def _files_beside(database: Path) -> Path:
    return database.with_name(f"{database.name}.files.tar")


def _restore_sqlite(source: Path) -> None:
    target = Path(_sqlite_file())
    if target.exists() and target.stat().st_size:
        raise SystemExit(f"{target} holds data. Stop the site and move the file away first.")
    with (
        contextlib.closing(sqlite3.connect(source)) as copy,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise SystemExit(f"{source} is damaged. Nothing was changed.")
        copy.backup(new)


def _sqlite_file() -> str:
    return db.engine.url.database or ""


def _run_postgres_tool(tool: str, *arguments: str) -> None:
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    which = [f"--dbname={address}"] if tool == "pg_restore" else [address]
    done = subprocess.run([tool, *which, *arguments], check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise SystemExit(f"{tool} failed; see above.")


def healthcheck(_options: argparse.Namespace) -> None:
    """Exit with 0 when the running site says that it is well."""
    address = current_app.config["SITE_ADDRESS"] + "/healthz"
    if urlsplit(address).scheme not in {"http", "https"}:
        raise SystemExit("SITE_ADDRESS must start with http:// or https://")
    with urlopen(address, timeout=5) as answer:  # noqa: S310 - checked above
        print(answer.read().decode())


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser("commissioning", description=commissioning.__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, what: object) -> argparse.ArgumentParser:
        each = commands.add_parser(name, help=what.__doc__, description=what.__doc__)
        each.set_defaults(what=what)
        return each

    command("migrate", migrate)
    make_admin = command("admin", admin)
    make_admin.add_argument("email")
    make_admin.add_argument("--name", default="", help="their name; else the start of the address")
    make_admin.add_argument("--council", default="", help="the council's short name")
    imports.add(commands)
    exports.add(commands)
    demo.add(commands)
    command("tick", tick)
    command("worker", worker).add_argument("--once", action="store_true", help="stop when idle")
    command("backup", backup).add_argument("file")
    command("restore", restore).add_argument("file")
    command("healthcheck", healthcheck)
    return top


def main() -> int:
    """Run one command inside the site's own settings. Returns the exit code."""
    options = parser().parse_args()
    try:
        with commissioning.create_app().app_context():
            options.what(options)
    except (UnsafeSettings, Refused) as trouble:
        raise SystemExit(str(trouble)) from trouble
    return 0


if __name__ == "__main__":
    sys.exit(main())
