"""The conditions of a decision are met one by one."""

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, ConditionStatus
from commissioning.approvals.operations import Written
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import PostKind
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, say_who
from tests.browser import Browser

WRITTEN = Written(Choose.WITH_CONDITIONS, "Good.", "None.", "- Insure it\n\n- Open by May")


@pytest.fixture
def world(database):
    return builders.world()


def decided(world, facts=builders.SMALL):
    case = builders.case(world, CaseKind.DECISION)
    say_who(case, world.officer, facts)
    pass_checks(case, world.officer)
    do(operations.advise, case, WRITTEN.choice, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    return do(operations.decide, case, WRITTEN, by=world.cabinet)


def condition(decision, number=1):
    return queries.conditions_of(again(decision))[number - 1]


def test_each_line_is_a_condition(world):
    decision = decided(world)
    assert [each.words for each in queries.conditions_of(decision)] == ["Insure it", "Open by May"]
    assert {each.status for each in queries.conditions_of(decision)} == {ConditionStatus.OPEN}


def test_the_group_shows_it_and_an_officer_accepts_it(world):
    decision = decided(world)
    do(operations.claim, condition(decision), "The policy", "https://example.org", by=world.writer)
    with pytest.raises(Refused, match="You cannot claim now"):
        do(operations.claim, condition(decision), "Again", by=world.writer)
    do(operations.accept, condition(decision), by=world.senior)
    assert condition(decision).status == ConditionStatus.MET
    assert condition(decision, 2).status == ConditionStatus.OPEN
    with pytest.raises(Refused, match="You cannot accept now"):
        do(operations.accept, condition(decision), by=world.senior)
    subjects = [mail.subject for mail in db.session.query(Mail).order_by(Mail.id)]
    assert [each.partition(": ")[2] for each in subjects[-2:]] == [
        "the group says that a condition is met", "the council accepts that a condition is met",
    ]  # fmt: skip


def test_what_is_not_met_yet_goes_back_with_a_reason(world):
    decision = decided(world)
    do(operations.claim, condition(decision), "The policy", by=world.writer)
    with pytest.raises(Refused, match="Say why"):
        do(operations.give_back, condition(decision), " ", by=world.senior)
    do(operations.give_back, condition(decision), "It ran out", by=world.senior)
    assert (condition(decision).status, condition(decision).answer) == (
        ConditionStatus.OPEN, "It ran out",
    )  # fmt: skip
    do(operations.claim, condition(decision), "A new policy", by=world.writer)
    assert condition(decision).answer == ""


def test_who_may_claim_and_accept(world):
    decision = decided(world)
    with pytest.raises(NotAllowed):
        do(operations.claim, condition(decision), "The policy", by=world.officer)
    with pytest.raises(Refused) as refused:
        do(operations.claim, condition(decision), " ", by=world.writer)
    assert refused.value.field == "evidence"
    mole = factories.post(world.steward, world.council, PostKind.OFFICER).person
    do(operations.claim, condition(decision), "The policy", by=world.writer)
    for person in (mole, world.cabinet, world.writer):
        with pytest.raises(NotAllowed):
            do(operations.accept, condition(decision), by=person)


def test_nothing_is_met_before_the_decision_takes_effect(world):
    decision = decided(world, builders.FACTS)
    with pytest.raises(Refused, match="has not taken effect"):
        do(operations.claim, condition(decision), "The policy", by=world.writer)


def test_a_condition_is_met_in_the_browser(world, site):
    number = decided(world).id
    page = builders.signed_in(site, world.writer).get(f"/decisions/{number}")
    page = page.follow("Say that condition 1 is met").press("Say that it is met")
    assert page.problems == ["Say what shows that it is met"]
    words = {"What shows": "The policy", "Where can": "example"}
    page = page.press("Say that it is met", words)
    assert page.problems == ["Enter a web address that starts with https://"]
    page.press("Say that it is met", {"Where can": "https://example.org/policy"})
    page = builders.signed_in(site, world.senior).get(f"/decisions/{number}")
    page = page.follow("Look at condition 1").press("Publish this", {"Is it met": "Yes"})
    public = Browser(site).get(f"/decisions/{number}").text
    for words in ("The policy", "https://example.org/policy", "The council accepted it on"):
        assert words in public
