"""Who may do what with a proposal: no database."""

import datetime

import pytest

from commissioning.groups.models import Group, GroupRole, GroupStatus, Membership
from commissioning.people.models import Person, Visitor
from commissioning.places.models import Place
from commissioning.proposals import rules
from commissioning.proposals.models import SHORT_FORM, PlanSection, Proposal, Section, Status

TODAY = datetime.date(2026, 11, 23)


def person(number):
    return Person(id=number, name=f"Person {number}", posts=[])


STEWARD, WRITER, READER, STRANGER = (person(number) for number in (1, 2, 3, 4))


def proposal(status=Status.DRAFT, finished=SHORT_FORM, **facts):
    roles = zip(
        (STEWARD, WRITER, READER),
        (GroupRole.STEWARD, GroupRole.WRITER, GroupRole.READER),
        strict=True,
    )
    group = Group(status=GroupStatus.CHECKED)
    group.members = [Membership(person_id=p.id, role=r, joined_on=TODAY) for p, r in roles]
    made = Proposal(status=status, group=group, place=Place(), council_id=1, **facts)
    made.sections = [PlanSection(section=s, is_finished=s in finished) for s in Section]
    return made


@pytest.mark.parametrize("someone", [STRANGER, Visitor()])
def test_a_stranger_does_not_see_a_draft_and_reads_why(someone):
    assert "not public yet" in rules.may_see.why_not(someone, proposal())
    assert rules.may_see(someone, proposal(Status.SUPPORT))


@pytest.mark.parametrize("someone", [STEWARD, WRITER, READER])
def test_the_group_sees_its_draft(someone):
    assert rules.may_see(someone, proposal())


@pytest.mark.parametrize(
    ("someone", "allowed"), [(STEWARD, True), (WRITER, True), (READER, False), (STRANGER, False)]
)
def test_stewards_and_writers_write(someone, allowed):
    assert rules.may_edit(someone, proposal()) is allowed
    assert not rules.may_edit(someone, proposal(Status.SUPPORT))


def test_who_asks_to_send_does_not_agree():
    asked = proposal(asked_to_send_by_id=STEWARD.id)
    assert not rules.may_agree(STEWARD, asked)
    assert rules.may_agree(WRITER, asked)
    assert not rules.may_agree(WRITER, proposal(finished=(Section.IDEA,)))


def test_who_agreed_does_not_send():
    assert rules.may_open_support(STEWARD, proposal(agreed_by_id=WRITER.id))
    assert "second member" in rules.may_open_support.why_not(STEWARD, proposal())
    assert not rules.may_open_support(STEWARD, proposal(agreed_by_id=STEWARD.id))
    assert not rules.may_open_support(WRITER, proposal(agreed_by_id=STEWARD.id))


def test_the_short_form_comes_before_support():
    unfinished = proposal(finished=SHORT_FORM[:3], agreed_by_id=WRITER.id)
    assert "short form" in rules.may_open_support.why_not(STEWARD, unfinished)


def test_a_group_that_was_not_checked_cannot_open_support():
    new = proposal(agreed_by_id=WRITER.id)
    new.group.status = GroupStatus.NEW
    assert "check" in rules.may_open_support.why_not(STEWARD, new)


def test_a_place_that_is_not_open_yet_waits():
    closed = proposal(agreed_by_id=WRITER.id)
    closed.place.not_open_until = datetime.date(2999, 1, 1)
    assert "not open" in rules.may_open_support.why_not(STEWARD, closed)


def test_a_full_plan_has_nine_sections_and_the_money_table():
    done = proposal(Status.PLAN, finished=tuple(Section), agreed_by_id=WRITER.id)
    assert "money table" in rules.may_send_plan.why_not(STEWARD, done)
