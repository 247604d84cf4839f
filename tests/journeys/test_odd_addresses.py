"""Odd numbers and questions in addresses: what names nothing is a page that says so."""

import re
from urllib.parse import quote

import pytest

from commissioning.core.database import db
from commissioning.people.models import PostKind
from tests import factories

ASKED = (
    "after", "answered", "before", "calendar", "days", "first", "from", "group", "idea", "kind",
    "land", "late", "nation", "neighbourhood", "number", "operator", "owner", "page", "place",
    "postcode", "q", "second", "show", "since", "stage", "state", "until", "want", "way", "weeks",
    "what", "words",
)  # fmt: skip
BEYOND = "99999999999999999999"  # more than 64 bits
QUESTIONS = ("a\0b", "-1", "0", "2147483648", BEYOND, "\ud800 \u202e", "x" * 3000)
NUMBERS = ("0", "-1", "2147483648", BEYOND, "%00", "1-%ff")


@pytest.fixture
def officer(browser):
    where = factories.neighbourhood(factories.council())
    group = factories.three(where)[0]
    factories.opened(group, factories.place(where))
    return browser.sign_in(factories.staff(where.council, PostKind.OFFICER))


def paths(site, number):
    for rule in site.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            path = re.sub(r"<any\('?(\w+)'?[^>]*\):[^>]*>", r"\1", rule.rule)
            yield re.sub(r"<[^>]*>", number, path)


def code_of(site, officer, address):
    with site.app_context():
        code = officer.client.get(address).status_code
        db.session.remove()
    return code


def test_no_number_in_an_address_crashes_a_page(site, officer):
    site.config["PROPAGATE_EXCEPTIONS"] = False
    for number in NUMBERS:
        for path in paths(site, number):
            if number in path:
                assert code_of(site, officer, path) < 500, path


def test_no_question_in_an_address_crashes_a_page(site, officer):
    site.config["PROPAGATE_EXCEPTIONS"] = False
    for odd in QUESTIONS:
        asked = "&".join(f"{name}={quote(odd.encode('utf-8', 'surrogatepass'))}" for name in ASKED)
        for path in paths(site, "1"):
            assert code_of(site, officer, f"{path}?{asked}") < 500, (path, odd[:20])
