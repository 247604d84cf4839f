"""Comments on a draft: made, answered with what changed, hidden, closed by the clock."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.commissions.models import Commission, Status
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from tests import factories
from tests.browser import Browser

ANN = {
    "Which part": "What is needed",
    "Your comment": "What about **younger** children?",
    "Your name": "Ann",
    "Your email address": "ann@example.org",
}


@pytest.fixture
def commission(database):
    where = factories.neighbourhood(factories.council())
    group, *_ = factories.three(where)
    made = factories.commission(group, Status.COMMENTS)
    assert made.group.members
    return made


@pytest.fixture
def writer(site, commission):
    return Browser(site).sign_in(commission.group.members[1].person)


def address(commission, part=""):
    return f"/commissions/{commission.id}-x/comments{part}"


def letters():
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def link_in(letter):
    return re.search(r"http[^/]+//[^/]+(/comments/confirm/\S+)", letter.body).group(1)


def comment(browser, commission, **changes):
    page = browser.get(address(commission, "/add"))
    return page.press("Send this comment", {**ANN, **changes})


def commented(browser, commission):
    comment(browser, commission)
    return browser.get(link_in(letters()[-1])).press("Yes, send it")


def test_a_comment_is_public_when_the_link_is_confirmed(browser, commission):
    page = browser.get(f"/commissions/{commission.id}").follow("Comment on this part")
    assert page.soup.select_one("input[checked]")["value"] == "about"
    assert comment(browser, commission).heading == "Check your email"
    link = link_in(letters()[-1])
    assert browser.get(link).heading == "Send this comment?"
    assert "No comments yet" in browser.get(address(commission)).text, "opening changes nothing"
    page = browser.get(link).press("Yes, send it")
    assert "Your comment is on the page" in page.text
    assert page.soup.select_one("article strong:not(.small strong)").get_text() == "younger"
    assert letters()[-1].subject == "A comment on After-school 3 till 6"
    page = browser.get(address(commission))
    assert "1 comment." in page.text
    assert "ann@example.org" not in page.whole
    assert browser.get(link).address.endswith("/comments/1"), "the link is used"
    page = browser.get(f"/commissions/{commission.id}").follow("1 comment")
    assert "younger" in page.text
    assert "younger" not in browser.get(address(commission, "?part=money")).text


def test_the_group_says_what_changed_and_why_not(browser, site, commission, writer):
    commented(browser, commission)
    bob = Browser(site).sign_in(factories.person("Bob"))
    bob.get(address(commission, "/add")).press(
        "Send this comment", {"Which part": "Where the money", "Your comment": "Too little"}
    )
    page = writer.get(address(commission, "/1"))
    assert page.press("Answer").problems == [
        "Say whether you changed it", "Say what you changed, or why not",
    ]  # fmt: skip
    page = page.press("Answer", {"Did you change": "We changed it", "What did": "From 4 now."})
    assert "From 4 now." in page.text
    assert "We changed it." in letters()[-1].body
    writer.get(address(commission, "/2")).press(
        "Answer", {"Did you change": "We did not", "What did you change": "There is no more."}
    )
    page = browser.get(address(commission))
    assert "2 comments. The draft was changed because of 1 comment." in page.text
    page = browser.get(address(commission, "?show=kept"))
    assert "There is no more." in page.text
    assert "From 4 now." not in page.text
    assert browser.get(address(commission, "?before=9999999999999&show=x")).status == 200


def test_strangers_neither_answer_nor_hide(browser, site, commission):
    commented(browser, commission)
    bob = Browser(site).sign_in(factories.person("Bob"))
    for part in ("answer", "hide", "show-again"):
        page = bob.post(address(commission, f"/1/{part}"), {"csrf_token": bob.token()})
        assert page.status == 403


def test_an_officer_hides_with_a_rule_and_it_stays_counted(browser, site, commission):
    commented(browser, commission)
    officer = Browser(site).sign_in(factories.staff(commission.council))
    page = officer.get(address(commission, "/1"))
    assert page.press("Hide this comment").problems == ["Choose the rule it breaks"]
    page.press("Hide this comment", {"Which rule": "it was an advert"})
    page = browser.get(address(commission))
    assert "younger" not in page.text
    assert "because it was an advert" in page.text
    assert "1 comment." in page.text
    assert letters()[-1].subject == "We have hidden your comment"
    page = officer.get(address(commission, "/1")).press("Put it back")
    assert "younger" in page.text


def test_the_clock_closes_comments(browser, commission):
    comment(browser, commission)
    link = link_in(letters()[-1])
    weeks = commission.council.settings.comment_weeks
    last = clock.now() + timedelta(weeks=weeks)
    with clock.set_to(last):
        factories.tick()
        form = browser.get(address(commission, "/add"))
        assert "Send this comment" in form.buttons
    with clock.set_to(last + timedelta(days=1)):
        factories.tick()
        db.session.expire_all()
        assert db.session.get_one(Commission, commission.id).status == Status.COMMENTED
        page = form.press("Send this comment", ANN)
        assert page.problems == ["This commission is not open for comments now."]
        assert "younger" in page.soup.select_one("textarea").text
        page = browser.get(address(commission, "/add"))
        assert page.heading == "Comments and what changed"
        assert browser.get(link).status == 410
        assert "The time for comments is over" in browser.get(address(commission)).text
        assert "The time for comments is over" in letters()[-1].body


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"Your comment": "x" * 501}, "Use 500 characters or fewer. You have 1 character too many"),
        ({"Your comment": " \n "}, "Write your comment"),
        ({"Your email address": "no"}, "Enter an email address like name@example.com"),
    ],
)
def test_what_cannot_be_said_is_explained_and_kept(browser, commission, changes, sentence):
    page = comment(browser, commission, **changes)
    assert page.status == 422
    assert page.problems == [sentence]
    assert page.soup.select_one("[name=name]")["value"] == "Ann"
