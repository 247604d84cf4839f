"""A case of each kind: by its size, beside another for the same place, and before a closure."""

import pytest

from commissioning.core.transactions import saved
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import FULL_PLAN, Section, Status
from tests.approvals import builders
from tests.browser import Browser

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
    assert page.text.count("A small proposal can leave this out.") == 3
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
