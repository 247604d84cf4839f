"""A group has a place listed, its owner wants to sell it, and another group gets time to bid."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock
from commissioning.places.settings import Nation
from commissioning.rights.scheme import RightKind
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
    "What shows that the group may ask": "Our rules",
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


def test_a_challenge_is_accepted_with_changes_and_a_competition_begins(world, site, browser):
    def sign_in(person):
        return Browser(site).sign_in(person)

    with at(0):
        page = sign_in(world.steward).get("/rights").follow("start one : Right to challenge")
        assert page.press("Start a draft").problems == ["Say which service", "Choose your group"]
        said = {"Which service do you want": "Grass", "For which group?": "Canal Growers"}
        page = page.press("Start a draft", said)
        page = page.press("Save", {"What is your group in law?": "A charity"})
        assert "every part first. Still to write: Which service, and in which area" in page.text
        parts = {
            "Which service, and": "All parks", "The money": "£400", "How people gain": "Flowers",
            "What shows that the group can": "Mowers",
        }  # fmt: skip
        page = page.follow("Write it").press("Save", parts)
        here = page.press("Ask a second member to agree").address
        page = sign_in(world.writer).get(here).press("Agree and send it to the council")
        assert "This limit is our default. Check it with the Localism Act 2011" in page.text
        page = sign_in(world.officer).get("/work/rights").follow("R1").follow("Check it")
        page = page.press("Save the answer", {"What do you decide?": "It is complete"})
        assert "Enter a day from today to 31 August 2026" in page.problems[0]
        named = {"Day": "1", "Month": "6", "Year": "2026"}
        page.press("Save the answer", named)
        page = sign_in(world.second).get("/work/rights").follow("R1").follow("Decide")
        offer = {"What do you decide?": "Refuse it as it is", "Say why": "Too big for us"}
        page = page.press("Save the answer", offer)
        assert page.problems == ["Choose the ground on which the council would refuse it"]
        page = page.press("Save the answer", {"On which grounds?": "The service is in"})
        assert page.problems == ["Say what has to change"]
        page.press("Save the answer", {"What has to change?": "Only Millgate"})
    with at(30):
        page = sign_in(world.steward).get(here)
        assert "It is the group’s turn." in page.text
        page = page.press("Agree to the changes")
        page = browser.get(here)
        assert "A competition for the service begins now." in page.text
        assert "It may lose." in page.text
        assert "Only Millgate" in page.text


def test_a_transfer_request_in_scotland_that_nobody_decides_in_time(site, database, browser):
    world = builders.world(Nation.SCOTLAND)
    request = None

    def sign_in(person):
        return Browser(site).sign_in(person)

    with at(0):
        request = builders.checked(world, RightKind.TRANSFER)
        here = f"/rights/{request.id}"
        page = browser.get(here)
        assert "This limit is the law: SSI 2016/357, regulation 10." in page.text
        assert "Our contact" not in page.text
        someone = sign_in(factories.person("Nia Neighbour"))
        page = someone.get(here).follow("Say what you think")
        page = page.press("Send", {"What do you want to say?": "I walk there"})
        assert "I walk there" in page.text
        assert "Nia" not in browser.get(here).text
        page = sign_in(world.officer).get(f"/work/rights/{request.id}")
        assert "Our contact" in page.text
        page = page.follow("Ask the group for more time")
        page = page.press("Ask", {"Day": "1", "Month": "9", "Year": "2026"})
        assert page.problems == ["Enter a day after the one by which the council has to decide now"]
        page.press("Ask", {"Day": "9"})
        page = sign_in(world.steward).get(here).press("Agree to more time")
        assert "9 September 2026" in page.text
    with at(200):
        page = browser.get(here)
        assert "The council did not decide in time. The group may ask for a review." in page.text
        page = sign_in(world.steward).get(here).press("Ask for a review")
        assert "council review" in page.text
        page = sign_in(world.reviewer).get("/work").follow("R1").follow("Review it")
        said = {"What do you decide?": "The answer is yes", "Say why": "People gain"}
        page.press("Save the answer", said)
        assert "Next the group makes an offer." in browser.get(here).text


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
