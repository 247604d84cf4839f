"""From a letter with a code to a vote, a changed vote, and the result."""

import re
from datetime import timedelta

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.transactions import saved
from commissioning.people.models import AddressCode, Person, PostKind
from commissioning.proposals.models import Proposal
from commissioning.votes.models import BallotPaper, Method, Status, Vote
from tests import factories
from tests.browser import Browser


@pytest.fixture
def scene(database):
    made = factories.voting(deciles=(1, 9))
    factories.postcode(made.areas[0], "AM12BX")
    return made


def letter_code(site, scene):
    """A desk officer prints the letter and marks it; returns the code on it."""
    desk = Browser(site).sign_in(factories.staff(scene.council, PostKind.DESK))
    page = desk.get("/work/addresses").follow("Print letters")
    code = re.search(r"code: (\w{4}-\w{4})", page.text).group(1)
    page = page.press("Mark 1 as printed")
    assert "1 marked as printed" in page.text
    assert code not in desk.get("/work/addresses/print").text
    return code


def ask_for_letter(resident):
    page = resident.get("/account/address")
    return page.press(
        "Send me a letter",
        {"Your postcode": "am1 2bx", "Your address": "1 Mill Lane", "I am 16": True},
    )


def cast(voter, vote, choice):
    page = voter.get(f"/votes/{vote.id}/ballot").press("Continue", {"Your vote": choice})
    assert page.heading == "Check your vote"
    assert f"You chose: {choice}" in page.text
    return page.press("Cast your vote")


def test_from_letter_to_result(site, scene):
    officer = Browser(site).sign_in(scene.officer)
    vote = announce_in_browser(officer, scene)
    person = factories.person("Ann")
    ann = Browser(site).sign_in(person)
    page = ann.get(f"/votes/{vote.id}/check")
    assert "We have to check your address first" in page.text
    assert "We will send you a letter" in ask_for_letter(ann).text
    code = letter_code(site, scene)
    page = ann.get("/account/address").press(
        "Check the code", {"The code in your letter": code.lower().replace("-", " ")}
    )
    assert "Your address is checked. You can vote." in page.text
    letter = db.session.scalars(db.select(AddressCode)).one()
    assert (letter.address, letter.postcode, letter.nonce) == ("", "", "")

    with factories.while_open(vote):
        ann.sign_in(person)
        page = ann.get(f"/votes/{vote.id}").follow("Vote now")
        assert page.heading == "Check that you can vote"
        assert page.press("Join the roll").problems
        page = page.press("Join the roll", {"I lived in Millgate on": True})
        assert page.heading == vote.question
        assert page.press("Continue").problems == ["Choose Yes, No, or “I do not want to choose”"]
        page = cast(ann, vote, "Yes")
        assert page.heading == "Your vote is in"
        receipt = re.search(r"\w{4}-\w{4}", page.text).group()
        page = cast(ann, vote, "No")
        assert receipt in page.text
        assert "1 person voted online so far" in ann.get(f"/votes/{vote.id}").text
        assert "Results are hidden until 5pm" in ann.get(f"/votes/{vote.id}/results").text
        page = ann.get(f"/votes/{vote.id}/find-receipt")
        assert "in the box" in page.press("Check", {"Your receipt": receipt.lower()}).text
        page = page.press("Check", {"Your receipt": "0000-0000"})
        assert page.status == 422

    with factories.after(vote):
        factories.tick()
        ann.sign_in(person)
        page = ann.get(f"/votes/{vote.id}/ballot")
        assert (page.status, page.heading) == (403, "You cannot vote in this vote")
        assert "are being counted" in ann.get(f"/votes/{vote.id}/results").text
        officer.sign_in(scene.officer)
        second = enter_paper(site, officer, scene, vote)
        page = officer.get(f"/work/votes/{vote.id}").press("Count the votes")
        assert "Somebody else has to publish the result: you counted it yourself." in page.text
        assert "Publish the result" not in page.buttons
        page = second.get(f"/work/votes/{vote.id}")
        assert page.press("Publish the result").status == 422
        page = page.press("Publish the result", {"What happens next": "We decide in March."})
        assert page.heading == f"Result: {vote.question}"
        assert "Yes. Most people who chose said Yes." in page.text
        assert "120 people voted Yes and 81 voted No. 20 were blank." in page.text
        assert "We decide in March." in page.text
        csv = ann.get(f"/votes/{vote.id}/results.csv").text
        assert "whole,all,2000,221,120,81,20" in csv
        page = officer.get(f"/work/votes/{vote.id}").press("Ask the council for its decision")
        assert "with the council" in page.text


