"""A case of each kind: by its size, beside another for the same place, and before a closure."""

from datetime import date

import pytest

from commissioning.approvals import queries
from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import FULL_PLAN, PlanSection, Section, Status
from tests import factories
from tests.approvals import builders
from tests.browser import Browser

MONDAY = clock.london(date(2026, 6, 1), 12)
ANSWERS = {
    "What is the place worth?": "9000",
    "Is there a swimming pool?": "No",
    "Would people who work there move to the mutual?": "No",
    "Would the council pay the mutual for a service?": "No",
}


@pytest.fixture
def world(database):
    return builders.world()


def test_the_size_of_a_proposal(world, site, browser, queries_of):
    case = builders.case(world)
    officer = Browser(site).sign_in(world.officer)
    page = officer.get(f"/work/cases/{case.id}").follow("Say how large it is")
    page = page.press("Save", {**ANSWERS, "Which size is it?": "Complex"})
    assert page.problems == ["Say why, so that people can understand"]
    page = page.press("Save", {"Which size is it?": "The one that follows from these facts"})
    assert "It is a small proposal." in page.text
    builders.pass_checks(case, world.officer)
    officer.get(f"/work/cases/{case.id}/move").press("Move to full plan")

    steward = Browser(site).sign_in(world.steward)
    page = steward.get(f"/proposals/{case.subject_id}/edit")
    assert "as a small proposal. It is worth less than £15,000." in page.text
    assert page.text.count("A proposal of this size can leave this out.") == 3
    with queries_of() as seen:
        page = browser.get(f"/proposals/{case.subject_id}")
    assert len(seen) <= 12
    page = page.follow("What its plan has to say")
    assert "Its size: small" in page.text

    page = officer.get(f"/work/proposals/{case.subject_id}/size")
    why = {"Which size is it?": "Complex", "If you set another size: why?": "The roof is old"}
    page = page.press("Save", why)
    assert "The roof is old" in browser.get(f"/proposals/{case.subject_id}/kind").text
    page = steward.get(f"/proposals/{case.subject_id}/edit")
    assert "of 11 sections finished" in page.text
    page = page.follow(Section.EXIT.words)
    assert "Section 11 of 11." in page.text
    page.press("Save", {"Your words": "The council gets it back", "Have you finished": "Yes"})
    page = steward.get(f"/proposals/{case.subject_id}/check")
    assert Section.RENEWAL.words in page.text


def test_a_pool_is_complex_without_a_word(world, browser):
    made = builders.proposal(world, Status.SUPPORT)
    with saved():
        made.place.kind = PlaceKind.SWIMMING_POOL
    page = browser.get(f"/proposals/{made.id}/kind")
    assert "Its size: complex" in page.text
    assert "There is a swimming pool." in page.text
    assert len(FULL_PLAN) == 9


def test_two_groups_want_one_place(world, site, browser, queries_of):
    ours = builders.proposal(world, Status.PLAN, "Our gardens")
    rival = factories.person("Cy Steward")
    group = factories.group(world.where, "Lock Keepers", stewards=[rival])
    theirs = factories.proposal_at(ours.place, group, Status.PLAN, "Our locks")
    with saved():
        theirs.public_money, theirs.yearly_cost = {}, 77_000_00
        theirs.sections = [PlanSection(section=Section.IDEA, public_html="<p>Our secret</p>")]
    other = f"/proposals/{theirs.id}"
    assert "Our secret" in browser.get(f"{other}/plan").text

    officer = Browser(site).sign_in(world.officer)
    page = officer.get(f"/work/places/{ours.place_id}/competition")
    answers = {"What are the rules?": "Care counts.", "Day": "14", "Month": "6", "Year": "2027"}
    page = page.press("Open the competition", answers)
    page = page.follow(ours.place.name)
    assert "Care counts." in page.text

    for reader in (browser, Browser(site).sign_in(world.steward)):
        page = reader.get(f"{other}/plan")
        assert "hidden until one of them is chosen" in page.text or "another group" in page.text
        assert "Our secret" not in page.text
        assert "£77,000" not in reader.get(other).text
    for reader in (officer, Browser(site).sign_in(rival)):
        assert "Our secret" in reader.get(f"{other}/plan").text
    with queries_of() as seen:
        page = browser.get(other).follow("How one of them is chosen")
    assert len(seen) <= 24
    assert "Ask about the rules" not in page.whole

    page = Browser(site).sign_in(rival).get(page.address).follow("Ask about the rules")
    page = page.press("Send the question", {"Your question": "May we share?"})
    page = officer.get("/work").follow("Competitions").follow("Competition for")
    page.press("Send the answer to every group", {"Answer": "You may."})
    assert "You may." in browser.get(f"/competitions/{1}").text


def test_a_place_that_would_close(world, site, browser, queries_of):
    with clock.set_to(MONDAY):
        case = builders.case(world)
        number = case.subject_id
        officer = Browser(site).sign_in(world.officer)
        place = f"/places/{queries.subject_of(case).place_id}"
        page = officer.get(place).follow("Say that this place will close")
        page = page.press("Publish", {"Why?": "No money"})
        assert "Enter the day it would close" in page.problems
        form = {
            "announced_on-day": "29", "announced_on-month": "5", "announced_on-year": "2026",
            "closes_on-day": "31", "closes_on-month": "8", "closes_on-year": "2026",
            "reason": "No money", "source": "Cabinet, 29 May",
        }  # fmt: skip
        token = [pair for pair in page.fields("Publish")[1] if pair[0] in {"csrf_token", "once"}]
        page = officer.post(page.address, [*token, *form.items()])
        with queries_of() as seen:
            page = browser.get(place)
        assert len(seen) <= 12
        assert "91 days from today" in page.text
        assert "Cabinet, 29 May" in page.text

        page = officer.get(f"/work/cases/{case.id}").follow("Put it on the fast track")
        assert "28 clear days of notice" in page.text
        page = page.press("Put it on the fast track", {"Money to keep": "125000"})
        assert "£125,000 once" in page.text
        page = browser.get(f"/proposals/{number}").follow("What its plan has to say")
        assert "up to 5 working days. As usual: up to 20 working days." in page.text
        assert "Equality Act 2010" in page.text

        page = Browser(site).sign_in(world.writer).get(f"/proposals/{number}")
        assert "Write the proposal" in page.whole
        page = page.follow("Write the proposal").follow(Section.RISKS.words)
        page = page.press("Save", {"Your words": "Rain", "Have you finished": "Yes"})
        assert "is saved" in page.text

        page = officer.get(place).follow("Say that it stays open")
        page.press("Publish", {"Why?": "There is money after all"})
        assert "will close" not in browser.get(place).text.replace("said that it will close", "")
        assert "The fast track" not in browser.get(f"/proposals/{number}/kind").text
