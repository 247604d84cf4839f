"""Who gets what answer: every address and method, for every role, at home and at another council.

`python -m tests.architecture.permissions` writes permissions.txt, which people read and agree to.
"""

import hashlib
import re
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from inspect import signature
from pathlib import Path
from typing import Any

from flask import session
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import NoResultFound
from werkzeug.routing import AnyConverter

from commissioning import create_app
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere, Refused
from commissioning.people.models import Person, Visitor
from tests.architecture.world import AWAY, AWAY_ROLES, HOME, NOW, ROLES, World
from tests.conftest import migrated, settings

# Addresses with a secret or a number that belongs to the installation, not to a council.
OF_NO_COUNCIL = {
    "follows.stop",
    "home.demo_mail_text",
    "home.look_round",
    "people.open_link",
    "proposals.short_address",
}
# What some pages need to be asked.
QUERIES = {
    "proposals.choose_versions": "?first=1&second=2",
    "proposals.result": "?place=2&idea=It&group=no&land=yes&help=no",
}
AGREED = Path(__file__).parent / "permissions.txt"
HOUSEKEEPING = {"sent_form", "tries", "open_editor", "case_lock"}
OPEN, SIGN_IN, REFUSED, INSIDE, NOT_THERE, NOT_NOW = ".s-x0!"
MEANING = f"""\
{OPEN}  opens, or takes what is sent
{SIGN_IN}  goes to the sign-in page
{REFUSED}  refused at the door, with the reason
{INSIDE}  comes in by the address's rule, and is refused further on
{NOT_NOW}  may do this, but it cannot be done as things stand
{NOT_THERE}  is not there
"""


@dataclass(frozen=True)
class Cell:
    """One request by one role: what came back, and whether anything was written."""

    letter: str
    status: int
    text: str
    wrote: bool


@dataclass(frozen=True)
class Route:
    """One address with one method, filled with values of the world."""

    name: str
    endpoint: str
    method: str
    path: str
    view: Any
    scene: dict  # values of the world that belong together, those of the address among them
    reasons: dict  # role -> why the door's rule turns them away, or None
    away: dict  # the same at the other council; empty where the address names one thing

    @property
    def row(self):
        """The words its row of the table begins with."""
        return f"{self.method} {self.name}"


class Stage:
    """A site with one of everything, where anybody in any role can be seen to ask for a page."""

    def __init__(self, site):
        self.site = site
        with site.app_context():
            self.world = World()
            with clock.set_to(NOW):
                self.people = {role: self._person(role) for role in ROLES}
                self.missing = []
                self.routes = list(self._routes())
            db.session.remove()
        self._sign_in()

    def _person(self, role):
        number = self.world.people[role]
        if number is None:
            return Visitor()
        person = db.session.get_one(Person, number)
        person.acting_as = "resident" if role == "officer as resident" else None
        return person

    def _sign_in(self):
        with self.site.test_request_context():
            self.token, raw = generate_csrf(), session["csrf_token"]
        serializer = self.site.session_interface.get_signing_serializer(self.site)
        self.cookies = {
            role: serializer.dumps(
                {"csrf_token": raw, "_fresh": True}
                | ({"_user_id": self.world.keys[role]} if role in self.world.keys else {})
            )
            for role in ROLES
        }

    # The routes

    def _routes(self):
        for address in sorted(self.site.url_map.iter_rules(), key=lambda each: each.rule):
            if address.endpoint == "static":
                continue
            for method in sorted(address.methods - {"HEAD", "OPTIONS"}):
                found = next(self.openings(address, method), None)
                if found is None:
                    self.missing.append(f"{method} {address.rule}")
                else:
                    yield found

    def openings(self, address, method):
        """This address with this method, filled by each scene that opens it to somebody."""
        view = self.site.view_functions[address.endpoint]
        for path, values, scene in self._paths(address):
            reasons = self._reasons(view, values, self.world.council.id)
            if reasons is not None and None in reasons.values():
                away = {}
                if not names_one_thing(address):
                    away = self._reasons(view, values, self.world.elsewhere.id)
                name = _short(address)
                yield Route(name, address.endpoint, method, path, view, scene, reasons, away)

    def _paths(self, address):
        for scene in self.world.scenes_for(address.endpoint):
            values = {**_first_options(address), **scene}
            try:
                _subdomain, path = address.build(
                    {name: values[name] for name in address.arguments}, append_unknown=False
                )
            except (KeyError, ValueError, TypeError):
                continue
            yield path, {name: values[name] for name in address.arguments}, values

    def _reasons(self, view, values, council_id):
        if not hasattr(view, "of"):
            door = {"everyone": None, "signed in": "Sign in first"}[view.access]
            return {r: None if p.is_authenticated else door for r, p in self.people.items()}
        wanted = signature(view.of).parameters
        known = {name: values[name] for name in wanted if name in values}
        if "council_id" in wanted:
            known["council_id"] = council_id
        try:
            thing = view.of(**known)
        except (NotHere, NoResultFound, Refused):
            return None
        why_not = view.rule.why_not if view.rule else lambda *_: None
        return {role: why_not(person, thing) for role, person in self.people.items()}

    def send(self, role, method, address, host=HOME, **options):
        """One request as this role."""
        with clock.set_to(NOW), self.site.app_context():
            response = self.site.test_client(use_cookies=False).open(
                address,
                base_url=f"http://{host}",
                method=method,
                headers={"Cookie": f"session={self.cookies[role]}"},
                **options,
            )
            db.session.remove()
        return response


