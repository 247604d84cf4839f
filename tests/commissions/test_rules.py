"""Who may do what with a commission: no database."""

import datetime

import pytest

from commissioning.commissions import rules
from commissioning.commissions.models import (
    Answer,
    BudgetLine,
    Commission,
    Need,
    Outcome,
    Part,
    Priority,
    Service,
    Status,
)
from commissioning.groups.models import Group, GroupRole, GroupStatus, Membership
from commissioning.people.models import Person, Visitor
from commissioning.places.models import Neighbourhood

TODAY = datetime.date(2026, 11, 25)


def person(number):
    return Person(id=number, name=f"Person {number}", posts=[])


STEWARD, WRITER, READER, STRANGER = (person(number) for number in (1, 2, 3, 4))


def commission(status=Status.DRAFT, **facts):
    roles = zip(
        (STEWARD, WRITER, READER),
        (GroupRole.STEWARD, GroupRole.WRITER, GroupRole.READER),
        strict=True,
    )
    group = Group(status=GroupStatus.CHECKED)
    group.members = [Membership(person_id=p.id, role=r, joined_on=TODAY) for p, r in roles]
    parts = {
        "summary": "Safe after school.",
        "who_for": "Children",
        "neighbourhoods": [Neighbourhood(name="Millgate")],
        "needs": [Need()],
        "services": [Service(differently="Opens late"), Service(differently="Lends its hall")],
        "outcomes": [Outcome()],
        "lines": [BudgetLine(), BudgetLine()],
        "priorities": [Priority(), Priority(), Priority()],
    }
    return Commission(status=status, group=group, council_id=1, **{**parts, **facts})


@pytest.mark.parametrize("someone", [STRANGER, Visitor()])
def test_a_stranger_does_not_see_a_draft_and_reads_why(someone):
    assert "not public yet" in rules.may_see.why_not(someone, commission())
    assert rules.may_see(someone, commission(Status.COMMENTS))


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        ({"who_for": ""}, Part.ABOUT),
        ({"needs": []}, Part.NEEDS),
        ({"services": [Service(differently="Opens late")]}, Part.SERVICES),
        ({"services": [Service(differently="Opens late"), Service(differently="")]}, Part.SERVICES),
        ({"outcomes": []}, Part.OUTCOMES),
        ({"lines": []}, Part.MONEY),
        ({"priorities": [Priority(), Priority()]}, Part.PRIORITIES),
    ],
)
def test_every_part_has_to_be_finished(facts, part):
    made = commission(**facts, agreed_by_id=WRITER.id)
    assert made.parts_left == [part]
    assert "every part" in rules.may_open_comments.why_not(STEWARD, made)


def test_two_people_stand_behind_what_is_sent():
    made = commission()
    assert "second member" in rules.may_open_comments.why_not(STEWARD, made)
    made.asked_to_send_by_id = STEWARD.id
    assert "not the person who asks" in rules.may_agree.why_not(STEWARD, made)
    assert rules.may_agree(WRITER, made)
    made.agreed_by_id = STEWARD.id
    assert not rules.may_open_comments(STEWARD, made), "not by oneself"
    made.agreed_by_id = WRITER.id
    assert rules.may_open_comments(STEWARD, made)
    assert not rules.may_open_comments(WRITER, made)
    made.group.status = GroupStatus.NEW
    assert "council has to check" in rules.may_open_comments.why_not(STEWARD, made)


@pytest.mark.parametrize("status", list(Status))
def test_it_is_written_until_the_money_check(status):
    is_written = status in {Status.DRAFT, Status.COMMENTS, Status.COMMENTED}
    assert rules.may_edit(WRITER, commission(status)) is is_written
    assert not rules.may_edit(READER, commission(status))
    has_next = status in {Status.COMMENTS, Status.COMMENTED}
    assert rules.may_publish_draft(STEWARD, commission(status)) is has_next
    assert rules.may_answer_comments(WRITER, commission(status)) is has_next


def test_all_have_to_say_yes_and_one_no_lets_the_group_change_it():
    made = commission(Status.MONEY)
    assert not rules.all_said_yes(None, made)
    assert not rules.may_change_money(STEWARD, made)
    made.lines[0].answer = Answer.YES
    assert not rules.all_said_yes(None, made)
    made.lines[1].answer = Answer.NO
    assert rules.may_change_money(STEWARD, made)
    assert not rules.may_change_money(WRITER, made)
    made.lines[1].answer = Answer.YES
    assert rules.all_said_yes(None, made)
    assert not rules.all_said_yes(None, commission(lines=[])), "nobody is not everybody"
