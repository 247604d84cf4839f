"""A refusal is looked at again by somebody who had no part in it; so is every complaint."""

from datetime import timedelta

import pytest

from commissioning import CHAPTERS, OWED
from commissioning.approvals.models import CaseKind
from commissioning.approvals.queries import open_case_of
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.turns import Whose
from commissioning.groups import operations as groups
from commissioning.groups.models import GroupStatus
from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from commissioning.reviews import operations, queries
from commissioning.reviews.models import ComplaintStatus, ReviewStatus
from tests import factories
from tests.approvals.builders import again, do, signed_in
from tests.browser import Browser
from tests.reviews import builders
from tests.reviews.builders import ask, refused_check, refused_decision


@pytest.fixture
def world(database):
    return builders.world()


def set_aside(review, by):
    do(operations.decide, review, True, "The map was old.", by=by)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (CaseKind.PROPOSAL_CHECK, Status.CHECK),
        (CaseKind.ASSESSMENT, Status.ASSESSMENT),
    ],
)
def test_a_review_that_sets_a_refusal_aside_takes_the_step_again(world, kind, status):
    proposal = refused_check(world, kind)
    review = ask(proposal, world.steward)
    set_aside(review, world.fresh)
    assert again(review).status == ReviewStatus.SET_ASIDE
    assert again(proposal).status == status
    assert open_case_of(again(proposal)).kind == kind
    assert turns.turn_of(again(proposal)).whose == Whose.COUNCIL
    assert turns.turn_of(again(review)) is None


def test_a_decision_is_made_again(world):
    proposal = refused_decision(world)
    set_aside(ask(proposal, world.steward), world.fresh)
    assert again(proposal).status == Status.DECISION
    assert open_case_of(again(proposal)).kind == CaseKind.DECISION


def test_a_group_is_checked_again(world):
    group = factories.group(world.where, "New Group", [world.steward], status=GroupStatus.NEW)
    do(groups.close, group, "It is a business.", by=world.officer)
    review = ask(group, world.steward)
    set_aside(review, world.fresh)
    assert again(group).status == GroupStatus.NEW
    assert turns.turn_of(again(group)).whose == Whose.COUNCIL


def test_a_refusal_that_stands_changes_nothing_and_tells_the_stewards_why(world):
    proposal = refused_check(world)
    review = ask(proposal, world.steward)
    do(operations.decide, review, False, "The map is right.", by=world.fresh)
    assert again(review).status == ReviewStatus.UPHELD
    assert again(proposal).status == Status.NOT_ACCEPTED
    mail = db.session.query(Mail).order_by(Mail.id.desc()).first()
    assert mail.address == world.steward.email
    assert "The map is right." in mail.body
    with pytest.raises(NotAllowed, match="answered already"):
        set_aside(review, world.fresh)


def test_nobody_reviews_what_they_had_a_part_in(world):
    review = ask(refused_check(world), world.steward)
    with pytest.raises(NotAllowed, match="You had a part in this case"):
        set_aside(review, world.senior)  # who signed the refusal
    with pytest.raises(NotAllowed, match="senior officer"):
        set_aside(review, factories.staff(world.council, PostKind.OFFICER, "Other"))
    elsewhere = factories.council("Bexmoor Council")
    with pytest.raises(NotAllowed):
        set_aside(review, factories.staff(elsewhere, PostKind.SENIOR_OFFICER, "Eli"))
    mole = factories.post(world.writer, world.council, PostKind.SENIOR_OFFICER).person
    with pytest.raises(NotAllowed, match="belong to this group"):
        set_aside(review, mole)


def test_a_steward_asks_once_and_in_time(world):
    proposal = refused_check(world)
    with pytest.raises(NotAllowed, match="Only a steward"):
        ask(proposal, world.writer)
    with pytest.raises(Refused) as refused:
        ask(proposal, world.steward, " ")
    assert refused.value.field == "grounds"
    last = queries.refusal_of(again(proposal)).last_day
    with (
        clock.set_to(clock.london(last + timedelta(days=1), 10)),
        pytest.raises(NotAllowed, match="The time to ask"),
    ):
        ask(proposal, world.steward)
    ask(proposal, world.steward)
    with pytest.raises(NotAllowed, match="asked for a review of this refusal already"):
        ask(proposal, world.steward)


def test_reasons_are_needed(world):
    review = ask(refused_check(world), world.steward)
    with pytest.raises(Refused) as refused:
        do(operations.decide, review, True, " ", by=world.fresh)
    assert refused.value.field == "reasons"


