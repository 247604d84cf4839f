"""Somebody sees a mistake on a place's page, and an officer puts it right."""

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.core.mail import Mail
from tests import factories
from tests.browser import Browser


def test_a_mistake_is_put_right(browser, site, queries_of):
    where = factories.neighbourhood(factories.council())
    place = factories.place(where, "Mill Lane Library", opening="Closed on Mondays")
    officer = Browser(site).sign_in(factories.staff(where.council))
    assert browser.get(f"/places/{place.id}").follow("Something wrong?").heading == "Sign in"
    browser.sign_in(factories.person("Ann"))
    page = browser.get(f"/places/{place.id}").follow("Something wrong?").press("Send")
    assert page.problems == [
        "Choose what is wrong",
        "Say what is right",
        "Say how you know, so that the council can check it",
    ]
    answers = {
        "What is wrong?": "When it is open",
        "What is right?": "Open every day",
        "How do you know?": "I went there on Monday",
    }
    page = page.press("Send", answers)
    assert "Thank you. The council will check it" in page.text
    with queries_of() as seen:
        page = browser.get(f"/places/{place.id}-{place.slug}")
    assert len(seen) <= 12
    assert "1 correction is being checked." in page.text
    assert "I went there" not in page.text
    again = page.follow("Something wrong?").press("Send", answers)
    assert again.status == 422
    assert "told us this already" in again.problems[0]

    page = officer.get("/work").follow("Corrections to check").follow("Mill Lane Library")
    assert "Closed on Mondays" in page.text
    assert "I went there on Monday" in page.text
    page = page.press("Change it")
    assert page.problems == ["Say where you have it from"]
    page = page.press("Change it", {"Where do you have it from?": "The library’s manager"})
    assert "No correction waits for a check" in page.text
    page = browser.get(f"/places/{place.id}")
    assert "Open every day" in page.text
    assert "being checked" not in page.text
    assert "The council accepted a correction" in browser.get("/record").text
    db.session.rollback()
    (mail,) = db.session.scalars(select(Mail))
    assert mail.address == "ann@example.org"
    assert "changed it" in mail.body


def test_what_is_not_wrong_stays_and_says_why(browser, site):
    where = factories.neighbourhood(factories.council())
    place = factories.place(where, "Mill Lane Library", visits=100)
    olive = factories.staff(where.council)
    page = browser.sign_in(olive).get(f"/places/{place.id}/correct")
    answers = {
        "What is wrong?": "Visits a year",
        "What is right?": "200",
        "How do you know?": "I counted",
    }
    page.press("Send", answers)
    page = browser.get("/work/corrections").follow("Mill Lane Library: visits a year")
    assert "somebody else at the council has to decide" in page.text
    assert page.buttons == []
    other = Browser(site).sign_in(factories.staff(where.council))
    page = other.get("/work/corrections/1").press("Leave it")
    assert page.problems == ["Say why, so that people can understand"]
    page.press("Leave it", {"Say why": "The counter says 100."})
    assert other.get("/work/corrections/1").buttons == []
    assert "The counter says 100." in other.get("/work/corrections/1").text
