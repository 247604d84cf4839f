"""Signing in by a link, from asking for it to signing out."""

import re

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.people.models import Person, SignIn
from tests import factories
from tests.browser import Browser


def last_mail():
    db.session.rollback()
    return db.session.scalars(db.select(Mail).order_by(Mail.id.desc())).first()


def link_in(mail):
    return re.search(r"http\S+(/sign-in/\S+)", mail.body).group(1)


def ask(browser, email="ann@example.org", back=""):
    page = browser.get("/sign-in", query_string={"back": back} if back else None)
    page = page.press("Send me a link", {"Your email address": email})
    assert page.heading == "Check your email"
    return link_in(last_mail())


def test_a_newcomer_signs_in_and_out(browser):
    factories.council()
    page = browser.get(ask(browser))
    assert "first time" in page.text
    assert db.session.scalar(db.select(db.func.count(SignIn.id))) == 0, "opening it changes nothing"
    page = page.press("Sign in with this name", {"Your name": "Ann"})
    assert page.heading == "Your account"
    assert "Ann" in page.text
    page = page.press("Sign out")
    assert "You are signed out" in page.text
    assert browser.get("/account").heading == "Sign in"


def test_a_link_works_once(browser, site):
    factories.council()
    link = ask(browser)
    browser.get(link).press("Sign in with this name", {"Your name": "Ann"})
    page = Browser(site).get(link)
    assert page.status == 410
    assert "does not work any more" in page.heading


def test_a_link_is_over_after_a_day(browser):
    factories.council()
    link = ask(browser)
    with clock.set_to(clock.now() + clock.HOUR * 25):
        assert browser.get(link).status == 410


def test_two_people_share_a_mailbox(browser):
    factories.council()
    factories.person("Ann", email="both@example.org")
    page = browser.get(ask(browser, "both@example.org"))
    assert "Sign in as Ann" in page.buttons
    page.press("Sign in with this name", {"Your name": "Bob"})
    names = db.session.scalars(db.select(Person.name).where(Person.email == "both@example.org"))
    assert set(names) == {"Ann", "Bob"}


def test_a_cookie_kept_after_signing_out_opens_nothing(browser):
    factories.council()
    page = browser.get(ask(browser)).press("Sign in with this name", {"Your name": "Ann"})
    with browser.client.session_transaction() as cookie:
        kept = dict(cookie)
    page.press("Sign out")
    with browser.client.session_transaction() as cookie:
        cookie.update(kept)
    assert browser.get("/account").heading == "Sign in"


def test_signing_in_leads_back_to_where_one_was_and_nowhere_else(browser):
    factories.council()
    page = browser.get(ask(browser, back="/account")).press(
        "Sign in with this name", {"Your name": "Ann"}
    )
    assert page.address == "/account"
    for bad in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        browser.client.delete_cookie("session")
        page = browser.get(ask(browser, "eve@example.org", bad))
        page = page.press("Sign in with this name", {"Your name": "Eve"})
        assert page.address == "/account"
        page.press("Sign out")


def test_a_wrong_address_is_explained_and_kept(browser):
    factories.council()
    page = browser.get("/sign-in").press("Send me a link", {"Your email address": "ann at home"})
    assert page.status == 422
    assert page.problems
    assert page.soup.select_one("[name=email]")["value"] == "ann at home"
