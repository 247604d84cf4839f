"""What templates may use: dates and money in plain words, the navigation, and a form's key."""

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from flask import Flask, current_app, g, has_request_context, request, url_for
from flask.templating import Environment as FlaskEnvironment
from flask_login import current_user
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from commissioning.core import desk, text
from commissioning.core.access import may_open
from commissioning.core.clock import LONDON
from commissioning.core.forms import errors_of
from commissioning.core.forms.drawing import component
from commissioning.core.mail import site_address
from commissioning.core.rules import Rule

UNKNOWN = "not known"
SOME_ROW = SimpleNamespace(id=0, slug="any")  # stands for any row in the pattern of an address
NOBODY = SimpleNamespace(is_authenticated=False, is_staff=False, name="")

# (endpoint, words), in the order of the page; what has no page yet is left out.
NAVIGATION = (
    ("places.neighbourhoods", "Neighbourhoods"),
    ("places.index", "Places"),
    ("proposals.index", "Proposals"),
    ("commissions.index", "Commissions"),
    ("votes.index", "Votes"),
    ("mutuals.index", "Mutuals"),
)
STAFF = (("approvals.queue", "Your work"),)
DESK = (  # “Your work” and the pages under it, for those who may open them
    ("approvals.queue", "Your work"),
    ("approvals.to_decide", "Decisions to make"),
    ("groups.queue", "Groups to check"),
    ("votes.work", "Run votes"),
    ("commissions.work", "Commissions that run"),
    ("people.addresses", "Address checks"),
    ("proposals.support_sheets", "Paper support sheets"),
    ("reviews.work", "Reviews and complaints"),
    ("reports.work", "Reports of mutuals"),
    ("packs.work", "Information packs"),
    ("kinds.work", "Competitions"),
    ("concerns.work", "Concerns about mutuals"),
    ("corrections.work", "Corrections to check"),
    ("flags.work", "Comments to check"),
    ("rights.work", "Requests under a right"),
    ("home.set_up", "Set up your council"),
)
SIGNED_IN = (("people.account", "Your account"),)
SIGNED_OUT = (("people.sign_in", "Sign in"),)
FOOTER = (
    ("home.help", "Help"),
    ("home.other_ways", "Other ways to take part"),
    ("home.contact", "Contact"),
    ("home.accessibility", "Accessibility"),
    ("home.privacy", "Privacy"),
    ("groups.index", "Groups"),
    ("approvals.decisions", "Decisions"),
    ("opendata.index", "Data"),
    ("record.index", "Public record"),
)


class Templates(FlaskEnvironment):
    """Flask's templates. Jinja wraps the globals once more for each template, and then compares
    the two, slowly, at every import of a macro; ours have nothing to add to them."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: all of them the same, unless it asks for more."""
        return super().make_globals(d) if d else self.globals


