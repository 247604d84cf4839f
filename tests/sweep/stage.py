"""The stage of the permission matrix on either engine, put back after whatever was saved."""

import logging
import shutil
import sqlite3
from contextlib import closing, contextmanager
from functools import cache

from sqlalchemy import event

from commissioning import create_app
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people import operations as people
from commissioning.people.session import letter_code
from tests import postgres
from tests.architecture.permissions import Stage
from tests.architecture.world import NOW, ROLES
from tests.conftest import settings
from tests.sweep.forms import find


class Sweep(Stage):
    """A stage that counts how often anything was saved."""

    def __init__(self, site):
        super().__init__(site)
        self._print_a_letter()
        with site.app_context():
            self.engine = db.engine
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.kept = self._copy()
        self.saved = 0
        event.listen(self.engine, "commit", self._note)
        self.seen = cache(lambda role, path: self.send(role, "GET", path))
        self.forms = {}

    def _print_a_letter(self):
        """Somebody can enter the code in it."""
        with self.site.app_context(), clock.set_to(NOW), saved():
            member = self._person("member")
            letter = people.ask_for_letter(member, "2 Row", "AM1 2BX", member.neighbourhood)
            letter.printed_at = NOW
            self.code = letter_code(letter.nonce)

    def form_for(self, rule):
        """The form that is sent to a rule, as it is found on a page; None when it is on none."""
        if rule.rule not in self.forms:
            self.forms[rule.rule] = find(self, rule)
            self.put_back()  # what a page notes about who looks at it: nobody else may write then
        return self.forms[rule.rule]

    def ways(self, rule):
        """Where this rule's form is sent to, in each scene that opens the address to somebody."""
        with self.site.app_context(), clock.set_to(NOW):
            self.people = {role: self._person(role) for role in ROLES}
            found = list(self.openings(rule, "POST"))
            db.session.remove()
        return found

    def _note(self, _connection):
        self.saved += 1

    def put_back(self):
        """Everything as it was before the sweep."""
        if not self.saved:
            return
        if self.is_sqlite:
            with closing(sqlite3.connect(self.engine.url.database)) as live:
                self.kept.backup(live)
        else:
            self.engine.dispose()
            server = postgres.server()
            server.refill(server.address(self.engine.url.database), self.kept)
        self.saved = 0

    def _copy(self):
        self.engine.dispose()
        if not self.is_sqlite:
            server = postgres.server()
            return server.contents(server.address(self.engine.url.database))
        memory = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.engine.url.database)) as live:
            live.backup(memory)
        return memory

    def close(self):
        """Let go of what was kept."""
        self.engine.dispose()
        if self.is_sqlite:
            self.kept.close()


@contextmanager
def staged(template, folder):
    """A stage on a copy of a template: the file of one on SQLite, the name of one on PostgreSQL."""
    if template == "template":
        address = postgres.server().copy(template)
    else:
        address = f"sqlite:///{shutil.copy(template, folder / 'site.db')}"
    site = create_app(settings(address))
    site.config |= {"UNLIMITED": True, "PROPAGATE_EXCEPTIONS": False}
    logging.getLogger("commissioning").disabled = True
    made = Sweep(site)
    yield made
    logging.getLogger("commissioning").disabled = False
    made.close()
    if not made.is_sqlite:
        postgres.server().drop(address)
