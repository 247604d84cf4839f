"""A page that was made for a visitor is given to the next one, and never when it is untrue."""

from datetime import timedelta

import pytest
from flask import render_template_string

from commissioning import create_app
from commissioning.core import access, clock, kept_pages
from commissioning.core.database import db
from commissioning.core.history import record
from commissioning.core.transactions import saved
from commissioning.places.models import Council
from tests import factories
from tests.conftest import settings

PAGE = "<!doctype html><title>x</title><p>{{ phone }}</p>"
FORM = PAGE + "<form method=post>{{ csrf_token() }}</form>"


@pytest.fixture
def site(address):
    """The site as it is served, which keeps pages, with two pages of its own."""
    site = create_app(settings(address, KEEP_PAGES=True))

    def phone():
        return db.session.scalar(db.select(Council.phone))

    site.add_url_rule(
        "/phone", "phone", access.everyone(lambda: render_template_string(PAGE, phone=phone()))
    )
    site.add_url_rule(
        "/form", "form", access.everyone(lambda: render_template_string(FORM, phone=phone()))
    )
    yield site
    with site.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visit(site):
    """Open a page as somebody who has never been here. Returns the answer."""
    return lambda path, **headers: site.test_client(use_cookies=False).get(path, headers=headers)


@pytest.fixture
def change(site):
    """Give the council another telephone number, with an event or behind the record's back."""

    def change(phone, *, told=True):
        with site.app_context(), saved():
            council = db.session.scalars(db.select(Council)).one()
            council.phone = phone
            if told:
                record(council, "rename", says="Changed")

    with site.app_context():
        factories.council()
        db.session.remove()
    change("01632 960001")
    return change


def test_the_next_visitor_gets_the_same_page_for_one_question(change, visit, queries_of):
    first = visit("/phone")
    with queries_of() as seen:
        second = visit("/phone")
    assert second.data == first.data
    assert second.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert len(seen) == 1, seen
    assert "event_counter" in seen[0]


def test_after_any_event_the_page_is_made_anew(change, visit):
    assert b"960001" in visit("/phone").data
    change("01632 960002")
    assert b"960002" in visit("/phone").data


def test_no_page_is_kept_for_longer_than_a_minute(change, visit):
    now = clock.now()
    with clock.set_to(now):
        visit("/phone")
        change("01632 960002", told=False)
    with clock.set_to(now + timedelta(seconds=60)):
        assert b"960002" in visit("/phone").data


def test_another_address_is_another_page(change, visit):
    visit("/phone")
    change("01632 960002", told=False)
    assert b"960002" in visit("/phone?a=1").data
    assert b"960002" in visit("/phone", Host="other.example").data


@pytest.mark.parametrize("way", ["OPTIONS", "HEAD"])
def test_only_whole_pages_are_kept(change, site, visit, way):
    answer = site.test_client(use_cookies=False).open("/phone", method=way)
    assert (answer.status_code, answer.data) == (200, b"")
    assert b"960001" in visit("/phone").data


def test_a_page_with_a_form_is_never_kept(change, visit):
    first = visit("/form")
    second = visit("/form")
    assert "Set-Cookie" in first.headers
    assert first.data != second.data, "each has a token of its own"
    assert "ETag" not in second.headers


def test_who_has_a_cookie_gets_a_page_of_their_own(change, visit):
    visit("/phone")
    change("01632 960002", told=False)
    own = visit("/phone", Cookie="session=mine")
    assert b"960002" in own.data
    assert "ETag" not in own.headers
    assert b"960001" in visit("/phone").data, "and it is not kept for others"


def test_a_browser_that_has_the_page_is_told_so(change, visit):
    first = visit("/phone")
    again = visit("/phone", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    change("01632 960002")
    assert visit("/phone", **{"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_how_well_the_site_is_is_asked_each_time(change, visit, queries_of):
    visit("/healthz")
    with queries_of() as seen:
        visit("/healthz")
    assert len(seen) > 1


def test_the_page_made_longest_ago_goes_first(monkeypatch):
    monkeypatch.setattr(kept_pages, "MOST_PAGES", 2)
    pages = kept_pages.Pages()
    for address in ("a", "b", "a", "c"):
        pages.keep((address,), kept_pages.Kept((1, 1), b"", []))
    assert list(pages) == [("a",), ("c",)]