def day_in_london(moment: date) -> date:
    """The day on London's calendar of a moment or a day."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


def in_words(moment: date | None) -> str:
    """23 November 2026."""
    if moment is None:
        return UNKNOWN
    day = day_in_london(moment)
    return f"{day.day} {day:%B %Y}"


def with_day(moment: date | None) -> str:
    """Monday 23 November 2026: where a person must act."""
    return UNKNOWN if moment is None else f"{day_in_london(moment):%A} {in_words(moment)}"


def short_date(moment: date | None) -> str:
    """23 Nov 2026: only in tables and queues."""
    if moment is None:
        return UNKNOWN
    day = day_in_london(moment)
    return f"{day.day} {day:%b %Y}"


def hour(moment: datetime) -> str:
    """5pm, 5:30pm, midday or midnight, in London."""
    there = moment.astimezone(LONDON)
    if there.minute == 0 and there.hour in {0, 12}:
        return "midday" if there.hour else "midnight"
    minutes = f":{there.minute:02}" if there.minute else ""
    return f"{there.hour % 12 or 12}{minutes}{'am' if there.hour < 12 else 'pm'}"


def when(moment: datetime | None) -> str:
    """5pm on Wednesday 2 December 2026, in London."""
    return UNKNOWN if moment is None else f"{hour(moment)} on {with_day(moment)}"


def number(value: float | None) -> str:
    """1,000 or 6.8, with a minus sign below zero and at most two figures after the point."""
    if value is None:
        return UNKNOWN
    written = f"{value:,.2f}".rstrip("0").removesuffix(".")
    return written.replace("-", "−")


def money(pence: float | None) -> str:
    """£1,234 or £75.50 or −£6,400, from whole pence."""
    if pence is None:
        return UNKNOWN
    pounds, rest = divmod(abs(round(pence)), 100)
    return ("−" if pence < 0 else "") + f"£{pounds:,}" + (f".{rest:02}" if rest else "")


def percent(share: float | None) -> str:
    """46.5% or 84%, from a share of 1."""
    if share is None:
        return UNKNOWN
    return f"{share * 100:.1f}".removesuffix(".0").replace("-", "−") + "%"


def file_size(count: int) -> str:
    """How big a file is: 12 kB, 3.4 MB. `count`: bytes."""
    if count < 1_000_000:
        return f"{max(round(count / 1000), 1)} kB"
    return f"{count / 1_000_000:.1f} MB"


def plural(count: int, one: str, many: str = "") -> str:
    """1 person, 1,000 people. Without `many`, an s is added."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def may(rule: Rule[Any], thing: Any) -> bool:
    """May the person who is looking at the page?"""
    return rule(current_user, thing)


def why_not(rule: Rule[Any], thing: Any) -> str | None:
    """Why the person who is looking may not, or None."""
    return rule.why_not(current_user, thing)


def has_page(endpoint: str) -> bool:
    """Is there a page with this name in this installation?"""
    return endpoint in current_app.view_functions


