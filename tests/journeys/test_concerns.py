"""Somebody raises a concern about a mutual; the board answers while the council reads along."""

from datetime import date

from commissioning.cli import take_due_steps
from commissioning.concerns import operations as concerns
from commissioning.concerns.operations import Written
from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.mutuals import operations as mutuals
from tests import factories
from tests.browser import Browser

DAY = date(2026, 1, 5)


def test_a_concern_is_answered(browser, site, queries_of):
    mutual, board = factories.running_mutual(DAY)
    officer = Browser(site).sign_in(factories.staff(mutual.council))
    here = f"/mutuals/{mutual.id}-{mutual.slug}"
    assert "Nobody has raised one." in browser.get(here).text
    assert browser.get(here).follow("Raise a concern").heading == "Sign in"
    browser.sign_in(factories.person("Rita"))
    page = browser.get(here).follow("Raise a concern")
    assert "Call 999 first" in page.text
    page = page.press("Send")
    assert page.problems == [
        "Say what worries you",
        "Say when it happened",
        "Choose yes or no",
    ]
    answers = {
        "What worries you?": "The water is cold",
        "When did it happen?": "Last Tuesday",
        "Do you want an answer by email?": "Yes",
    }
    mine = page.press("Send", answers)
    assert "The water is cold" in mine.text
    assert mine.buttons == []
    assert Browser(site).sign_in(factories.person("Eve")).get(mine.address).status == 403

    with queries_of() as seen:
        page = Browser(site).get(here)
    assert len(seen) <= 12
    assert "1 raised, 0 answered in time." in page.text
    assert "The water is cold" not in page.text

    page = officer.get("/work").follow("Concerns about mutuals").follow(mutual.name)
    assert "The water is cold" in page.text
    assert page.press("Ask the board").problems == ["Write your message"]
    page = page.press("Ask the board", {"Your message": "Since when?"})
    assert "The board has your question." in page.text
    assert "Waiting for the board’s answer." in page.text
    assert "Waiting for an answer" in officer.get("/work?band=waiting").text

    chair = Browser(site).sign_in(board[0])
    page = chair.get(f"{here}/home").follow("Concern 1")
    assert page.press("Send the answer").problems == ["Write your answer"]
    page = page.press("Send to the council", {"Your message": "Since May."})
    page = page.press("Send the answer", {"Your answer": "We repaired the boiler."})
    assert "Your answer is sent." in page.text
    assert "Every concern has its answer." in chair.get(f"{here}/home").text
    assert "We repaired the boiler." in browser.get(mine.address).text
    assert "Since May." not in browser.get(mine.address).text
    page = officer.get("/work").follow("Baths for All: concern 1")
    assert "Since May." in page.text
    assert "The council reads this by" in page.text
    page = page.press("Nothing more to ask")
    assert page.buttons == ["Ask the board"]
    assert "Baths for All: concern 1" not in officer.get("/work").text
    assert "1 raised, 1 answered in time. An answer usually takes 0 working days" in (
        Browser(site).get(here).text
    )
    assert "Somebody raised a concern about Baths for All" in Browser(site).get("/record").text


def test_a_concern_about_a_mutual_that_closes(browser, site):
    mutual, _board = factories.running_mutual(DAY)
    officer = factories.staff(mutual.council)
    written = Written("The water is cold", "Last Tuesday", wants_reply=True)
    with saved():
        made = concerns.raise_concern(mutual, written, by=factories.person("Rita"))
        mutuals.take_step(mutual, "close", by=officer, reason="No money")
    take_due_steps()
    page = browser.sign_in(officer).get("/work/concerns")
    assert "Every concern has its answer." in page.text
    assert "concern 1 : closed without an answer" in page.text
    assert "Closed without an answer: the mutual has closed" in page.follow(made.name).text
    here = f"/mutuals/{mutual.id}-{mutual.slug}"
    assert "1 raised, 0 answered in time." in Browser(site).get(here).text


def test_a_concern_is_found_only_under_its_own_mutual(browser, site):
    mutual, board = factories.running_mutual(clock.today())
    place = factories.place(mutual.neighbourhood, "Hall")
    group = factories.group(mutual.neighbourhood, stewards=board[:1])
    other = factories.mutual(place, group, board, "Hall for All")
    page = browser.sign_in(board[0]).get(f"/mutuals/{mutual.id}/concerns/new")
    answers = {
        "What worries you?": "The water is cold",
        "When did it happen?": "Last Tuesday",
        "Do you want an answer by email?": "No",
    }
    page = page.press("Send", answers)
    assert page.buttons == []
    assert "You raised this concern" in page.text
    assert browser.get(f"/mutuals/{other.id}/concerns/1").status == 404