def announce_in_browser(officer, scene):
    page = officer.get("/work/votes").follow("announce the vote")
    opens = clock.today() + clock.HOUR * 24 * 15
    closes = clock.today() + clock.HOUR * 24 * 40
    answers = {
        "The question": "Should local people run the library?",
        "What the vote is about": "Who runs it.",
        "What happens if most people vote Yes": "A mutual runs it.",
        "What happens if most people vote No": "The council runs it.",
        "Voting opens": (opens.day, opens.month, opens.year),
        "Voting closes": (closes.day, closes.month, closes.year),
    }
    page = page.press("See it as people will", answers)
    assert "This is what people will see" in page.text
    page = page.press("Announce this vote")
    assert "The vote is announced" in page.text
    return db.session.scalars(db.select(Vote)).one()


def enter_paper(site, officer, scene, vote):
    page = officer.get(f"/work/votes/{vote.id}").follow("Enter a batch")
    batch = {
        "Neighbourhood": "Millgate",
        "Deprivation decile": "9",
        "Papers in the batch": "220",
        "Yes": "120",
        "No": "81",
        "Blank": "20",
    }
    page = page.press("Enter this batch", batch)
    assert page.status == 422
    assert page.problems == ["Yes, No and blank come to 221 but you entered 220 papers"]
    page = page.press("Enter this batch", {"No": "80"})
    assert "Waits for a second person" in page.text
    page = officer.get("/work").follow(f"V{vote.id} paper votes, batch 1")
    assert page.buttons == []
    assert "you entered these papers yourself" in page.text
    assert "120" not in page.text
    second = Browser(site).sign_in(factories.staff(scene.council, PostKind.SCRUTINEER))
    page = second.get("/work").follow(f"V{vote.id} paper votes, batch 1")
    assert "Yes: 120" in page.text
    page = page.press("Agree batch 1")
    assert "Agreed by a second person" in page.text
    return second


def test_a_wrong_code_has_five_tries_then_a_new_letter(site, scene):
    ann = Browser(site).sign_in(factories.person("Ann"))
    ask_for_letter(ann)
    code = letter_code(site, scene)
    for left in ("4 tries", "3 tries", "2 tries", "1 try"):
        page = ann.get("/account/address").press(
            "Check the code", {"The code in your letter": "0000-0000"}
        )
        assert page.problems == [
            f"That code does not match. Check the letter. You have {left} left"
        ]
    page = page.press("Check the code", {"The code in your letter": "0000-0000"})
    assert "You have used all tries for this letter" in page.text
    token = ann.token()
    page = ann.post("/account/address/code", {"code": code, "csrf_token": token})
    assert page.status == 422, "the right code opens nothing any more"
    assert "We will send you a letter" in ask_for_letter(ann).text
    page = ann.get("/account/address")
    assert "Check the code" not in page.buttons


def test_two_browsers_try_codes_and_none_is_free(site, scene):
    person = factories.person("Ann")
    ann, again = Browser(site).sign_in(person), Browser(site).sign_in(person)
    ask_for_letter(ann)
    letter_code(site, scene)
    for each in (ann, again, ann, again):
        page = each.get("/account/address").press(
            "Check the code", {"The code in your letter": "0000-0000"}
        )
    assert "1 try left" in page.problems[0]


def test_an_unknown_postcode_lets_people_choose(site, scene):
    ann = Browser(site).sign_in(factories.person("Ann"))
    page = ann.get("/account/address")
    answers = {"Your postcode": "AM9 9ZZ", "Your address": "1 High St", "I am 16": True}
    page = page.press("Send me a letter", answers)
    assert page.problems[0].startswith("We cannot find AM9 9ZZ.")
    page = page.press("Send me a letter", {"Your neighbourhood": "Millgate"})
    assert "We will send you a letter" in page.text


@pytest.mark.parametrize("written", ["", "hello", "AM1", "12345"])
def test_a_postcode_that_is_none_is_explained(site, scene, written):
    ann = Browser(site).sign_in(factories.person("Ann"))
    page = ann.get("/account/address").press(
        "Send me a letter", {"Your postcode": written, "Your address": "1 High St", "I am": True}
    )
    assert page.status == 422
    assert page.soup.select_one("[name=address]")["value"] == "1 High St"


def test_an_officer_checks_somebody_at_the_desk(site, scene):
    desk = Browser(site).sign_in(factories.staff(scene.council, PostKind.DESK))
    page = desk.get("/work/addresses").follow("Check somebody at the desk")
    page = page.press(
        "Their address is checked",
        {
            "Their email address": "bob@example.org",
            "Their name": "Bob",
            "Their postcode": "AM1 2BX",
            "They are 16": True,
        },
    )
    assert "Bob is checked, in Millgate" in page.text
    bob = db.session.scalars(db.select(Person).where(Person.email == "bob@example.org")).one()
    assert bob.is_address_checked
    assert bob.small_area.decile == 1
    event = db.session.scalars(db.select(Event).where(Event.name == "check-address")).one()
    assert event.details == {"method": "desk"}
    public = event.says + event.facts + event.reason
    assert not {"Bob", "bob", "AM1"} & set(re.findall(r"\w+", public))


