"""The forms of the site, as they are found on its pages, with a good answer for each box."""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from werkzeug.exceptions import HTTPException

from tests.architecture.world import ROLES

FRAME = {"csrf_token", "once"}
SOME = ("visitor", "resident", "neighbour", "writer", "member", "officer")
GOOD = {
    "words": "Because many people here need it",
    "number": "12",
    "postcode": "AM1 2BX",
    "day": "20",
    "month": "6",
    "year": "2027",
}
# A button, or a tick at most, on a page that nobody sees as things stand.
BUTTONS = {
    "agreements.find_mutual",
    "approvals.move",
    "approvals.open_waiting",
    "approvals.take_over",
    "approvals.score",  # the boxes of approvals.agree, which are tried
    "commissions.publish_draft",
    "follows.stop",
    "groups.check",
    "groups.send_again",
    "proposals.ask_to_send",
    "proposals.send_support_link_again",
    "votes.agree_paper",
    "votes.check",
}
# Forms in the middle of what people do, on pages that nobody sees as things stand.
BY_HAND = {
    "approvals.hand_over": {"owner": "hidden"},
    "approvals.name_provider": {
        "provider": "words", "how_chosen": "words",
        "starts_on-day": "day", "starts_on-month": "month", "starts_on-year": "year",
        "ends_on-day": "day", "ends_on-month": "month", "ends_on-year": "year",
    },
    "home.bring_in_areas": {"kind": "hidden", "text": "hidden"},
    "home.bring_in_places": {"kind": "hidden", "text": "hidden"},
    "votes.cast": {"choice": "hidden"},
    "votes.publish": {"happens_next": "words"},
}  # fmt: skip
GOOD_FILE = (b"type,name\nlibrary,Old Baths\n", "places.csv")


@dataclass
class Box:
    """Something to fill in: its name, its kind, and good answers."""

    name: str
    kind: str
    good: list[str]

    @property
    def sort(self):
        """Boxes of one sort differ only by a number in their names, as the rows of a table do."""
        return self.kind, re.sub(r"\d+", "", self.name)


@dataclass
class Form:
    """A form, the rule of the address it is sent to, and who found it on which page."""

    rule: str
    action: str
    role: str
    page: str
    has_file: bool
    boxes: list[Box]

    @cached_property
    def own(self):
        """The boxes but for those that every form has."""
        return [box for box in self.boxes if box.name not in FRAME]

    @property
    def answers(self):
        """Good answers to everything, by name."""
        return {
            box.name: (BytesIO(GOOD_FILE[0]), GOOD_FILE[1]) if box.kind == "file" else box.good
            for box in self.boxes
        }


def find(stage, rule):
    """The form that is sent to this rule, on the nearest page that shows it; or None."""
    if rule.endpoint in BUTTONS:
        return None
    if rule.endpoint in BY_HAND:
        return _by_hand(stage, stage.ways(rule)[0])
    return next(found(stage, rule), None)


def found(stage, rule):
    """Each form that is sent to this rule, as it is found on pages: the nearest first."""
    for route in stage.ways(rule):
        for form in _forms_about(stage, rule, route):
            if form.rule == rule.rule:
                yield form


def buttons(stage, rule):
    """Each form of this rule that is nothing but a button, by who may send it."""
    frame = [Box("csrf_token", "hidden", [stage.token]), Box("once", "hidden", ["by-hand"])]
    for route in stage.ways(rule):
        for role in _allowed(route):
            yield Form(rule.rule, route.path, role, "no page", False, frame)


def _forms_about(stage, rule, route):
    for page in _pages_about(stage.site, rule, route.scene):
        for role in _allowed(route):
            yield from forms_on(stage, role, page)


def _allowed(route):
    """Who may send this form; a few of them, when nearly everybody may."""
    allowed = [role for role in ROLES if route.reasons[role] is None]
    return [role for role in allowed if len(allowed) < len(ROLES) / 2 or role in SOME]


def _by_hand(stage, route):
    frame = [Box("csrf_token", "hidden", [stage.token]), Box("once", "hidden", ["by-hand"])]
    own = [Box(name, kind, [GOOD.get(kind, "")]) for name, kind in BY_HAND[route.endpoint].items()]
    allowed = _allowed(route)
    role = "neighbour" if "neighbour" in allowed else allowed[0]
    return Form(route.name, route.path, role, "no page", False, frame + own)


def forms_on(stage, role, path):
    """The forms that this role sees on a page."""
    answer = stage.seen(role, path)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    return forms_in(stage.site, role, path, answer.text)


def forms_in(site, role, path, html):
    """The forms in the text of a page."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        Form(
            _rule(site, urljoin(path, form["action"])),
            urljoin(path, form["action"]),
            role,
            path,
            form.get("enctype") == "multipart/form-data",
            list(_boxes(form)),
        )
        for form in soup.select("form[method=post]")
    ]


def _pages_about(site, rule, scene):
    """Pages about the same things: the form's own address first, then those of its chapter."""

    def far(page):
        return (page.rule != rule.rule) + (_chapter(page) != _chapter(rule))

    pages = [each for each in site.url_map.iter_rules() if "GET" in each.methods]
    for page in sorted(pages, key=far):
        if page.arguments <= set(scene) and (page.arguments or _chapter(page) == _chapter(rule)):
            with suppress(ValueError):  # a name that other pages have
                yield page.build(scene, append_unknown=False)[1]


def _chapter(rule):
    return rule.endpoint.partition(".")[0]


def _rule(site, address):
    """The rule that a form is sent to; empty when there is none."""
    path = address.partition("?")[0]
    try:
        return site.url_map.bind("localhost").match(path, "POST", return_rule=True)[0].rule
    except HTTPException:
        return ""


def _boxes(form):
    names = set()
    for each in form.select("input[name], textarea[name], select[name], button[name]"):
        if each["name"] not in names:
            names.add(each["name"])
            yield Box(each["name"], _kind(each), _good(form, each))


def _kind(box):
    if part := re.search("-(day|month|year)$", box["name"]):
        return part[1]
    if "postcode" in box["name"]:
        return "postcode"
    if box.get("inputmode") in {"numeric", "decimal"}:
        return "number"
    kind = box.get("type", "") if box.name == "input" else box.name
    if kind in {"radio", "checkbox", "select"}:
        return "choice"
    if kind in {"submit", "button"}:
        return "hidden"
    return kind if kind in {"email", "hidden", "file"} else "words"


def _good(form, box):
    kind = _kind(box)
    if box.get("type") in {"radio", "checkbox"}:
        return [form.select_one(f"input[name='{box['name']}']").get("value", "on")]
    if box.name == "select":
        options = [*box.select("option[selected]"), *box.select("option")]
        return [next((each["value"] for each in options if each.get("value")), "")]
    if kind == "hidden":
        return [box.get_text() if box.name == "textarea" else box.get("value", "")]
    stands = box.get_text() if box.name == "textarea" else box.get("value", "")
    return [stands.strip() or _typed(box["name"], kind)]


def _typed(name, kind):
    return f"{name}@example.org" if kind == "email" else GOOD.get(kind, "")