class Matrix(Stage):
    """A stage put back as it was after each request that wrote."""

    def __init__(self, site, file):
        super().__init__(site)
        self.kept = sqlite3.connect(":memory:")
        self.live = sqlite3.connect(file)
        self.live.backup(self.kept)
        self.before = self._everything()
        self.version = self._version()

    def ask(self, route, role, host=HOME):
        """Send this route's request as this role; a POST carries nothing but its keys."""
        form = {"csrf_token": self.token} if route.method == "POST" else None
        address = route.path + QUERIES.get(route.endpoint, "")
        response = self.send(role, route.method, address, host, data=form)
        reasons = route.reasons if host == HOME else route.away
        return self._cell(reasons.get(role), role, response)

    def _cell(self, reason, role, response):
        status, to = response.status_code, response.location or ""
        letter = {403: INSIDE, 404: NOT_THERE, 409: NOT_NOW, 410: NOT_THERE}.get(status, OPEN)
        if status == 403 and reason is not None:
            letter = REFUSED
        if status in {302, 303} and to.startswith("/sign-in") and role == "visitor":
            letter = SIGN_IN if "/sent" not in to else OPEN
        return Cell(letter, status, response.get_data().decode(errors="replace"), self._put_back())

    def _version(self):
        return self.live.execute("PRAGMA data_version").fetchone()

    def _put_back(self):
        """Whether the request changed any row but housekeeping; if so, undo it."""
        if self._version() == self.version:
            return False
        wrote = self._everything() != self.before
        self.kept.backup(self.live)
        self.version = self._version()
        return wrote

    def _everything(self):
        """A fingerprint of every row of every table that people's acts can change."""
        whole = hashlib.sha256()
        tables = self.live.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in sorted(tables):
            if table not in HOUSEKEEPING:
                for row in self.live.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608
                    whole.update(repr((table, row)).encode())
        return whole.hexdigest()

    def close(self):
        self.live.close()
        self.kept.close()


def names_one_thing(address):
    """Does this address name a thing of a council?"""
    converters = address._converters.values()
    has_value = any(not isinstance(each, AnyConverter) for each in converters)
    return has_value and address.endpoint not in OF_NO_COUNCIL


def _first_options(address):
    return {
        name: min(each.items)
        for name, each in address._converters.items()
        if isinstance(each, AnyConverter)
    }


def _short(address):
    return re.sub(r"<[^>]*:(\w+)>", r"<\1>", address.rule)


def line(matrix, route, host):
    """One row of the table."""
    cells = [matrix.ask(route, role, host) for role in WHO[host]]
    if broken := [cell for cell in cells if cell.status >= 500]:
        raise RuntimeError(f"{route.row} broke: {broken[0].text}")
    return f"{route.method:4} {route.name:72} {in_fives(cell.letter for cell in cells)}"


def in_fives(letters):
    """Letters in groups that the eye can count."""
    return re.sub(r"(.{5})", r"\1 ", "".join(letters)).rstrip()


def table(matrix):
    """The whole text: what the letters mean, who is who, and a row for each address."""
    who = [f"{n:2}  {role}" for n, role in enumerate(ROLES, 1)]
    at_home = [line(matrix, route, HOME) for route in matrix.routes]
    away = [line(matrix, route, AWAY) for route in matrix.routes if route.away]
    parts = [
        MEANING,
        *who,
        "",
        heading(HERE, ROLES),
        *at_home,
        "",
        heading(THERE, AWAY_ROLES),
        *away,
    ]
    return "\n".join(parts) + "\n"


WHO = {HOME: ROLES, AWAY: AWAY_ROLES}
HERE = "At their own council"
THERE = "At another council; an address with a number of ours is not there, for anybody"


def heading(words, roles):
    """The heading of a part, with the numbers of the roles above their letters."""
    numbers = [f"{ROLES.index(role) + 1:2}" for role in roles]
    rows = (in_fives(number[at] for number in numbers) for at in (0, 1))
    return "\n".join([words, *(f"{'':77} {row}" for row in rows)])


@contextmanager
def matrix_in(folder, template):
    """A matrix on a copy of a migrated database."""
    file = Path(folder) / "site.db"
    shutil.copy(template, file)
    site = create_app(settings(f"sqlite:///{file}"))
    site.config["UNLIMITED"] = True
    matrix = Matrix(site, file)
    try:
        yield matrix
    finally:
        matrix.close()
        with site.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "template.db"
        migrated(f"sqlite:///{template}")
        with matrix_in(folder, template) as matrix:
            if matrix.missing:
                raise SystemExit("Add to the world: " + ", ".join(matrix.missing))
            AGREED.write_text(table(matrix))
