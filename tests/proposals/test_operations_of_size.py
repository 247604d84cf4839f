"""An officer says how large a proposal is; its plan then needs less, or more."""

import json

import pytest
from sqlalchemy import select

from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.places.models import PlaceKind
from commissioning.proposals import operations, rules, tiers
from commissioning.proposals.models import Proposal, Section, Status, Tier
from commissioning.proposals.tiers import Size
from tests import factories
from tests.approvals import builders

LEFT_OUT = (Section.VOICES, Section.PEOPLE, Section.RISKS)
ADDED = (Section.RENEWAL, Section.EXIT)


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def plan(world):
    made = builders.proposal(world, Status.PLAN)
    with saved():
        for each in made.sections:
            each.is_finished = each.section not in LEFT_OUT + ADDED
    return made


def set_size(plan, world, *said, **more):
    return builders.do(operations.set_size, plan, *said, by=world.officer, **more)


def may_send(plan, world):
    return rules.may_send_plan(world.steward, builders.again(plan))


def test_a_small_plan_can_be_sent_with_fewer_parts(world, plan):
    assert not may_send(plan, world)
    set_size(plan, world, Size(value=9_000_00))
    assert may_send(plan, world)


def test_a_complex_plan_has_more_parts_to_finish(world):
    draft = factories.proposal(world.group, factories.place(world.where))
    assert len(draft.sections) == 9
    with saved():
        draft.status = Status.PLAN
        for each in draft.sections:
            each.is_finished = True
        operations.set_size(draft, Size(moves_staff=True), by=world.officer)
    assert [each.section for each in builders.again(draft).sections][-2:] == list(ADDED)
    assert not rules.has_full_plan(world.steward, draft)
    set_size(draft, world, Size(moves_staff=True))  # nothing is asked for twice
    assert len(builders.again(draft).sections) == 11


def test_what_was_written_stays_when_the_plan_needs_less(world, plan):
    set_size(plan, world, Size(moves_staff=True))
    set_size(plan, world, Size(value=1_00))
    assert {each.section for each in builders.again(plan).sections} == set(Section)


def test_another_size_needs_a_reason_that_everyone_reads(world, plan):
    with pytest.raises(Refused, match="Say why") as refused:
        set_size(plan, world, Size(), Tier.SMALL)
    assert refused.value.field == "reason"
    facts = set_size(plan, world, Size(), Tier.SMALL, "It is one room and a key")
    assert (facts.worked_out, facts.chosen) == (Tier.STANDARD, Tier.SMALL)
    assert tiers.tier_of(builders.again(plan)) == (Tier.SMALL, "It is one room and a key")
    event = db.session.scalars(select(Event).where(Event.name == "set-size")).one()
    assert (event.visibility, event.reason) == ("public", "It is one room and a key")
    assert json.loads(event.facts) == {"tier": "small", "worked_out": "standard"}


def test_the_size_that_follows_needs_no_reason(world, plan):
    facts = set_size(plan, world, Size(), Tier.STANDARD)
    assert (facts.chosen, facts.chosen_because) == (None, "")


@pytest.mark.parametrize("status", [each for each in Status if each not in {
    Status.SUPPORT, Status.SUPPORTED, Status.CHECK, Status.PLAN}])  # fmt: skip
def test_only_until_the_full_plan_is_sent(world, status):
    made = builders.proposal(world, status)
    with pytest.raises(NotAllowed, match="the day its full plan is sent"):
        set_size(made, world, Size())


def test_only_an_officer_who_is_not_of_the_group(world, plan):
    with pytest.raises(NotAllowed, match="Only the council’s"):
        builders.do(operations.set_size, plan, Size(), by=world.steward)
    factories.post(world.steward, world.council, "officer")
    with pytest.raises(NotAllowed, match="belong to this group"):
        builders.do(operations.set_size, plan, Size(), by=world.steward)


def test_passing_the_check_keeps_the_size(world):
    checked = builders.proposal(world, Status.CHECK)
    with saved():
        checked.place.kind = PlaceKind.SWIMMING_POOL
        operations.take_step(checked, "accept", by=world.officer)
        checked.place.kind = PlaceKind.LIBRARY
    assert tiers.tier_of(builders.again(checked)).tier == Tier.COMPLEX


def test_a_plan_from_before_sizes_needs_what_it_needed(world):
    older = builders.proposal(world, Status.PLAN)
    with saved():
        older.place.kind = PlaceKind.SWIMMING_POOL
    assert tiers.tier_of(older) == (Tier.STANDARD, tiers.TOO_EARLY)
    assert db.session.get(Proposal, older.id).size_facts is None
