"""The demo's pages exist only on a database that the demo made."""

from sqlalchemy import select, update

from commissioning.core.database import db
from commissioning.core.mail import Mail, write
from commissioning.core.transactions import saved
from commissioning.places.models import Installation
from tests import factories
from tests.browser import Browser


def make_demo():
    with saved():
        db.session.execute(update(Installation).values(is_demo=True))


def test_there_is_no_demo_door_on_a_real_site(browser):
    factories.council()
    someone = factories.person("Demo Officer", email="demo.officer@example.org")
    with saved():
        write("a@example.org", "Secret", "x")
    mail = db.session.scalars(select(Mail)).one()
    for path in ("/demo", "/demo/mail", f"/demo/mail/{mail.id}"):
        assert browser.get(path).status == 404
    answer = browser.post(f"/demo/people/{someone.id}", {"csrf_token": browser.token()})
    assert answer.status == 404
    assert browser.get("/account").heading == "Sign in"


def test_look_round_and_read_the_mail(browser, site):
    factories.council()
    factories.person("Demo Officer", email="demo.officer@example.org")
    real = factories.person("Ann")
    make_demo()
    page = browser.get("/demo").press("Look round as Demo Officer")
    assert "Nothing you do is real" in page.text
    assert "Demo Officer" in browser.get("/account").text
    other = Browser(site)
    other.get("/sign-in").press("Send me a link", {"Your email address": "bob@example.org"})
    page = other.get("/demo/mail").follow("Your sign-in link")
    page = page.browser.get(page.soup.select_one(".as-written a")["href"].split("8000")[1])
    assert page.heading == "Who are you?"
    answer = other.post(f"/demo/people/{real.id}", {"csrf_token": other.token()})
    assert answer.status == 404, "only the demo's own people"


def test_the_pages_of_words(browser):
    factories.council()
    for path in ("/help", "/other-ways", "/contact", "/accessibility", "/privacy", "/how-it-works"):
        assert browser.get(path).status == 200
    assert "#174a57" in browser.client.get("/council.css").text