def test_nobody_else_sees_the_letters(site, scene):
    officer = Browser(site).sign_in(factories.person("Ann", scene.where))
    assert officer.get("/work/addresses/print").status == 403
    foreign = factories.staff(factories.council("Otherham Council", host="other.example"),
                              PostKind.DESK)  # fmt: skip
    site.config["COUNCIL"] = "aldermere"
    assert Browser(site).sign_in(foreign).get("/work/addresses/print").status == 403


def test_a_vote_sent_twice_is_cast_once(site, scene):
    person = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    ann = Browser(site)
    with factories.while_open(vote):
        ann.sign_in(person)
        page = ann.get(f"/votes/{vote.id}/ballot").press("Continue", {"Your vote": "Yes"})
        first = page.press("Cast your vote")
        second = page.press("Cast your vote")
        assert first.text == second.text
    assert len(list(db.session.scalars(db.select(BallotPaper)))) == 1
    assert len(list(db.session.scalars(db.select(Event).where(Event.name == "cast")))) == 1


def test_a_vote_checked_before_the_close_and_sent_after_it_is_not_cast(site, scene):
    person = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    ann = Browser(site)
    with clock.set_to(vote.closes_at - timedelta(minutes=1)):
        ann.sign_in(person)
        page = ann.get(f"/votes/{vote.id}/ballot").press("Continue", {"Your vote": "Yes"})
    with clock.set_to(vote.closes_at):
        page = page.press("Cast your vote")
        assert page.status == 403
        assert "Voting closed at 5pm on" in page.text
    assert not list(db.session.scalars(db.select(BallotPaper)))


@pytest.mark.parametrize("from_opening", [-clock.HOUR, clock.HOUR])
def test_a_vote_about_what_was_withdrawn_is_called_off(site, scene, from_opening):
    vote = factories.announce(scene)
    ann = factories.person("Ann", scene.where)
    with saved():
        db.session.execute(db.update(Proposal).values(status="withdrawn"))
    with clock.set_to(vote.opens_at + from_opening):
        factories.tick()
        browser = Browser(site).sign_in(ann)
        page = browser.get(f"/votes/{vote.id}")
        assert "because the proposal it is about has ended: withdrawn. Nothing" in page.text
        assert "Vote now" not in page.text
        listed = browser.get("/votes").text
        assert "Called off. Nothing is counted." in listed
        assert "Coming" not in listed
        for part in ("results", "check"):
            assert "was called off" in browser.get(f"/votes/{vote.id}/{part}").text
        assert "Called off" in browser.get(f"/proposals/{scene.proposal.id}").text
        assert "Called off" in browser.get("/search?q=mutual").text
        page = Browser(site).sign_in(scene.officer).get(f"/work/votes/{vote.id}")
        assert "The vote is called off" in page.text
        assert "Count the votes" not in page.buttons


def test_choosing_up_to_three(site, scene):
    person = factories.person("Ann", scene.where)
    words = ["Trees", "Paths", "Benches", "Lights"]
    vote = factories.announce(
        scene, method=Method.CHOOSE, most=3, options=[(each, "") for each in words]
    )
    ann = Browser(site)
    with factories.while_open(vote):
        ann.sign_in(person)
        page = ann.get(f"/votes/{vote.id}/ballot")
        wrong = page.press("Continue", {"Choose up to 3": words})
        assert wrong.problems == ["You chose 4. Choose 3 or fewer"]
        assert page.press("Continue").status == 422
        page = page.press("Continue", {"Choose up to 3": ["Trees", "Lights"]})
        assert "You chose: Trees, Lights" in page.text
        assert "You could choose 1 more" in page.text
        page.press("Cast your vote")
        blank = ann.get(f"/votes/{vote.id}/ballot")
        blank.press("Continue", {"I do not want to choose": True}).press("Cast your vote")
    assert db.session.scalars(db.select(BallotPaper.choice)).one() == "blank"


def test_pages_stay_within_their_queries(site, scene, queries_of):
    person = factories.person("Ann", scene.where)
    vote = factories.announce(scene)
    ann = Browser(site)
    with factories.while_open(vote):
        ann.sign_in(person)
        cast(ann, vote, "Yes")
        here = f"/votes/{vote.id}-{vote.slug}"
        for address in ("", "/ballot", "/receipt", "/results", "/find-receipt"):
            db.session.rollback()
            with queries_of() as seen:
                ann.get(here + address)
            assert len(seen) <= 12, (address, "\n\n".join(seen))
        page = ann.get(f"/votes/{vote.id}/ballot").press("Continue", {"Your vote": "No"})
        with queries_of() as seen:
            page.press("Cast your vote", follow=False)
        assert len(seen) <= 20, "\n\n".join(seen)


def test_another_councils_vote_is_not_here(site, scene):
    vote = factories.announce(scene)
    factories.council("Otherham Council", host="localhost")
    ann = Browser(site)
    assert ann.get(f"/votes/{vote.id}").status == 404
    assert vote.status == Status.ANNOUNCED
