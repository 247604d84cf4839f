"""Two officers in one case: the second is told, may take over, and the first loses no words."""

import pytest

from tests.approvals import builders
from tests.approvals.builders import again


@pytest.fixture
def world(database):
    return builders.world()


def test_the_second_is_told_and_takes_over_and_the_first_keeps_the_words(world, site):
    case = builders.case(world)
    key = case.checks[0].key
    first, second = (builders.signed_in(site, each) for each in (world.officer, world.senior))
    address = f"/work/cases/{case.id}/checks/{key}"
    mine = first.get(address)
    assert "Olive Officer is working on this" in second.get(f"/work/cases/{case.id}").text
    page = second.get(address)
    assert "Olive Officer is working on this" in page.text
    assert "Save the result" not in page.buttons

    page = page.follow("Take over").press("Take over")
    assert "You are working on this now" in page.text
    page = mine.press("Save the result", {"Result": "Passed", "Why": "I saw the deeds"})
    assert page.status == 422
    assert "Sam Senior is working on this since" in page.text
    assert "I saw the deeds" in page.text
    assert again(case).checks[0].result is None

    page = second.get(address).press("Save the result", {"Result": "Passed", "Why": "Seen"})
    assert "The result is saved" in page.text
    assert "Save the result" in first.get(address).buttons


def test_a_form_that_waited_too_long_is_still_taken_when_nobody_took_over(world, site):
    case = builders.case(world)
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/cases/{case.id}/late")
    page = page.follow("Your work")
    page = officer.get(f"/work/cases/{case.id}/take-over")
    assert "Nobody is working on this now" in page.text