def links(table: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    """The links of a table whose pages exist. `current` is "page" here and "true" below it."""
    path = request.path
    return [
        {"href": href, "words": words, "current": _current(href, path)}
        for href, words in _kept(table, lambda: _pages_of(table))
    ]


def _pages_of(table: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(url_for(endpoint), words) for endpoint, words in table if has_page(endpoint)]


def _current(href: str, path: str) -> str:
    if path == href:
        return "page"
    return "true" if path.startswith(f"{href}/") else ""


def address(endpoint: str, **parts: Any) -> str:
    """Flask's url_for. What addresses have in common is made once: a page has dozens of them."""
    if not parts:
        return str(_kept(endpoint, lambda: url_for(endpoint)))
    name, thing = next(iter(parts.items()))
    if len(parts) > 1 or not hasattr(thing, "id"):
        return url_for(endpoint, **parts)
    before, after = _kept((endpoint, name), lambda: _around(endpoint, name))
    return f"{before}{thing.id}-{thing.slug}{after}"


def _around(endpoint: str, name: str) -> tuple[str, str]:
    """What stands before and after a row's number and slug in an address about it."""
    row: dict[str, Any] = {name: SOME_ROW}
    before, _, after = url_for(endpoint, **row).partition("0-any")
    return before, after


def _kept(key: object, make: Callable[[], Any]) -> Any:
    """What `make` gives, made once for the site as it is reached under this root."""
    made: dict[Any, Any] = current_app.extensions["addresses"]
    where = (request.script_root, key)
    if where not in made:
        made[where] = make()
    return made[where]


def panels(thing: Any) -> list[Markup]:
    """What later chapters show of a thing on this page, as commissioning/__init__.py lists."""
    draws = current_app.extensions["panels"].get(request.endpoint, ())
    drawn = (draw(thing, current_user) for draw in draws)
    return [text.drawn(each) for each in drawn if each]


def new_key() -> str:
    """A key of a form's own: sent twice, the form happens once."""
    return uuid4().hex


def once_key(action: str) -> str:
    """The key for a form drawn now; one shown again after an error keeps the key it was sent with.

    Only the first form on the page with the address that was sent to keeps it; others are new.
    """
    sent = request.form.get("once", "")[:64]
    if not sent or action.split("?")[0] != request.path or "key_is_drawn" in g:
        return new_key()
    g.key_is_drawn = True
    return sent


def govuk() -> Callable[[str, dict[str, Any]], Markup]:
    """Draw a component of the GOV.UK Design System: `govuk("input", {...})`.

    Its templates read attributes that are not there, which ours may not, so they live in an
    environment of their own.
    """
    own = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    environment = Environment(loader=own, autoescape=True, undefined=ChainableUndefined)

    def draw(name: str, parameters: dict[str, Any]) -> Markup:
        template = f"govuk_frontend_jinja/components/{name}/macro.html"
        macro = "govuk" + name.title().replace("-", "")
        return getattr(environment.get_template(template).module, macro)(parameters)  # type: ignore[no-any-return]

    return draw


def fingerprints(folder: Path) -> Mapping[str, str]:
    """A short fingerprint of every file for browsers, so that they may keep them for a year."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in files
    }


def asset(known: Mapping[str, str], filename: str) -> str:
    """The address of a file for browsers, with its fingerprint."""
    return f"{request.script_root}{current_app.static_url_path}/{filename}?v={known[filename]}"


def _who() -> tuple[Any, Any]:
    """The council and the person; nobody when the database is gone and a page must say so."""
    try:
        council = current_app.extensions.get("current_council", lambda: None)()
        return council, current_user if current_user.is_authenticated else NOBODY
    except DBAPIError:
        return None, NOBODY


def _frame() -> dict[str, Any]:
    """What the frame of every page shows: the council, the person, and where they can go."""
    if not has_request_context():
        return {}  # the text of a mail, written by the command line, the worker or the demo
    if "frame" not in g:  # a page is made of several templates
        g.frame = _made()
    return dict(g.frame)


def _made() -> dict[str, Any]:
    council, person = _who()
    staff = STAFF if getattr(person, "is_staff", False) else ()
    account = SIGNED_IN if person.is_authenticated else SIGNED_OUT
    return {
        "council": council,
        "person": person,
        "navigation": links(NAVIGATION),
        "account_links": links(staff + account),
        "desk_links": _desk(council, person),
        "footer_links": links(FOOTER),
    }


def _desk(council: Any, person: Any) -> list[dict[str, str]]:
    """On a page under “Your work”, the ways to the others; “Your work” itself says more of them."""
    here = request.endpoint in {endpoint for endpoint, _words in DESK[1:]}
    if not (here and council and getattr(person, "is_staff", False)):
        return []
    return links(_open_desk(council))


def _open_desk(council: Any) -> tuple[tuple[str, str], ...]:
    return tuple(each for each in DESK if may_open(each[0], council.id))


def workplaces() -> list[dict[str, Any]]:
    """Where the person who is asking works for the council, and how much waits in each place.

    `waiting` is 0 where nothing waits and where nothing is counted.
    """
    council = _frame()["council"]
    if council is None:
        return []
    found, counts = _open_desk(council), current_app.extensions["waiting"]
    owed = desk.waiting(council.id)
    waiting = [
        counts[each](council.id) if each in counts else owed.get(each, 0) for each, _words in found
    ]
    return [{**link, "waiting": n} for link, n in zip(links(found), waiting, strict=True)]


FILTERS = {
    "date": in_words,
    "day": with_day,
    "file_size": file_size,
    "hour": hour,
    "html": text.shown,
    "money": money,
    "number": number,
    "percent": percent,
    "plural": plural,
    "short_date": short_date,
    "when": when,
}


def init_app(app: Flask) -> None:
    """Give the templates their words, and the frame of every page its contents."""
    app.extensions["addresses"] = {}
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals.update(
        asset=partial(asset, fingerprints(Path(app.static_folder or ""))),
        component=component,
        errors_of=errors_of,
        govuk=govuk(),
        has_page=has_page,
        may=may,
        new_key=new_key,
        once_key=once_key,
        panels=panels,
        plural=plural,
        site_address=site_address,
        url_for=address,
        why_not=why_not,
        workplaces=workplaces,
    )
    app.context_processor(_frame)
