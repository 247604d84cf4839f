"""One POST, one commit; a form sent twice happens once; a busy database keeps the words."""

import sqlite3
import threading

import pytest
from flask import redirect, render_template_string, request
from sqlalchemy import func, select

from commissioning.core import access, database
from commissioning.core.database import db
from commissioning.core.history import Event, record
from commissioning.core.mail import Mail, write
from commissioning.core.refusals import Refused
from commissioning.core.transactions import SentForm, saved
from commissioning.places.models import Council
from tests import factories
from tests.architecture.test_status import assert_history_is_true

PAGE = """<!doctype html><title>x</title><h1>x</h1>"""


@pytest.fixture
def site(new_site):
    """A site that gets pages of its own."""
    return new_site


@pytest.fixture
def office(site):
    """A page that changes the council, in the ways that can go wrong."""

    @access.everyone
    def rename():
        council = db.session.scalars(select(Council)).one()
        council.phone = request.form["phone"]
        record(council, "rename", says="Changed")
        write("a@example.org", "Changed", "It was changed.")
        how = request.form.get("how", "")
        if how == "refuse":
            raise Refused("Not today")
        if how == "crash":
            raise ZeroDivisionError
        return render_template_string(PAGE) if how == "page" else redirect("/record", 303)

    site.add_url_rule("/office", "office", rename, methods=["GET", "POST"])
    with site.app_context():
        factories.council()
        db.session.remove()
    return site


def send(browser, **fields):
    return browser.post("/office", {"csrf_token": browser.token(), **fields}, follow=False)


def state():
    db.session.rollback()
    return (
        db.session.scalar(select(Council.phone)),
        db.session.scalar(select(func.count(Event.id))),
        db.session.scalar(select(func.count(Mail.id))),
    )


def test_what_ends_in_a_redirect_is_saved_whole(office, browser):
    assert send(browser, phone="1").status == 303
    assert state() == ("1", 1, 1)
    assert_history_is_true(db)


@pytest.mark.parametrize(("how", "code"), [("page", 200), ("refuse", 409), ("crash", 500)])
def test_anything_else_saves_nothing(office, browser, how, code):
    office.config["PROPAGATE_EXCEPTIONS"] = False
    answer = browser.client.post(
        "/office", data={"csrf_token": browser.token(), "phone": "1", "how": how, "once": "k"}
    )
    assert answer.status_code == code
    assert state() == ("", 0, 0)
    assert db.session.scalar(select(func.count(SentForm.id))) == 0, "the key may be used again"


def test_sent_twice_it_happens_once_and_is_answered_alike(office, browser):
    first = send(browser, phone="1", once="key")
    second = send(browser, phone="2", once="key")
    assert (first.status, second.status) == (303, 303)
    assert first.response.location == second.response.location == "/record"
    assert state() == ("1", 1, 1)
    send(browser, phone="2", once="another")
    assert state() == ("2", 2, 2)


def test_another_person_cannot_use_the_same_key(office, browser, site):
    from tests.browser import Browser

    send(browser, phone="1", once="key")
    send(Browser(site), phone="2", once="key")
    assert state() == ("2", 2, 2)


def test_sent_at_once_from_many_threads_it_happens_once(office, browser):
    token = browser.token()
    cookie = browser.client.get_cookie("session").value
    answers = []

    def go():
        client = office.test_client()
        client.set_cookie("session", cookie)
        data = {"csrf_token": token, "phone": "1", "once": "key"}
        answers.append(client.post("/office", data=data).status_code)

    threads = [threading.Thread(target=go) for _ in range(8)]
    db.session.remove()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers == [303] * 8
    assert state() == ("1", 1, 1)


def test_a_get_never_saves(office, browser):
    @access.everyone
    def peek():
        db.session.scalars(select(Council)).one().phone = "9"
        return redirect("/record")

    office.add_url_rule("/peek", "peek", peek)
    browser.client.get("/peek")
    assert state() == ("", 0, 0)


def test_numbers_have_no_gaps_after_a_failure_and_with_many_writers(office, site, database):
    def go(i):
        with site.app_context():
            council = db.session.scalars(select(Council)).one()
            try:
                with saved():
                    record(council, "rename", says="Changed")
                    if i % 3 == 0:
                        raise ValueError
            except ValueError:
                pass
            db.session.remove()

    db.session.remove()
    threads = [threading.Thread(target=go, args=(i,)) for i in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert_history_is_true(db)
    assert state()[1] == 8


def test_a_locked_database_is_a_503_that_keeps_the_words(office, browser, engine, monkeypatch):
    if engine != "sqlite":
        return  # PostgreSQL has no lock on the whole database
    token = browser.token()
    db.session.remove()
    db.engine.dispose()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0)
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    page = browser.post("/office", {"csrf_token": token, "phone": "01632 960 001"})
    other.close()
    assert page.status == 503
    assert page.response.headers["Retry-After"]
    assert "01632 960 001" in page.text
    page = page.press("Send it again", follow=False)
    assert page.status == 303
    assert state()[0] == "01632 960 001"


def test_a_refusal_keeps_what_was_written_but_no_choice(office, browser):
    token = browser.token()
    fields = {"csrf_token": token, "how": "refuse", "phone": "1", "why": "Because of this. " * 9}
    page = browser.post("/office", fields)
    assert page.status == 409
    assert "Because of this. Because" in page.text
    assert "refuse" not in page.text, "a choice is quickly made again, and may be a vote"
    assert not page.buttons


def test_an_old_page_keeps_the_words_too(office, browser):
    page = browser.post("/office", {"csrf_token": "old", "phone": "01632 960 001"})
    assert page.status == 400
    assert "01632 960 001" in page.text
    assert page.press("Send it again", follow=False).status == 303
