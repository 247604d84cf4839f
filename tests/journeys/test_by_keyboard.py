"""Support, a vote and a report with nothing but Tab, Space, Enter, arrows and letters."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.reports import operations
from tests import factories
from tests.journeys.test_support_in_chromium import link_in_last_mail
from tests.journeys.test_writing_in_chromium import sign_in
from tests.reports.test_operations import PROMISES, published


@pytest.fixture
def as_person(tabs, live, site):
    """A wide tab in which this person is signed in."""

    def tab_of(person):
        tab = tabs(width=1200)
        sign_in(tab, live, site, person)
        return tab

    return tab_of


def test_support(database, tabs):
    where = factories.neighbourhood(factories.council())
    factories.postcode(factories.small_area(where))
    number = factories.gathering(factories.group(where)).id
    db.session.remove()
    tab = tabs(width=1200).go(f"/p{number}").key("Enter", "Support this proposal")
    tab.type("Your name", "Ann").type("Your email address", "ann@example.org")
    tab.type("Your postcode", "AM1 2BX").tab_to("Show my name").page.keyboard.press("Space")
    assert tab.key("Space", "Support this proposal").heading == "Check your email"
    tab.go(link_in_last_mail()).key("Enter", "Count my support")
    assert tab.heading == "Thank you"
    assert "Ann" in tab.go(f"/p{number}").text


def test_a_mistake_takes_the_focus_to_its_field(database, tabs):
    number = factories.gathering(factories.group(factories.neighbourhood(factories.council()))).id
    db.session.remove()
    tab = tabs(width=1200).go(f"/proposals/{number}/support")
    tab.type("Your name", "Ann").key("Enter", "Support this proposal")
    assert tab.page.evaluate("document.activeElement.textContent.includes('There is a problem')")
    tab.tab_to("Enter your email address").page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.name") == "email"


def test_a_vote_and_a_changed_one(database, as_person):
    with clock.set_to(clock.now() - timedelta(days=20)):
        scene = factories.voting()
        voter = factories.person("Ann", scene.where)
        number = factories.announce(scene).id
    tab = as_person(voter)
    tab.go(f"/votes/{number}").key("Enter", "Vote now")
    choose(tab, "Yes", downs=0)
    tab.key("Enter", "Change my vote")
    choose(tab, "No", downs=1)


def choose(tab, words, downs):
    """Tab comes to the first radio; Space chooses it, and the arrows choose others."""
    tab.tab_to("Yes").page.keyboard.press("Space")
    for _ in range(downs):
        tab.page.keyboard.press("ArrowDown")
    tab.key("Enter", "Continue")
    assert f"You chose: {words}" in tab.text
    assert tab.key("Enter", "Cast your vote").heading == "Your vote is in"


def test_a_report_is_filled_in_and_certified(database, as_person):
    with clock.set_to(clock.london(date(2026, 10, 20), 9)):
        mutual, board = factories.running_mutual(date(2026, 4, 1), promises=PROMISES)
        with saved():
            first, _second = operations.fall_due(mutual.id)
        published(first, board)
        home, board = f"/mutuals/{mutual.id}/home", board[:2]
    writer, other = (as_person(each) for each in board)
    writer.go(home).key("Enter", "Write the report")
    writer.key("Enter", "Figures and promises").type("Visits", "48,000")
    writer.key("Enter", "Save and continue").key("Enter", "Money")
    writer.type("In the bank", "110,200").key("Enter", "Save and continue")
    writer.key("Enter", "People").key("Enter", "Save and continue").key("Enter", "Risks")
    writer.type("What could go wrong", "The boiler is old.").key("Space", "Save and continue")
    writer.key("Enter", "Send to a second director")
    other.go(home).key("Enter", "Read and certify")
    other.key("Enter", "Certify and publish")
    assert "48,000" in other.text
