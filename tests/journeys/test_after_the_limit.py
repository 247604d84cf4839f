"""The page says what happens after the last day of the group's time, and it is true."""

from datetime import date, timedelta

import pytest

from commissioning.cli import take_due_steps
from commissioning.commissions.models import Status as Stage
from commissioning.core import clock, turns
from commissioning.core.transactions import saved
from commissioning.proposals.models import Status
from commissioning.proposals.operations.steps import begin_turn
from tests import factories
from tests.approvals import builders

MONDAY = clock.london(date(2026, 6, 1), 12)
LOST = "After that day it has run out of time, and it ends."


@pytest.fixture
def world(database):
    return builders.world()


@pytest.mark.parametrize(
    ("status", "says", "becomes"),
    [
        (Status.SUPPORTED, "the group can still send it in", Status.SUPPORTED),
        (Status.PLAN, LOST, Status.RAN_OUT),
    ],
)
def test_a_proposals_page_says_what_happens_after_the_day(world, browser, status, says, becomes):
    with clock.set_to(MONDAY):
        proposal = builders.proposal(world, status)
        with saved():
            begin_turn(proposal)
        assert says in browser.get(f"/proposals/{proposal.id}").text
        last = turns.turn_of(proposal).due_on
    with clock.set_to(clock.london(last + timedelta(days=1), 12)):
        take_due_steps()
        assert proposal.status == becomes


def test_a_commission_waits_for_its_group(world, browser):
    with clock.set_to(MONDAY):
        made = factories.commission(world.group, Stage.COMMENTED)
        assert (
            "the group can still change it and go on" in browser.get(f"/commissions/{made.id}").text
        )
        last = turns.turn_of(made).due_on
    with clock.set_to(clock.london(last + timedelta(days=1), 12)):
        take_due_steps()
        assert made.status == Stage.COMMENTED


def test_it_says_nothing_of_the_sort_while_it_is_another_sides_turn(world, browser):
    with clock.set_to(MONDAY):
        proposal = builders.proposal(world, Status.CHECK)
        money = factories.commission(world.group, Stage.MONEY)
        for here in (f"/proposals/{proposal.id}", f"/commissions/{money.id}"):
            assert "after that day" not in browser.get(here).text.lower()
