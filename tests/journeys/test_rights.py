"""A group has a place listed, its owner wants to sell it, and another group gets time to bid."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock
from tests import factories
from tests.browser import Browser
from tests.rights import builders

MONDAY = date(2026, 3, 2)
DRAFT = {
    "What is your group in law?": "A group with no legal form",
    "How many people ask?": "24",
    "What the place is, and where its borders are": "The meadow up to the river",
    "Who owns it and who uses it": "Odo Owner, 1 Mill Lane",
    "Why it should be listed": "We all meet there",
    "How you know that your group may ask": "Our rules",
}


@pytest.fixture
def world(database):
    made = builders.world()
    made.place = factories.place(made.where, "Mill Meadow")
    return made


def at(days):
    return clock.set_to(clock.london(MONDAY + timedelta(days=days), 12))


def test_a_place_is_listed_and_its_sale_waits(world, site, browser, queries_of):
    def sign_in(person):
        return Browser(site).sign_in(person)

    with at(0):
        page = sign_in(world.steward).get(f"/places/{world.place.id}")
        page = page.follow("Ask the council to list this place")
        page = page.press("Start a draft", {"For which group?": "Canal Growers"})
        page = page.press("Save", {**DRAFT, "How many people ask?": "many"})
        assert page.problems == ["Use only figures, like 1,234"]
        page = page.press("Save", {**DRAFT, "How many people ask?": "20"})
        assert "A group with no legal form needs 21 members" in page.text
        page = page.follow("Write it").press("Save", {"How many people ask?": "24"})
        page = page.press("Ask a second member to agree")
        here = page.address
        assert page.buttons == []
        assert browser.get(here).address == "/sign-in"
        page = sign_in(world.writer).get(here).press("Agree and send it to the council")
        assert "It is the council’s turn." in page.text
        assert "Odo Owner" in page.text
        with queries_of() as seen:
            page = browser.get(here)
        assert len(seen) <= 12
        assert "Odo Owner" not in page.text
        assert "The meadow up to the river" in page.text
    with at(1):
        page = sign_in(world.officer).get("/work").follow("R1")
        assert "Odo Owner" in page.text
        page = page.follow("Check it").press("Save the answer", {"What do you decide?": "It is"})
        assert "You checked this request, so somebody else has to decide about it." in page.text
        assert "This limit is the law: Assets of Community Value" in page.text
    with at(2):
        page = sign_in(world.second).get("/work/rights").follow("R1").follow("Decide")
        page = page.press("Save the answer", {"What do you decide?": "Put the place on the list"})
        assert page.problems == ["Say why, so that people can understand"]
        page = page.press("Save the answer", {"Say why": "It matters to many"})
        assert "The listing lasts until" in page.text
        page = page.follow("The owner wants to sell").press("Save the notice")
        assert page.problems == ["Enter the day"]
        when = {"Day": "4", "Month": "3", "Year": "2026"}
        page = page.press("Save the notice", when)
        assert "The last day of this is" in page.text
        page = browser.get("/rights/nomination?show=listed")
        assert "Mill Meadow" in page.text
        assert "Mill Meadow" not in browser.get("/rights/nomination?show=unsuccessful").text
    trust, steward = builders.bidder(world)
    with at(3):
        page = sign_in(steward).get(here).follow("Ask for time to bid")
        page = page.press(
            "Ask", {"For which group?": trust.name, "What is your group in law?": "A charity"}
        )
        assert "It is the council’s turn to check it." in page.text
        page = sign_in(world.officer).get("/work").follow("R1 Mill Meadow: time to bid")
        page = page.press("Save the answer", {"May this group bid?": "Yes"})
        assert "No request waits for the council." in page.text
        page = browser.get(here)
        assert "The owner may sell only to a community group" in page.text
        assert "3 September 2026" in page.text


def test_a_stranger_cannot_open_a_draft_and_an_outsider_cannot_write(world, site):
    request = builders.draft(world, place=world.place)
    here = f"/rights/{request.id}-mill-meadow"
    someone = Browser(site).sign_in(factories.person("Nobody Special"))
    page = someone.get(here)
    assert page.status == 403
    assert "This has not been sent yet" in page.whole or "Only" in page.whole
    assert someone.get(f"{here}/edit").status == 403
    assert Browser(site).sign_in(world.officer).get(here).status == 200


def test_one_person_is_sent_to_find_a_group(world, site):
    page = Browser(site).sign_in(factories.person("Alone")).get("/rights/nomination/new")
    assert "A group asks, not one person." in page.text
