"""Questions on a proposal: asked, answered, searched, hidden."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from commissioning.discussion.models import Question
from commissioning.groups.models import GroupRole, Membership
from commissioning.people.models import PostKind
from commissioning.proposals.models import Proposal
from tests import factories
from tests.browser import Browser

ANN = {
    "Your question": "Who will pay for the **roof**?",
    "Your name": "Ann",
    "Your email address": "ann@example.org",
}


@pytest.fixture
def steward(site, proposal):
    return Browser(site).sign_in(proposal.group.members[0].person)


@pytest.fixture
def proposal(database):
    sam = factories.person("Sam Steward")
    millgate = factories.neighbourhood(factories.council())
    made = factories.gathering(factories.group(millgate, stewards=[sam]))
    assert made.group.members
    return made


def address(proposal, part=""):
    return f"/proposals/{proposal.id}/questions{part}"


def mails():
    db.session.rollback()
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


def link_in(letter):
    return re.search(r"http[^/]+//[^/]+(/questions/confirm/\S+)", letter.body).group(1)


def ask(browser, proposal, **changes):
    page = browser.get(address(proposal, "/ask"))
    return page.press("Ask this question", {**ANN, **changes})


def asked(browser, proposal, **changes):
    ask(browser, proposal, **changes)
    return browser.get(link_in(mails()[-1])).press("Yes, ask it")


def count():
    db.session.rollback()
    return db.session.scalar(select(Proposal.questions_count))


def test_a_question_is_public_when_the_link_is_confirmed(browser, proposal):
    page = browser.get(address(proposal))
    assert "No questions yet" in page.text
    assert ask(browser, proposal).heading == "Check your email"
    assert count() == 0
    page = browser.get(link_in(mails()[0]))
    assert count() == 0, "opening the link changes nothing"
    page = page.press("Yes, ask it")
    assert "Your question is on the page" in page.text
    assert page.soup.select_one("article strong").get_text() == "roof"
    assert count() == 1
    assert mails()[-1].subject == "A question about Open up the Old Fire Station"
    assert mails()[-1].address == "sam.steward@example.org"
    page = browser.get(address(proposal))
    assert "No answer yet" in page.text
    assert "ann@example.org" not in page.whole


def test_the_button_pressed_twice_asks_once(browser, proposal):
    ask(browser, proposal)
    page = browser.get(link_in(mails()[0]))
    page.press("Yes, ask it")
    page.press("Yes, ask it")
    assert browser.get(link_in(mails()[0])).address.endswith("/questions/1")
    assert count() == 1


def test_a_confirmation_link_is_over_after_a_week(browser, proposal):
    ask(browser, proposal)
    with clock.set_to(clock.now() + timedelta(days=7, hours=1)):
        assert browser.get(link_in(mails()[0])).status == 410


def test_the_signed_in_ask_at_once(browser, site, proposal):
    page = Browser(site).sign_in(factories.person("Bob")).get(address(proposal, "/ask"))
    page = page.press("Ask this question", {"Your question": "When does it open?"})
    assert "Your question is on the page" in page.text
    assert count() == 1


def test_the_group_answers_and_the_asker_is_told(browser, steward, proposal):
    asked(browser, proposal)
    assert "Answer" not in browser.get(address(proposal, "/1")).buttons
    page = steward.get(address(proposal, "/1"))
    page = page.press("Answer", {"Your answer": "We have a *grant*.\n\n<script>x</script>"})
    assert page.soup.select_one("article em").get_text() == "grant"
    assert not page.soup.select("article script")
    letter = mails()[-1]
    assert (letter.address, letter.subject) == ("ann@example.org", "Your question has an answer")


def test_two_answers_at_once_keep_the_first_and_the_words(browser, site, steward, proposal):
    asked(browser, proposal)
    one, two = (steward.get(address(proposal, "/1")) for _ in range(2))
    one.press("Answer", {"Your answer": "Yes"})
    page = two.press("Answer", {"Your answer": "No, never"})
    assert page.status == 422
    assert "Someone has answered this already" in page.problems[0]
    db.session.rollback()
    assert db.session.scalar(select(Question.answer)) == "Yes"


def test_strangers_neither_answer_nor_hide(browser, site, proposal):
    asked(browser, proposal)
    bob = Browser(site).sign_in(factories.person("Bob"))
    for part in ("answer", "hide", "show-again"):
        page = bob.post(address(proposal, f"/1/{part}"), {"csrf_token": bob.token()})
        assert page.status == 403
    db.session.rollback()
    assert not db.session.scalars(select(Question)).one().is_hidden


def test_an_officer_hides_with_a_rule_and_it_stays_counted(browser, site, proposal):
    asked(browser, proposal)
    officer = Browser(site).sign_in(factories.staff(proposal.council))
    page = officer.get(address(proposal, "/1"))
    page = page.press("Hide this question")
    assert page.status == 422
    assert page.problems == ["Choose the rule it breaks"]
    page = page.press("Hide this question", {"Which rule": "it was an advert"})
    assert "roof" not in page.text
    assert "because it was an advert" in browser.get(address(proposal)).text
    assert count() == 1
    assert mails()[-1].subject == "We have hidden your question"
    page = officer.get(address(proposal, "/1")).press("Put it back")
    assert "roof" in page.text


def test_an_officer_in_the_group_leaves_it_to_somebody_else(browser, site, proposal):
    asked(browser, proposal)
    officer = factories.staff(proposal.council, PostKind.OFFICER)
    factories.save(
        Membership(
            group=proposal.group, person=officer, role=GroupRole.READER, joined_on=clock.today()
        )
    )
    browser = Browser(site).sign_in(officer)
    assert "Hide this question" not in browser.get(address(proposal, "/1")).buttons
    token = browser.token()
    page = browser.post(address(proposal, "/1/hide"), {"csrf_token": token, "rule": "advert"})
    assert page.status == 403
    assert "You are a member of the group" in page.text


def test_has_it_been_asked(browser, proposal):
    asked(browser, proposal)
    page = browser.get(address(proposal)).press("Search", {"Has it been asked?": "ROOF pay"})
    assert "roof" in page.text
    page = page.press("Search", {"Has it been asked?": "100%"})
    assert "Nobody has asked about “100%” yet" in page.text
    page = ask(browser, proposal, **{"Your question": "Will we pay for a new roof?"})
    assert "Is it one of these?" in page.text
    assert len(mails()) == 2, "nothing is sent yet"
    page = page.press("Ask it anyway")
    assert page.heading == "Check your email"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"Your question": "x" * 501},
            "Use 500 characters or fewer. You have 1 character too many",
        ),
        ({"Your question": " \n "}, "Write your question"),
        ({"Your email address": "no"}, "Enter an email address like name@example.com"),
    ],
)
def test_what_cannot_be_asked_is_explained_and_kept(browser, proposal, changes, sentence):
    page = ask(browser, proposal, **changes)
    assert page.status == 422
    assert page.problems == [sentence]
    assert page.soup.select_one("[name=name]")["value"] == "Ann"
    assert mails() == []


def test_many_questions_are_read_by_the_page(browser, proposal):
    with saved():
        for i in range(1, 61):
            db.session.add(
                Question(
                    council_id=proposal.council_id, subject_kind="proposal", subject_id=proposal.id,
                    text=f"Number {i}?", html=f"<p>Number {i}?</p>", name="Ann",
                    email="ann@example.org", confirmed_at=clock.now(),
                )
            )  # fmt: skip
        db.session.get_one(Proposal, proposal.id).questions_count = 60
    page = browser.get(address(proposal))
    assert len(page.soup.select("article")) == 25
    assert "Number 60?" in page.text
    page = page.follow("Older questions").follow("Older questions")
    assert len(page.soup.select("article")) == 10
    assert "Number 1?" in page.text
    assert browser.get(address(proposal, "?before=99999999999999999999")).status == 200


def test_a_question_of_another_proposal_is_not_found(browser, site, proposal):
    asked(browser, proposal)
    other = factories.gathering(proposal.group, title="Another")
    assert browser.get(address(other, "/1")).status == 404
    assert browser.get(address(proposal, "/99999999999999")).status == 404
    assert db.session.scalar(select(func.count(Question.id))) == 1
