"""A pack is asked for once, filled by somebody who is not of the group, and sent once."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from commissioning.cli import take_due_steps
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups.models import GroupRole, Membership
from commissioning.packs import operations, queries
from commissioning.packs.models import Item, ItemState, PackStatus
from commissioning.packs.operations import Answer
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Proposal, Status
from tests import factories
from tests.approvals import builders

MONDAY = clock.london(date(2026, 6, 1), 12)
DUE = date(2026, 6, 29)  # 20 working days later
GIVEN = Answer(ItemState.GIVEN, "In the safe", "https://aldermere.example/plan")


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def pack(world):
    return ask(world)


def ask(world, status=Status.PLAN, plan_weeks=26):
    with clock.set_to(MONDAY):
        proposal = builders.proposal(world, status)
        with saved():
            if status == Status.PLAN:
                turns.begin(proposal, "plan", Whose.GROUP, Promise(plan_weeks, Unit.WEEKS))
            return operations.ask(proposal, by=world.steward)


def fill(pack, officer):
    with saved():
        for item in pack.items:
            said = GIVEN
            if item.item == Item.STAFF:
                said = Answer(ItemState.GIVEN, "Ann, Bo and Cy", staff_count=3)
            operations.answer(item, said, by=officer)


def test_asking_starts_the_councils_twenty_days(world, pack):
    turn = turns.turn_of(pack)
    assert (turn.whose, turn.due_on, turn.basis) == (Whose.COUNCIL, DUE, "default")
    assert pack.name == "P1 Canal Gardens growing hub: information pack"
    assert len(pack.left) == len(Item)
    assert [each for each, _turn in queries.waiting(world.council.id)] == [pack]


@pytest.mark.parametrize(
    "status", [each for each in Status if each not in {Status.CHECK, Status.PLAN}]
)
def test_only_at_the_check_or_the_plan(world, status):
    with pytest.raises(NotAllowed, match="during the council’s check"):
        ask(world, status)


def test_only_a_steward_asks_and_only_once(world, pack):
    with pytest.raises(Refused, match="asked for it already"), saved():
        operations.ask(pack.proposal, by=world.steward)
    with pytest.raises(NotAllowed, match="steward"), saved():
        operations.ask(pack.proposal, by=world.writer)


@pytest.mark.parametrize(
    ("item", "said", "field"),
    [
        (Item.ENERGY, Answer(ItemState.WAITING, "Soon"), "state"),
        (Item.ENERGY, Answer(ItemState.GIVEN), "words"),
        (Item.ENERGY, Answer(ItemState.NOT_HELD, "", "https://a.example"), "words"),
        (Item.ENERGY, Answer(ItemState.GIVEN, "Here", staff_count=2), "staff_count"),
        (Item.STAFF, Answer(ItemState.GIVEN, "Ann"), "staff_count"),
        (Item.STAFF, Answer(ItemState.NOT_HELD, "Nobody", staff_count=0), "staff_count"),
    ],
)  # fmt: skip
def test_an_answer_must_say_something(world, pack, item, said, field):
    found = next(each for each in pack.items if each.item == item)
    with pytest.raises(Refused) as refused, saved():
        operations.answer(found, said, by=world.officer)
    assert refused.value.field == field
    assert found.state == ItemState.WAITING


def test_it_is_sent_when_everything_is_answered_and_not_twice(world, pack):
    with pytest.raises(NotAllowed, match="every item"), saved():
        operations.send(pack, by=world.officer)
    fill(pack, world.officer)
    with clock.set_to(MONDAY + timedelta(days=28)), saved():
        operations.send(pack, by=world.officer)
    assert (pack.status, pack.sent_on) == (PackStatus.SENT, DUE)
    assert not queries.waiting(world.council.id)
    told = {mail.address for mail in db.session.scalars(select(Mail))}
    assert told == {world.steward.email, world.writer.email}
    with pytest.raises(Refused, match="cannot send now"), saved():
        operations.send(pack, by=world.officer)
    with pytest.raises(NotAllowed, match="does not change any more"), saved():
        operations.answer(pack.items[0], GIVEN, by=world.officer)


def test_whoever_is_of_the_group_fills_nothing(world, pack):
    factories.save(Membership(group=world.group, person=world.officer, role=GroupRole.READER,
                              joined_on=clock.today()))  # fmt: skip
    db.session.refresh(world.group)
    with pytest.raises(NotAllowed, match="You belong to this group"), saved():
        operations.answer(pack.items[0], GIVEN, by=world.officer)


@pytest.mark.parametrize(("days", "more"), [(28, 0), (29, 1), (38, 10)])
def test_the_group_gets_back_what_the_council_was_late(world, pack, days, more):
    writing = turns.turn_of(pack.proposal)
    before = writing.due_on
    fill(pack, world.officer)
    with clock.set_to(MONDAY + timedelta(days=days)), saved():
        operations.send(pack, by=world.officer)
    assert writing.due_on == before + timedelta(days=more)


def at(days):
    """The clock on the day so many days after the Monday."""
    return clock.set_to(MONDAY + timedelta(days=days))


def give_back(pack):
    with saved():
        return operations.give_back(pack.id)


def events(name):
    return list(db.session.scalars(select(Event).where(Event.name == name)))


@pytest.mark.parametrize("seen_on", [(), (29, 30, 56), (56, 56), (55,)])
def test_the_days_given_back_are_exact_however_often_the_clock_looks(world, pack, seen_on):
    writing = turns.turn_of(pack.proposal)
    before = writing.due_on
    fill(pack, world.officer)
    for day in seen_on:
        with at(day):
            give_back(pack)
            assert writing.due_on == before + timedelta(days=day - 28)
            assert queries.due_to_give_back() == []
    with at(56), saved():
        operations.send(pack, by=world.officer)
    assert writing.due_on == before + timedelta(days=28)
    assert [json.loads(each.facts)["days"] for each in events("give-back")] == [28]
    assert len(events("wait-for-pack")) == bool(seen_on)


def test_a_clock_that_was_stopped_says_since_when_days_are_missing(world, pack):
    with at(28):
        assert queries.due_to_give_back() == []
        assert not give_back(pack)
    with at(31):
        assert queries.due_to_give_back() == [pack.id]
        assert queries.due_to_give_back()[0].since == clock.london(DUE + timedelta(days=1))
        assert give_back(pack)
        assert not give_back(pack)


def test_no_plan_runs_out_of_time_while_the_pack_is_late(world):
    pack = ask(world, plan_weeks=5)
    with at(36):  # the plan had until day 35, the pack until day 28
        assert take_due_steps() == 1
        assert pack.proposal.status == Status.PLAN
    fill(pack, world.officer)
    with at(90):
        take_due_steps()
        assert pack.proposal.status == Status.PLAN
        with saved():
            operations.send(pack, by=world.officer)
    with at(97):  # the seven days that were left when the pack was due
        take_due_steps()
        assert pack.proposal.status == Status.PLAN
    with at(98):
        take_due_steps()
        assert pack.proposal.status == Status.RAN_OUT


def test_a_plan_whose_pack_is_not_late_runs_out(world):
    pack = ask(world, plan_weeks=3)
    with at(22):
        take_due_steps()
    assert pack.proposal.status == Status.RAN_OUT
    with at(40):
        assert queries.due_to_give_back() == []


@pytest.mark.parametrize("status", [Status.HANDOVER, Status.RUNNING])
def test_nobody_owes_a_pack_once_the_council_has_said_yes(world, pack, status):
    move(pack.proposal, Status.DECISION)
    assert queries.due_to_close() == []
    assert not operations.close(pack.id)
    move(pack.proposal, status)
    assert queries.due_to_close() == [pack.id]
    with saved():
        assert operations.close(pack.id)
    assert pack.status == PackStatus.CLOSED
    assert turns.turn_of(pack) is None


def move(proposal, status):
    """Put it at a stage, without the steps that lead there."""
    with saved():
        db.session.execute(update(Proposal).where(Proposal.id == proposal.id).values(status=status))
    db.session.refresh(proposal)


def test_nobody_owes_a_pack_for_a_proposal_that_has_ended(world, pack):
    assert queries.due_to_close() == []
    with saved():
        proposals.take_step(pack.proposal, "withdraw", by=world.steward, reason="Enough")
    assert queries.due_to_close() == [pack.id]
    with saved():
        assert operations.close(pack.id)
        assert not operations.close(pack.id)
    assert pack.status == PackStatus.CLOSED
    assert turns.turn_of(pack) is None
    assert queries.due_to_close() == []
