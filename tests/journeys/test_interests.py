"""Somebody of the council declares an interest in the browser: they act no more, and all see it."""

from commissioning.approvals.models import CaseKind
from commissioning.people.models import PostKind
from tests import factories
from tests.approvals import builders
from tests.browser import Browser


def test_declaring_late_is_flagged_for_everyone_without_a_name(database, site):
    world = builders.world()
    case = builders.case(world, CaseKind.DECISION)
    builders.pass_checks(case, world.officer)
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/cases/{case.id}").follow("Declare an interest")
    page = page.press("Declare this", {"What is your interest": "My brother grows there"})
    assert "You take no part in this from now on" in page.text
    assert "Take this case" not in page.buttons
    page = officer.get(f"/work/cases/{case.id}/checks/equality")
    assert page.status == 403
    assert "You declared an interest in this" in page.text

    page = Browser(site).get(f"/proposals/{case.subject_id}/council")
    assert "Declared late" in page.text
    assert (
        "Before that they recorded checks, wrote down what the law asks, said who decides."
        in page.text
    )
    assert "brother" not in page.text
    assert "Olive" not in page.text
    page = builders.signed_in(site, world.senior).get(f"/work/cases/{case.id}/assign")
    assert "Olive Officer" in page.text
    assert "You declared an interest in this" in page.text


def test_a_council_sets_what_scores_count(database, site):
    council = factories.council()
    browser = Browser(site).sign_in(factories.staff(council, PostKind.ADMINISTRATOR))
    page = browser.get("/setup").follow("Scores of a plan")
    why = {"Why do you change": "Money matters more here", "Which clocks": "Only those"}
    page = page.press("Save these numbers", {"Money works: how much": "30", **why})
    assert page.problems == ["The weights come to 105. They have to make 100"]
    page = page.press("Save these numbers", {"Local people support it: how much": "5", **why})
    assert "Saved" in page.text
