"""A pack is asked for once, filled by somebody who is not of the group, and sent once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups.models import GroupRole, Membership
from commissioning.packs import operations, queries
from commissioning.packs.models import Item, ItemState, PackStatus
from commissioning.packs.operations import Answer
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Status
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


def ask(world, status=Status.PLAN):
    with clock.set_to(MONDAY):
        proposal = builders.proposal(world, status)
        with saved():
            if status == Status.PLAN:
                turns.begin(proposal, "plan", Whose.GROUP, Promise(26, Unit.WEEKS))
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
