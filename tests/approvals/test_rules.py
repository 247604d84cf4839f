"""Who may do what at the desk. No database."""

import pytest

from commissioning.approvals import rules
from commissioning.approvals.models import Advice, Case, CaseKind, Interest
from commissioning.core import clock
from commissioning.groups.models import Group, GroupRole, Membership
from commissioning.people.models import Person, Post, PostKind, Visitor

OTHER_COUNCIL = 2


def person(number, *posts, council_id=1):
    held = [
        Post(kind=kind, council_id=council_id, started_on=clock.today(), ended_on=None)
        for kind in posts
    ]
    return Person(id=number, name=f"Person {number}", is_service=False, posts=held)


def group(*members, left=()):
    made = Group(id=1, council_id=1)
    for number in (*members, *left):
        gone = clock.today() if number in left else None
        made.members.append(Membership(person_id=number, role=GroupRole.STEWARD, left_on=gone))
    return made


def case(kind=CaseKind.ASSESSMENT, of=None):
    return Case(id=5, council_id=1, kind=kind, group=of or group(1))


OFFICER = person(2, PostKind.OFFICER)
SENIOR = person(3, PostKind.SENIOR_OFFICER)
PANEL = person(4, PostKind.PANEL)
CABINET = person(5, PostKind.DECISION_MAKER)
DESK = person(6, PostKind.DESK)
STRANGER = person(7)
FOREIGN = person(8, *PostKind, council_id=OTHER_COUNCIL)
IN_GROUP = person(1, *PostKind)
EVERYONE = [OFFICER, SENIOR, PANEL, CABINET, DESK, STRANGER, FOREIGN, IN_GROUP, Visitor()]

MAY = {
    "may_see": {OFFICER, SENIOR, PANEL, CABINET, DESK, IN_GROUP},
    "may_work": {OFFICER, SENIOR},
    "may_note": {OFFICER, SENIOR, PANEL, CABINET, DESK},
    "may_score": {OFFICER, SENIOR, PANEL},
    "may_name_panel": {OFFICER, SENIOR},
    "may_agree_scores": {OFFICER, SENIOR},
    "may_refuse": {OFFICER, SENIOR},
    "may_assign": {OFFICER, SENIOR, IN_GROUP},
}


@pytest.mark.parametrize("name", MAY)
def test_who_may_in_an_assessment(name):
    allowed = {each for each in EVERYONE if getattr(rules, name)(each, case())}
    assert allowed == MAY[name]


@pytest.mark.parametrize(
    ("name", "allowed"), [("may_advise", {OFFICER, SENIOR}), ("may_open_decision", {CABINET})]
)
def test_who_may_in_a_decision(name, allowed):
    at_decision = case(CaseKind.DECISION)
    assert {each for each in EVERYONE if getattr(rules, name)(each, at_decision)} == allowed
    assert not any(getattr(rules, name)(each, case()) for each in EVERYONE)


def test_who_may_name_a_provider():
    finding = case(CaseKind.PROVIDER)
    allowed = {each for each in EVERYONE if rules.may_name_provider(each, finding)}
    assert allowed == {OFFICER, SENIOR}
    assert not any(rules.may_name_provider(each, case(CaseKind.DECISION)) for each in EVERYONE)
    assert not rules.may_refuse(OFFICER, finding)


def test_scores_belong_to_the_assessment():
    at_check = case(CaseKind.PROPOSAL_CHECK)
    assert "assessment" in rules.may_score.why_not(PANEL, at_check)
    assert not rules.may_refuse(OFFICER, case(CaseKind.DECISION))


@pytest.mark.parametrize(
    "name", ["may_work", "may_note", "may_score", "may_agree_scores", "may_refuse"]
)
def test_a_member_who_left_the_group_is_still_not_free(name):
    once = case(of=group(1, left=(2, 4)))
    for someone in (OFFICER, PANEL):
        assert not getattr(rules, name)(someone, once)


def test_the_refusal_says_why():
    assert "belong to this group" in rules.may_work.why_not(IN_GROUP, case())


def test_who_asked_to_refuse_does_not_sign():
    asked = Advice(person_id=2)
    assert "second officer" in rules.why_not_sign(OFFICER, asked)
    assert rules.why_not_sign(SENIOR, asked) is None
    assert "Nobody" in rules.why_not_sign(SENIOR, None)


@pytest.mark.parametrize(
    ("advice", "interest", "words"),
    [
        (None, None, "has to advise"),
        (Advice(person_id=5), None, "You advised"),
        (Advice(person_id=5), Interest(has_interest=False), "You advised"),
        (Advice(person_id=2), None, "Declare"),
        (Advice(person_id=2), Interest(has_interest=True), "declared an interest"),
        (Advice(person_id=2), Interest(has_interest=False), None),
    ],
)
def test_what_stops_a_decision_maker(advice, interest, words):
    why = rules.why_not_decide(CABINET, advice, interest)
    assert (why is None) if words is None else (words in why)
