"""A group asks for the information pack; the council fills and sends it; everyone sees how late."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock
from commissioning.packs.models import Item
from commissioning.proposals.models import Status
from tests.approvals import builders
from tests.browser import Browser

MONDAY = clock.london(date(2026, 6, 1), 12)


@pytest.fixture
def world(database):
    return builders.world()


def test_a_pack_from_the_question_to_the_answer(world, site, browser, queries_of):
    steward = Browser(site).sign_in(world.steward)
    with clock.set_to(MONDAY):
        proposal = builders.proposal(world, Status.CHECK)
        here = f"/proposals/{proposal.id}/information-pack"
        assert "The group has not asked for it" in browser.get(here).text
        page = steward.get(f"/groups/{world.group.id}/home").follow("Ask the council for")
        assert "up to 20 working days" in page.text
        page = page.press("Ask for the information pack")
        assert page.buttons == []
        assert "It is the council’s turn." in page.text
        assert "get it ready" not in steward.get(f"/groups/{world.group.id}/home").text

    with clock.set_to(MONDAY + timedelta(days=30)):
        page = browser.get(f"/proposals/{proposal.id}").follow("Place information pack")
        assert "It is 2 working days late." in page.text
        assert page.text.count("Not there yet") == len(Item)
        officer = Browser(site).sign_in(world.officer)
        page = officer.get("/work").follow("Information packs").follow("P1")
        assert page.buttons == []
        assert "Say something about every item first." in page.text
        page = fill(page)
        assert "In the archive" not in browser.get(here).text
        page = page.press("Send the pack")
        assert "No group waits for a pack." in page.text

    with queries_of() as seen:
        page = browser.get(here)
    assert len(seen) <= 12
    assert "2 working days late" in page.text
    assert "In the archive" in page.text
    assert "3 people." in page.text
    assert "for the group only" in page.text
    assert "Ann, Bo and Cy" not in page.text
    steward = Browser(site).sign_in(world.steward)
    assert "Ann, Bo and Cy" in steward.get(here).text


def fill(page):
    for item in Item:
        form = page.follow(item.words)
        if item == Item.TITLE_PLAN:
            assert form.press("Save").problems == ["Choose whether the council has it"]
            form = form.press("Save", {"Does the council have it?": "No"})
            assert form.problems == ["Say why the council does not hold it"]
            bad = form.press("Save", {"Its web address": "archive"})
            assert bad.problems[0] == "Enter a web address that starts with https://"
        answers = {"Does the council have it?": "Yes", "What it says": "In the archive"}
        if item == Item.STAFF:
            answers |= {"What it says": "Ann, Bo and Cy", "How many people": "3"}
        page = form.press("Save", answers)
    return page


def test_why_there_is_no_staff_list_is_for_the_group_alone(world, site, browser):
    proposal = builders.proposal(world, Status.CHECK)
    here = f"/proposals/{proposal.id}/information-pack"
    Browser(site).sign_in(world.steward).get(here).press("Ask for the information pack")
    officer = Browser(site).sign_in(world.officer)
    page = fill(officer.get("/work/information-packs/1"))
    no_list = {"Does the council have it?": "No", "How many people": "",
               "What it says": "Bo is off sick"}  # fmt: skip
    page.follow(Item.STAFF.words).press("Save", no_list).press("Send the pack")
    page = browser.get(here)
    assert "Why is for the group only." in page.text
    assert "Bo is off sick" not in page.text
    assert "Bo is off sick" in Browser(site).sign_in(world.steward).get(here).text
    assert "Bo is off sick" in officer.get(here).text


def test_the_proposals_page_asks_the_database_no_more(world, browser, queries_of):
    proposal = builders.proposal(world, Status.CHECK)
    with queries_of() as seen:
        browser.get(f"/proposals/{proposal.id}")
    assert not [each for each in seen if "information_pack" in each]
