"""The demo's groups and proposals, told through the operations on several days of two years."""

from datetime import date
from types import SimpleNamespace

import pytest

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.groups.models import GroupStatus
from commissioning.people.models import PostKind
from commissioning.people.queries import the_service
from commissioning.proposals import operations, viability
from commissioning.proposals.models import Section, Status
from commissioning.proposals.money import plan_from
from seed.story import groups, proposals, support
from seed.story.plans import PROPOSALS, figures
from tests import factories
from tests.architecture.test_status import assert_history_is_true


def world():
    council = factories.council(
        changed_settings={"support_target": 50, "check_days": 10, "assessment_days": 40}
    )
    names = ("Millgate", "Northfields", "Abbots Lea")
    known = {name: factories.neighbourhood(council, name) for name in names}
    people = {
        name: factories.person(name, email=f"{name}@example.org")
        for name in ("demo.steward", "demo.coauthor1", "demo.coauthor2")
    }
    people["demo.officer"] = factories.staff(council, PostKind.OFFICER)
    places = {f"PL{n}": factories.place(known["Millgate"], name=f"Place {n}") for n in range(1, 15)}
    return SimpleNamespace(
        council=council,
        neighbourhoods=known,
        people=people,
        places=places,
        groups={},
        proposals={},
    )


def gather(proposal, count):
    """As the support pages would: count people, and reach the target."""
    proposal.supporters_count = count
    operations.take_step(proposal, "reach-target", by=the_service())


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 1, 4), date(2028, 2, 28)])
def test_the_story_can_be_told_on_any_monday(database, today):
    with clock.set_to(clock.london(today, 9)):
        told = world()
        groups.tell(told)
        proposals.tell(told, proposals.Hands(gather=gather))
        checked = [each.status == GroupStatus.CHECKED for each in told.groups.values()]
        assert checked == [True] * 10 + [False] * 3
        stages = {key: proposal.status for key, proposal in told.proposals.items()}
        assert stages == {plan.key: proposals.stage_told(plan.key) for plan in PROPOSALS}
        assert stages["P10"] == Status.SUPPORT
        late = turns.turn_of(told.proposals["P7"])
        assert late.days_used == 51
        assert turns.turn_of(told.proposals["P9"]).tag == turns.Tag.DUE_SOON
        assert [each.reference for each in told.proposals.values()] == list(told.proposals)
        finished = [e.section for e in told.proposals["P12"].sections if e.is_finished]
        assert finished == [Section.IDEA, Section.NEED, Section.GROUP]
        assert (told.proposals["P7"].yearly_cost, told.proposals["P7"].council_pays) == (
            3_840_000,
            2_100_000,
        )
        assert_history_is_true(db)


def test_the_neighbours_of_the_story_are_counted_one_by_one(database):
    told = world()
    groups.tell(told)
    where = list(told.neighbourhoods.values())
    hands = proposals.Hands(gather=lambda each, n: support.gather(each, min(n, 52), where=where))
    proposals.tell(told, hands)
    assert told.proposals["P9"].status == Status.CHECK
    assert told.proposals["P9"].supporters_count == 52
    assert_history_is_true(db)


def test_without_support_the_story_stops_there(database):
    told = world()
    groups.tell(told)
    proposals.tell(told)
    assert told.proposals["P5"].status == Status.SUPPORT


@pytest.mark.parametrize("plan", PROPOSALS, ids=lambda plan: plan.key)
def test_every_plan_of_the_demo_has_money_in_the_bank_and_breaks_even(plan):
    results = {each.code: each for each in viability.check(plan_from(figures(plan)))}
    assert results["V1"].passed
    assert results["V2"].passed
