"""The demo in a real browser: whatever each person reaches by following links, looked at by axe.

The links are followed without a browser; it then opens the pages that have something new on them,
and Tab goes through a page of each person’s own.
"""

import re
from collections import Counter, defaultdict
from types import SimpleNamespace
from urllib.parse import urljoin

import pytest
from werkzeug.exceptions import HTTPException

from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.people.models import Person
from seed import demo
from tests.browser import Browser
from tests.journeys.test_writing_in_chromium import sign_in

STAFF = "/work/cases/<int:case_id>"
VOTES = "/work/votes/<numbered:vote_id>"
# The demo's people, by the first part of their address, and what they must have reached: a page of
# their own. None is a visitor, who has the links that came by mail.
WHO = {
    None: "/holders/<string:token>",
    "resident": "/votes/<numbered:vote_id>/ballot",
    "newresident": "/account/address",
    "steward": "/proposals/<numbered:proposal_id>/preview",
    "secretary": "/mutuals/<numbered:mutual_id>/home",
    "helper": f"{STAFF}/notes",
    "officer": f"{STAFF}/refuse",
    "seniorofficer": f"{STAFF}/assign",
    "finance": STAFF,
    "panel": STAFF,
    "desk": "/work/addresses/print",
    "returning": VOTES,
    "scrutineer": VOTES,
    "cabinet": "/work/decisions/<int:case_id>/record",
    "scrutiny": STAFF,
    "admin": "/setup/people",
}
# Where else they begin: pages that links lead to only after many others, or not as things stand.
ALSO = {
    "steward": ["/proposals/12/edit", "/proposals/12/edit/idea", "/proposals/12/edit/money-table"],
    "secretary": ["/mutuals/3/reports/2026-q3/correct", "/mutuals/3/opening"],
    "admin": ["/setup/go-live"],
}
STARTS = ["/account", "/work", "/", "/search?q=library", "/start/result?place=2&idea=It&group=no"]
OF_EACH = 1  # page that one person opens of each address, whatever its numbers
ANSWERS = {200, 403, 410}  # 403: the desk, for who has none; 410: a link in a mail that was used
LINK = re.compile(r'<a\b[^>]*?href="([^"#]+)')
MAILED = re.compile(r"https?://[^/\s]+(/\S+)")
TAG = re.compile(r"<(\w+)([^>]*)>")
LOOK = re.compile(r'\b(?:class|role|type)="[^"]*"')


class Crawl:
    """What people reach, and which of it holds things that were not there on earlier pages."""

    def __init__(self, site):
        self.site = site
        self.routes = site.url_map.bind("localhost")
        self.seen = defaultdict(set)  # the address's rule -> kinds of things on its pages
        self.opened = defaultdict(list)  # the rule -> its pages that the last person opened

    def rule_of(self, path):
        """The rule of an address of ours, or nothing."""
        try:
            rule, _values = self.routes.match(path.partition("?")[0], "GET", return_rule=True)
        except HTTPException:
            return None
        return None if rule.endpoint == "static" else rule.rule

    def new_to(self, client, starts):
        """Follow links from here, and yield each page with something new on it."""
        todo, known, asked = list(starts), set(starts), Counter()
        self.opened.clear()
        while todo:
            path = todo.pop(0)
            rule = self.rule_of(path)
            if rule is None or asked[rule] >= OF_EACH:
                continue
            asked[rule] += 1
            status, html = self._open(client, path)
            if status == 200:
                self.opened[rule].append(path)
            assert status in ANSWERS, (path, status)
            if html and self._is_new(rule, html):
                yield path
            found = [urljoin(path, link.replace("&amp;", "&")) for link in LINK.findall(html)]
            todo += [each for each in dict.fromkeys(found) if each not in known]
            known |= set(found)

    def _open(self, client, path):
        with self.site.app_context():
            answer = client.get(path, follow_redirects=True)
            html = answer.text if answer.mimetype == "text/html" else ""
            answer.close()
            db.session.remove()
        return answer.status_code, html

    def _is_new(self, rule, html):
        looks = {(tag, *LOOK.findall(rest)) for tag, rest in TAG.findall(html)}
        is_new = not looks <= self.seen[rule]
        self.seen[rule] |= looks
        return is_new


def mailed_links(crawl):
    """The links that came by mail and open a page without signing in, the newest first."""
    bodies = db.session.scalars(db.select(Mail.body).order_by(Mail.id.desc()))
    links = [link for body in bodies for link in MAILED.findall(body)]
    return [link for link in links if "<string:" in (crawl.rule_of(link) or "")]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_axe_has_no_complaint(database, tabs, live, site):
    demo.tell(say=lambda _words: None)
    numbers = dict(db.session.execute(db.select(Person.email, Person.id)).all())
    crawl, tab = Crawl(site), tabs(widths=(360, 320))
    also = {**ALSO, None: mailed_links(crawl)}
    for name, own in WHO.items():
        client = signed_in(tab, live, site, name and numbers[f"demo.{name}@example.org"])
        for path in list(crawl.new_to(client, [*also.get(name, []), *STARTS])):
            tab.go(path)
        assert own in crawl.opened, f"{name} did not come to {own}"
        tab.go(crawl.opened[own][0]).walk()


def signed_in(tab, live, site, number):
    """The tab and a browser without a screen, as this person or as a visitor; gives the second."""
    tab.context.clear_cookies()
    browser, someone = Browser(site), SimpleNamespace(id=number)
    if number:
        browser.sign_in(someone)
        sign_in(tab, live, site, someone)
    db.session.remove()
    return browser.client
