"""A browser without a screen: opens pages, fills forms by their labels, presses buttons by their
words, and checks every page it meets.
"""

import re
from collections import Counter
from urllib.parse import urljoin

import html5lib
from bs4 import BeautifulSoup
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import Person
from commissioning.people.operations import begin_session

SPACE = re.compile(r"\s+")


def words_of(element):
    return SPACE.sub(" ", element.get_text(" ")).strip()


class Page:
    """What came back, with what a person could see and do on it."""

    def __init__(self, browser, response):
        self.browser = browser
        self.response = response
        self.status = response.status_code
        self.address = response.request.path
        self.is_html = response.mimetype == "text/html"
        if self.is_html:
            self.soup = BeautifulSoup(response.text, "html5lib")
            check(self.soup, response.text)

    @property
    def heading(self):
        return words_of(self.soup.select_one("h1"))

    @property
    def text(self):
        return words_of(self.soup.select_one("main")) if self.is_html else self.response.text

    @property
    def whole(self):
        return words_of(self.soup.body)

    @property
    def buttons(self):
        """The words on the buttons of the page itself, the frame's left out."""
        return [words_of(each) for each in self.soup.select("main button")]

    @property
    def problems(self):
        """The sentences of the error summary."""
        return [words_of(each) for each in self.soup.select(".govuk-error-summary li")]

    def link(self, words):
        found = [a for a in self.soup.select("a[href]") if words_of(a).startswith(words)]
        assert found, f"no link “{words}” on {self.address}: {self.text[:300]}"
        return urljoin(self.address, found[0]["href"])

    def follow(self, words):
        return self.browser.get(self.link(words))

    def form(self, button):
        """The form a button belongs to, and the button; the page's own come before the frame's."""
        for each in [*self.soup.select("main button"), *self.soup.select("button")]:
            if words_of(each).startswith(button):
                return each.find_parent("form"), each
        raise AssertionError(f"no button “{button}” on {self.address}: {self.buttons}")

    def fields(self, button):
        """What would be sent if the button were pressed now: (name, value) pairs."""
        form, pressed = self.form(button)
        pairs = []
        for each in form.select("input[name], textarea[name], select[name]"):
            pairs += [(each["name"], value) for value in _values(each)]
        if pressed.get("name"):
            pairs.append((pressed["name"], pressed.get("value", "")))
        return form, pairs

    def press(self, button, answers=None, follow=True):
        """Fill in the answers, by label (or, for a choice, label of the group), and press."""
        form, pairs = self.fields(button)
        for label, answer in (answers or {}).items():
            pairs = _fill(form, pairs, label, answer)
        action = urljoin(self.address, form.get("action") or self.address)
        if form.get("method", "get").lower() == "get":
            return self.browser.get(action, query_string=pairs)
        return self.browser.post(action, pairs, follow=follow)


def _values(each):
    if each.name == "textarea":
        return [each.get_text()]
    if each.name == "select":
        chosen = each.select("option[selected]") or each.select("option")[:1]
        return [option.get("value", option.get_text()) for option in chosen]
    if each.get("type") in {"radio", "checkbox"}:
        return [each.get("value", "on")] if each.has_attr("checked") else []
    return [] if each.get("type") == "file" else [each.get("value", "")]


def _fill(form, pairs, label, answer):
    """The pairs with one answer put in."""
    for legend in form.select("fieldset > legend"):
        if words_of(legend).startswith(label):
            return _choose(legend.find_parent("fieldset"), pairs, answer)
    for each in form.select("label"):
        if words_of(each).startswith(label):
            control = form.find(id=each["for"])
            rest = [pair for pair in pairs if pair[0] != control["name"]]
            if control.get("type") == "checkbox":
                return [*rest, (control["name"], control.get("value", "on"))] if answer else rest
            if control.name == "select":
                answer = _option(control, answer)
            return [*rest, (control["name"], answer)]
    raise AssertionError(f"no label “{label}” in {[words_of(x) for x in form.select('label')]}")


def _option(select, words):
    for option in select.select("option"):
        if words_of(option) == words or option.get("value") == words:
            return option.get("value", words)
    raise AssertionError(f"no option “{words}” in {[words_of(o) for o in select.select('option')]}")


