"""Support, questions and news in a real browser: axe on each page, and by keyboard alone."""

import re

import pytest
from sqlalchemy import select

from commissioning.core.database import db
from commissioning.core.mail import Mail
from tests import factories


@pytest.fixture
def proposal(database):
    millgate = factories.neighbourhood(factories.council())
    factories.postcode(factories.small_area(millgate))
    group = factories.group(millgate, stewards=[factories.person("Sam")])
    made = factories.gathering(group)
    factories.supporter(made, "Bob", millgate, show_name=True)
    db.session.refresh(made)
    db.session.expunge(made)
    db.session.remove()
    return made


def link_in_last_mail():
    db.session.rollback()
    body = db.session.scalar(select(Mail.body).order_by(Mail.id.desc()).limit(1))
    db.session.remove()
    return re.search(r"http[^/]+//[^/]+(/\S+)", body).group(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_support_from_form_to_thanks(tabs, proposal, scripts):
    tab = tabs(scripts=scripts, width=320)
    tab.go(f"/proposals/{proposal.id}/support").press("Support this proposal")
    assert "There is a problem" in tab.text
    tab.fill("Your name", "Ann").fill("Your email address", "ann@example.org")
    tab.fill("Your postcode", "AM1 2BX").press("Support this proposal")
    assert tab.heading == "Check your email"
    tab.go(link_in_last_mail()).press("Count my support")
    assert tab.heading == "Thank you"
    assert "2 of 50 supporters" in tab.text


def test_support_by_keyboard_alone(tabs, proposal):
    tab = tabs(width=1200)
    tab.go(f"/proposals/{proposal.id}/support")
    answers = {"name": "Ann", "email": "ann@example.org", "postcode": "AM1 2BX"}
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        name = tab.page.evaluate("document.activeElement.name")
        if name in answers:
            tab.page.keyboard.type(answers.pop(name))
        if not answers:
            break
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/support/sent")
    tab.look()
    tab.go(link_in_last_mail())
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("document.activeElement.textContent.trim()") == "Count my support":
            break
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/support/thanks")
    assert tab.look().heading == "Thank you"


@pytest.mark.parametrize("width", [320, 1200])
def test_the_other_pages(tabs, proposal, width):
    tab = tabs(width=width)
    for part in ("poster", "sheet", "questions", "questions/ask"):
        tab.go(f"/proposals/{proposal.id}/{part}")
    tab.fill("Your question", "Who pays for the roof?").fill("Your name", "Ann")
    tab.fill("Your email address", "ann@example.org").press("Ask this question")
    tab.go(link_in_last_mail().split()[0])
    tab.press("Yes, ask it")
    tab.go(f"/proposals/{proposal.id}/questions")
    tab.go(f"/follow/proposal/{proposal.id}")
    tab.fill("Your email address", "ann@example.org").press("Get updates")
    tab.go(link_in_last_mail()).press("Yes, send me updates")
    assert tab.heading == "You will get updates"
