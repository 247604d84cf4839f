"""Every test gets its own database, copied from one that was migrated once, and its own site.

Journeys and operations run on SQLite and on PostgreSQL; what does not touch an engine's ways runs
on SQLite alone.
"""

import os
import shutil
from contextlib import contextmanager
from functools import cache
from tempfile import gettempdir

import pytest
from flask_migrate import upgrade
from sqlalchemy import Engine, event

from commissioning import create_app
from commissioning.config import Settings
from commissioning.core.database import db
from tests import postgres
from tests.browser import Browser
from tests.chromium import Tab, served, started

FILES = f"{gettempdir()}/commissioning-test-files-{os.getpid()}"
SECRET = "a-long-secret-for-tests-0123456789"
BOTH = (
    "journeys",
    "test_operations",
    "test_transactions",
    "test_history",
    "test_mail",
    "test_whole_story",
    "test_clocks",
    "test_kept_pages",
    "test_promises",
    "test_call_in",
    "test_conditions",
    "approvals/test_report",
    "approvals/test_who_may_decide",
    "test_reviews",
)


@pytest.fixture(autouse=True)
def _push_request_context():
    """Switch pytest-flask's one request for a whole test off: it would mix people up."""
    return


def pytest_generate_tests(metafunc):
    chosen = [each.args[0] for each in metafunc.definition.iter_markers("parametrize")]
    if "engine" in metafunc.fixturenames and not any("engine" in names for names in chosen):
        both = any(word in str(metafunc.module.__file__) for word in BOTH)
        metafunc.parametrize("engine", ("sqlite", "postgresql") if both else ("sqlite",))


def settings(address, **changes):
    return Settings(
        SECRET_KEY=SECRET,
        SQLALCHEMY_DATABASE_URI=address,
        **{
            "TESTING": True,
            "SQLITE_SYNCHRONOUS": "OFF",
            "KEEP_PAGES": False,
            "FILES": FILES,
            **changes,
        },
    )


def migrated(address):
    """The address again, when its database is in the newest form."""
    site = create_app(settings(address))
    with site.app_context():
        upgrade(directory=str(site.config["ROOT"] / "migrations"))
        db.session.remove()
        db.engine.dispose()
    return address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    file = tmp_path_factory.mktemp("template") / "site.db"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_template():
    migrated(postgres.server().create("template"))
    return "template"


@pytest.fixture
def address(engine, request):
    """A database that no other test uses meanwhile."""
    if engine == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        file = template.with_name("used.db")
        for left in file.parent.glob(f"{file.name}*"):  # also what was written ahead
            left.unlink()
        shutil.copy(template, file)
        yield f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("postgres_template")
        lent = postgres.server().lend(template)
        yield lent
        postgres.server().give_back(lent, template)


@pytest.fixture
def durable_address(engine, tmp_path):
    """A migrated database on an engine that keeps what it acknowledged, as a real site's does."""
    if engine == "sqlite":
        yield migrated(f"sqlite:///{tmp_path / 'durable.db'}")
    else:
        server = postgres.server(durable=True)
        made = migrated(server.create("durable"))
        yield made
        server.drop(made)


@cache
def site_of(address):
    """A site and what it was told at first: to make one takes longer than most tests."""
    site = create_app(settings(address))
    site.config["UNLIMITED"] = True
    return site, dict(site.config), dict(site.extensions)


@pytest.fixture
def site(address, tmp_path):
    """The site of this test's database, as if it were new."""
    site, config, extensions = site_of(address)
    site.config["FILES"] = str(tmp_path / "files")
    yield site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()
    for now, first in ((site.config, config), (site.extensions, extensions)):
        now.clear()
        now.update(first)


@pytest.fixture
def new_site(address, tmp_path):
    """A site of this test's own, for what cannot be undone: a new address."""
    site = create_app(settings(address))
    site.config |= {"UNLIMITED": True, "FILES": str(tmp_path / "files")}
    yield site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def database(site):
    """The database, open: for factories and for looking. Close with `commit` before a browser."""
    with site.app_context():
        yield db
        db.session.rollback()
        db.session.remove()


@pytest.fixture(scope="session")
def chromium():
    with started() as browser:
        yield browser


@pytest.fixture
def live(site):
    """The site on a port of this machine; its address."""
    with served(site) as address:
        yield address


@pytest.fixture
def tabs(chromium, live):
    """Opens tabs of a real browser: tabs(width=360, scripts=True)."""
    opened = []

    def open_tab(**options):
        opened.append(Tab(chromium, live, **options))
        return opened[-1]

    yield open_tab
    for each in opened:
        each.close()


@pytest.fixture
def browser(site, database):
    return Browser(site)


@pytest.fixture
def queries_of():
    """`with queries_of() as seen:` collects the statements that are sent meanwhile."""

    @contextmanager
    def watch():
        seen = []

        def note(_connection, _cursor, statement, *_others):
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return watch
