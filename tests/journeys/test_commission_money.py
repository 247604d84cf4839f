"""The money check: holders answer by link, once; a changed amount asks again; the clock reminds."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.commissions import operations
from commissioning.commissions.models import Commission, Status
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from tests import factories
from tests.browser import Browser

YES = {"Do you agree": "Yes", "Your name": "Sam Holder"}


@pytest.fixture
def world(browser):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _other = factories.three(where)
    commission = factories.commission(group, Status.COMMENTED)
    return commission, steward, writer


@pytest.fixture
def steward(site, world):
    return Browser(site).sign_in(world[1])


def links(wanted="Can you confirm"):
    """The newest link for each holder's address."""
    db.session.rollback()
    found = {}
    for letter in db.session.scalars(select(Mail).order_by(Mail.id)):
        if link := re.search(r"http[^/]+//[^/]+(/holders/\S+)", letter.body):
            found[letter.address] = link.group(1)
    return list(found.values())


def ask(world, site, steward):
    commission, _steward, writer = world
    here = f"/commissions/{commission.id}-x"
    second = Browser(site).sign_in(writer)
    second.get(f"{here}/check").press("I agree to send this")
    page = steward.get(f"{here}/check").press("Ask the budget holders")
    assert page.heading == "Where the money comes from"
    return here


def standing(world):
    db.session.rollback()
    return db.session.get_one(Commission, world[0].id)


def test_the_last_yes_takes_it_to_the_vote(browser, site, world, steward):
    page = steward.get(f"/commissions/{world[0].id}-x/check")
    assert "A second member of the group has to agree first" in page.text
    here = ask(world, site, steward)
    assert len(links()) == 3
    holder = Browser(site)
    for number, link in enumerate(links(), 1):
        page = holder.get(link)
        assert "Can you confirm £" in page.heading
        assert page.press("Send your answer").problems == ["Choose yes or no", "Enter your name"]
        assert standing(world).status == Status.MONEY
        page = page.press("Send your answer", YES)
        assert page.heading == "Thank you"
        assert "You said yes on" in page.text
        assert page.buttons == []
        if number < 3:
            words = browser.get(f"{here}/money").text
            assert f"{number} agreed and {3 - number} still to answer" in words
            assert "Sam Holder" in words
    assert standing(world).status == Status.VOTE
    assert "Every budget holder said yes" in browser.get(f"{here}/record").text
    page = browser.get(f"{here}/money.csv")
    assert "Public health,27000,yes" in page.text
    assert "holders.example" not in page.text


def test_an_answer_is_given_once(browser, site, world, steward):
    ask(world, site, steward)
    link = links()[0]
    one, two = Browser(site).get(link), Browser(site).get(link)
    one.press("Send your answer", YES)
    page = two.press("Send your answer", {"Do you agree": "No", "If no": "Never", **YES})
    assert "You said yes" in page.text
    assert standing(world).lines[0].answer == "yes"


def test_a_no_has_a_reason_and_a_changed_amount_asks_again(browser, site, world, steward):
    here = ask(world, site, steward)
    first, second, third = links()
    page = browser.get(first).press("Send your answer", {**YES, "Do you agree": "No"})
    assert page.problems == ["Say why, so that the group can change its plan"]
    page = page.press("Send your answer", {"If no, why": "We have £40,000"})
    assert "The group has been told why" in page.text
    browser.get(second).press("Send your answer", YES)
    assert "It is the budget holders’ turn" in browser.get(here).text
    browser.get(third).press("Send your answer", YES)
    assert "It is the group’s turn" in browser.get(here).text, "all have answered"
    assert "We have £40,000" in browser.get(f"{here}/money").text

    page = steward.get(f"{here}/money").follow("Change the draft")
    page = page.press("Change the draft", {"What will you change?": "Less from one budget"})
    page = page.follow("Where the money comes from").follow("Change “Children’s services”")
    page.press("Save", {"How much in a year?": "40,000"})
    assert browser.get(first).status == 410
    letters = len(db.session.scalars(select(Mail).where(Mail.subject.startswith("Can you"))).all())
    assert letters == 3
    ask(world, site, steward)
    db.session.rollback()
    asked = db.session.scalars(select(Mail).where(Mail.subject.startswith("Can you"))).all()
    assert [each.subject for each in asked[3:]] == [
        "Can you confirm £40,000 for After-school 3 till 6?"
    ], "whoever said yes is not asked again"
    assert standing(world).draft_number == 2
    browser.get(links()[0]).press("Send your answer", YES)
    assert standing(world).status == Status.VOTE


def test_a_member_of_the_group_is_no_budget_holder(browser, site, world, steward):
    commission, ann, writer = world
    own = {"Email address": ann.email.upper()}
    page = steward.get(f"/commissions/{commission.id}-x/edit/money").follow("Change “Public")
    page = page.press("Save", own)
    assert page.problems == ["A member of the group cannot answer for a budget"]
    here = ask(world, site, steward)
    page = steward.get(f"{here}/money").follow("Send a new link to Children’s services")
    page = page.press("Send a new link", own)
    assert page.problems == ["A member of the group cannot answer for a budget"]
    assert {each.email for each in standing(world).lines} & {ann.email, writer.email} == set()


def test_a_new_link_goes_to_another_address(browser, site, world, steward):
    here = ask(world, site, steward)
    old = links()[0]
    page = steward.get(f"{here}/money").follow("Send a new link to Children’s services")
    page.press("Send a new link", {"Email address": "right@example.org"})
    assert browser.get(old).status == 410
    assert "Can you confirm" in browser.get(links()[-1]).heading


def test_the_clock_reminds_once_and_shows_who_is_late(browser, site, world, steward):
    here = ask(world, site, steward)
    old = links()
    browser.get(old[0]).press("Send your answer", YES)
    for days, reminded in ((14, 0), (24, 2), (25, 2)):
        with clock.set_to(clock.now() + timedelta(days=days)):
            factories.tick()
            db.session.rollback()
            sent = select(Mail).where(Mail.subject.startswith("Still to answer"))
            assert len(db.session.scalars(sent).all()) == reminded
    assert browser.get(old[1]).status == 410, "a newer link was sent"
    with clock.set_to(clock.now() + timedelta(days=50)):
        page = browser.get(here)
        assert "working days late" in page.text
        assert "Late" in browser.get("/commissions").text
        page = browser.get(links()[1]).press("Send your answer", YES)
        assert page.heading == "Thank you"


def test_strangers_cannot_ask_holders_or_change_the_money(site, world, steward):
    here = ask(world, site, steward)
    writer = Browser(site).sign_in(world[2])
    for part in ("ask-holders", "change-money", "publish-draft", "open-comments"):
        page = writer.post(f"{here}/{part}", {"csrf_token": writer.token()})
        assert page.status == 403, part
    assert writer.get("/holders/nothing").status == 410


def test_a_link_of_another_council_opens_nothing(browser, site, world, steward):
    ask(world, site, steward)
    link = links()[0]
    with saved():
        world[0].council.host = "one.example"
    factories.council("Borough of Two", host="two.example")
    page = browser.get(link, base_url="http://two.example")
    assert page.status == 410


def test_asking_twice_is_refused(world, steward, site):
    ask(world, site, steward)
    commission = standing(world)
    person = commission.group.members[0].person
    with pytest.raises(Exception, match="You cannot ask holders now"), saved():
        operations.ask_holders(commission, by=person)