def test_it_is_the_councils_turn_and_in_its_queue(world, site):
    review = ask(refused_check(world), world.steward)
    turn = turns.turn_of(again(review))
    assert (turn.whose, turn.count, turn.basis) == (Whose.COUNCIL, 20, "default")
    assert {"refusal_review", "complaint"} <= set(OWED)
    assert any(each.bp.name == "reviews" for each in CHAPTERS)
    page = signed_in(site, world.fresh).get("/work")
    assert "review of a refusal" in page.text


def test_a_review_in_the_browser(world, site):
    proposal = refused_check(world)
    number = proposal.id
    public = Browser(site).get(f"/proposals/{number}").text
    for words in ("If you do not agree with the refusal", "Local Government and Social Care",
                  "20 working days, our default"):  # fmt: skip
        assert words in public
    page = signed_in(site, world.steward).get(f"/proposals/{number}")
    page = page.follow("Ask for a review").press("Ask for a review")
    assert page.problems == ["Say what should be looked at again"]
    page.press("Ask for a review", {"What should be looked at": "The map is old."})
    review = db.session.query(queries.RefusalReview).one().id
    senior = signed_in(site, world.senior).get(f"/reviews/{review}/decide")
    assert "You had a part in this case" in senior.text
    page = signed_in(site, world.fresh).get("/work/reviews").follow(f"P{number} ")
    page = page.follow("Decide this review").press("Publish this")
    assert page.problems == [
        "Choose whether the refusal stands", "Say why, so that people can understand",
    ]  # fmt: skip
    page.press("Publish this", {"What do you decide": "Set it aside", "Why": "It is."})
    public = Browser(site).get(f"/reviews/{review}").text
    assert "The refusal was set aside" in public
    assert "Where this is now: council check" in public


def test_a_refused_decision_tells_both_routes(world, site):
    proposal = refused_decision(world)
    assert proposal.status == Status.REFUSED
    page = Browser(site).get("/decisions").follow("Canal Gardens")
    assert "If you do not agree with the refusal" in page.text
    set_aside(ask(proposal, world.steward), world.fresh)
    assert "The refusal was set aside" in Browser(site).get(page.address).text


def test_a_complaint_is_answered_by_somebody_else_and_its_words_stay_private(world):
    proposal = refused_check(world)
    person = factories.person("Rita")
    made = do(operations.complain, proposal, "Nobody wrote back.", "Say sorry", by=person)
    assert queries.complaints_about(again(proposal)) == (1, 0)
    with pytest.raises(Refused, match="complained about this already"):
        do(operations.complain, proposal, "Still nobody.", by=person)
    for involved in (world.officer, world.senior):
        with pytest.raises(NotAllowed, match="You had a part in this case"):
            do(operations.answer, made, "Sorry.", by=involved)
    with pytest.raises(Refused):
        do(operations.answer, made, " ", by=world.fresh)
    do(operations.answer, made, "We are sorry.", by=world.fresh)
    assert again(made).status == ComplaintStatus.ANSWERED
    assert queries.complaints_about(again(proposal)) == (1, 1)
    said = " ".join(f"{each.says} {each.reason} {each.facts}" for each in db.session.query(Event))
    assert "Nobody wrote back" not in said
    assert "We are sorry" not in said
    with pytest.raises(NotAllowed, match="answered already"):
        do(operations.answer, made, "Again.", by=world.fresh)


def test_nobody_answers_their_own_complaint(world):
    proposal = refused_check(world)
    made = do(operations.complain, proposal, "Too slow.", by=world.fresh)
    with pytest.raises(NotAllowed, match="your own complaint"):
        do(operations.answer, made, "No.", by=world.fresh)


def test_a_complaint_in_the_browser(world, site):
    number = refused_check(world).id
    person = factories.person("Rita")
    page = signed_in(site, person).get(f"/proposals/{number}/council")
    page = page.follow("Complain about how this was handled").press("Send the complaint")
    assert page.problems == ["Say what went wrong"]
    page.press("Send the complaint", {"What went wrong": "Nobody wrote back."})
    made = db.session.query(queries.Complaint).one().id
    db.session.rollback()
    assert "Nobody wrote back" not in Browser(site).get(f"/proposals/{number}").text
    assert "1 complaint so far" in Browser(site).get(f"/proposals/{number}").text
    address = f"/complaints/{made}"
    assert "Only whoever complained" in signed_in(site, world.steward).get(address).text
    page = (
        signed_in(site, world.fresh).get("/work/reviews").follow(f"P{number} ").follow("Answer it")
    )
    page.press("Send the answer", {"The answer": "We are sorry."})
    page = signed_in(site, person).get("/account").follow(f"P{number} ")
    assert "We are sorry." in page.text
