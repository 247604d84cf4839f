"""Somebody flags a question or a comment; an officer keeps one and hides the other."""

import pytest

from commissioning.commissions.models import Part
from commissioning.commissions.models import Status as Stage
from commissioning.commissions.operations import comments
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.flags.models import Flag
from commissioning.groups.models import GroupRole, Membership
from commissioning.proposals.operations import questions
from tests import factories
from tests.approvals import builders
from tests.browser import Browser


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def question(world):
    proposal = factories.gathering(world.group)
    with saved():
        made = questions.ask_now(proposal, "Are you mad?", by=factories.person("Will"))
    return f"/proposals/{proposal.id}/questions/{made.id}"


@pytest.fixture
def comment(world):
    commission = factories.commission(world.group, Stage.COMMENTS)
    with saved():
        made = comments.comment_now(
            commission, Part.NEEDS, "Buy my bread", by=factories.person("Wanda")
        )
    return f"/commissions/{commission.id}/comments/{made.id}"


def flag(browser, address, rule):
    page = browser.get(address).follow("Does this").press("Send")
    assert page.problems == ["Choose what is wrong"]
    return page.press("Send", {"What is wrong with it?": rule})


def test_a_comment_is_hidden_after_a_flag(world, comment, browser, site):
    assert browser.get(comment).follow("Does this comment").heading == "Sign in"
    page = flag(browser.sign_in(factories.person("Ann")), comment, "it was an advert")
    assert "The council will look at it" in page.text
    assert "Buy my bread" in page.text
    assert "Being checked" not in page.text, "only staff see that"
    page = page.follow("Does this").press("Send", {"What is wrong with it?": "it was an advert"})
    assert page.problems == ["You have told us about this comment already."]

    officer = Browser(site).sign_in(world.officer)
    assert "Being checked" in officer.get(comment).text
    page = officer.get("/work").follow("Comments to check").follow("Comment 1")
    assert "Buy my bread" in page.text
    assert "Ann" in page.text
    page = page.press("Hide it")
    assert page.problems == ["Choose the rule it breaks"]
    page = page.press("Hide it", {"Which rule does it break?": "it was an advert"})
    assert "No question or comment waits for a check." in page.text
    page = browser.get(comment)
    assert "The council hid this comment because it was an advert." in page.text
    assert "Buy my bread" not in page.text
    assert browser.get("/flag/comment/1").status == 404


def test_a_question_is_kept_after_a_flag(world, question, browser, site):
    flag(browser.sign_in(factories.person("Ann")), question, "it was unkind")
    officer = Browser(site).sign_in(world.officer)
    page = officer.get("/work/flags").follow("Question 1").press("Keep it")
    assert "The question stays on the page." in page.text
    assert "Are you mad?" in browser.get(question).text
    assert officer.get("/work/flags/1").buttons == []


def test_an_officer_who_flagged_it_reads_why_another_decides(world, question, browser):
    browser.sign_in(world.officer)
    flag(browser, question, "it was unkind")
    page = browser.get("/work/flags/1")
    assert page.buttons == []
    assert "You have a part in this, so somebody else at the council has to decide" in page.text


@pytest.mark.parametrize("part", ["wrote it", "is in the group"])
def test_an_officer_with_a_part_in_it_does_not_learn_who_flagged_it(
    world, question, browser, site, part
):
    flag(browser.sign_in(factories.person("Ann Tellall")), question, "it was unkind")
    with saved():
        if part == "wrote it":
            world.officer.email = "will@example.org"
        else:
            reader = Membership(group=world.group, person=world.officer, role=GroupRole.READER)
            db.session.add(reader)
            reader.joined_on = clock.today()
    theirs = Browser(site).sign_in(world.officer).get("/work/flags/1")
    assert theirs.buttons == []
    assert "Only somebody who has no part in this sees who told us." in theirs.text
    assert "Ann Tellall" not in theirs.text
    other = Browser(site).sign_in(factories.staff(world.council)).get("/work/flags/1")
    assert "Ann Tellall" in other.text


def test_handing_it_over_does_not_tell_who_flagged_it(world, question, browser, site):
    flag(browser.sign_in(factories.staff(world.council, name="Olga Officer")), question,
         "it was unkind")  # fmt: skip
    line = turns.turn_of(db.session.get_one(Flag, 1))
    page = Browser(site).sign_in(world.officer).get(f"/work/hand-over?line={line.id}")
    assert "Olga Officer" in page.text
    assert "You have a part in this" in page.text
    assert "You flagged this" not in page.text
