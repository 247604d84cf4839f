"""The story in a real browser, with scripts and without, and by keyboard alone."""

import pytest

from commissioning.core.database import db
from tests import factories
from tests.journeys.test_sign_in import last_mail, link_in

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@SCRIPTS
def test_sign_in_and_out(database, tabs, scripts):
    factories.council()
    db.session.remove()
    tab = tabs(scripts=scripts)
    tab.go("/").follow("Sign in")
    tab.press("Send me a link")
    assert "Enter your email address" in tab.text or "There is a problem" in tab.text
    tab.fill("Your email address", "ann@example.org").press("Send me a link")
    link = link_in(last_mail())
    db.session.remove()
    tab.go(link).fill("Your name", "Ann").press("Sign in with this name")
    assert tab.heading == "Your account"
    tab.press("Sign out")
    assert "You are signed out" in tab.text


def test_sign_in_by_keyboard_alone(database, tabs):
    factories.council()
    db.session.remove()
    tab = tabs(width=1200)
    tab.go("/sign-in")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.textContent.trim()").startswith("Skip to")
    for _ in range(30):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("document.activeElement.name") == "email":
            break
    tab.page.keyboard.type("ann@example.org")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/sign-in/sent")
    assert tab.look().heading == "Check your email"


@pytest.mark.parametrize(
    "path",
    ["/", "/record", "/help", "/other-ways", "/contact", "/accessibility", "/privacy",
     "/how-it-works", "/how-it-works/words", "/how-it-works/days",
     "/how-it-works/days?from=2026-12-18&days=10", "/no-such-page"],
)  # fmt: skip
@pytest.mark.parametrize("width", [320, 1200])
def test_pages_that_need_no_account(database, tabs, path, width):
    factories.council()
    db.session.remove()
    tabs(width=width).go(path)