def _choose(fieldset, pairs, answer):
    """Radios and tick boxes by their words; dates as (day, month, year)."""
    boxes = fieldset.select("input[type=radio], input[type=checkbox]")
    if not boxes:
        parts = fieldset.select("input")
        names = {each["name"] for each in parts}
        rest = [pair for pair in pairs if pair[0] not in names]
        return rest + [(each["name"], str(part)) for each, part in zip(parts, answer, strict=True)]
    wanted = [answer] if isinstance(answer, str) else answer
    rest = [pair for pair in pairs if pair[0] != boxes[0]["name"]]
    for words in wanted:
        for box in boxes:
            label = fieldset.select_one(f"label[for='{box['id']}']")
            if words_of(label).startswith(words):
                rest.append((box["name"], box.get("value", "on")))
                break
        else:
            raise AssertionError(f"no choice “{words}”")
    return rest


def in_parts(answers):
    """How answers are sent when there are files, (stream, name), among them."""
    whole = {
        name: FileStorage(*answer) if isinstance(answer, tuple) else answer
        for name, answer in answers.items()
    }
    boundary, data = encode_multipart(MultiDict(whole))
    return {"data": data, "content_type": f"multipart/form-data; boundary={boundary}"}


def check(soup, html):
    """What is true of every page."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    assert not parser.errors, parser.errors[:3]
    assert len(soup.select("h1")) == 1, "A page has one h1"
    title = SPACE.sub(" ", soup.select_one("title").get_text()).strip()
    heading = words_of(soup.select_one("h1"))
    assert title.removeprefix("Error: ").startswith(heading), (title, heading)
    ids = Counter(each["id"] for each in soup.select("[id]"))
    assert not [name for name, n in ids.items() if n > 1], "An id is used once"
    assert not soup.select("[style], style, script:not([src])"), "No inline style or script"
    on = [a for each in soup.find_all(True) for a in each.attrs if a.startswith("on")]
    assert not on, f"No inline handlers: {on}"
    for form in soup.select("form"):
        if form.get("method", "get").lower() == "post":
            assert form.get("action"), "A form says where it goes"
            assert form.select_one("[name=csrf_token]"), "A form carries its token"
            assert form.select_one("[name=once]"), "A form carries its key"
    for box in soup.select("input:not([type=hidden]), select, textarea:not([hidden])"):
        assert soup.select_one(f"label[for='{box['id']}']"), f"No label for {box['id']}"


class Browser:
    """One person's browser, with their cookies."""

    def __init__(self, site):
        self.site = site
        self.client = site.test_client()

    def sign_in(self, person):
        """Sign in as this person, by a session like the one a link opens."""
        number = person.id
        db.session.rollback()  # nothing left open that a writer would wait for
        with self.site.app_context():
            with saved():
                key = begin_session(db.session.get_one(Person, number))
            db.session.remove()
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie["_user_id"] = key
        return self

    def get(self, address, **options):
        return self._open("GET", address, follow_redirects=True, **options)

    def post(self, address, pairs=(), follow=True, **options):
        data = {}
        for name, value in pairs.items() if isinstance(pairs, dict) else pairs:
            data.setdefault(name, []).append(value)
        return self._open("POST", address, data=data, follow_redirects=follow, **options)

    def post_file(self, address, data):
        """Send a form with a file in it: (stream, name) is a file's value."""
        return self._open("POST", address, **in_parts(data))

    def token(self):
        """A good CSRF token for a form that is sent without having been opened."""
        soup = BeautifulSoup(self.get("/sign-in").response.text, "html5lib")
        return soup.select_one("[name=csrf_token]")["value"]

    def _open(self, method, address, follow_redirects=True, **options):
        response = self._once(method, address, **options)
        hops = 0
        while follow_redirects and response.status_code in {301, 302, 303} and hops < 10:
            response = self._once("GET", response.location)
            hops += 1
        return Page(self, response)

    def _once(self, method, address, **options):
        # A context of its own for each request, and nothing left open that a writer would wait for.
        db.session.rollback()
        with self.site.app_context():
            response = self.client.open(address, method=method, **options)
            db.session.remove()
        db.session.rollback()
        db.session.expire_all()
        return response
