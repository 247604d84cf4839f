"""The desk's part of the demo, told over proposals at their stages."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose
from commissioning.core import clock, turns
from commissioning.core.transactions import saved
from commissioning.proposals.models import Status
from seed.story import approvals
from tests.approvals import builders
from tests.approvals.builders import again

MONDAY = clock.london(date(2026, 11, 23), 12)


@pytest.fixture
def world(database):
    return builders.world()


def test_what_waits_at_the_desk_of_the_demo(world):
    told = {"P9": (Status.CHECK, 7, 10), "P7": (Status.ASSESSMENT, 51, 40)}
    proposals = {}
    for key, (status, ago, promised) in told.items():
        with clock.set_to(MONDAY - timedelta(days=ago * 7 // 5)):
            proposals[key] = builders.proposal(world, status, key, days=promised)
            with saved():
                kind = builders.COUNCIL[status]
                operations.open_case(proposals[key], kind, by=world.steward)
    with clock.set_to(MONDAY):
        proposals["P6"] = builders.proposal(world, Status.DECISION, "P6", days=30)
        approvals.tell(SimpleNamespace(proposals=proposals))
        tags = {key: turns.turn_of(again(each)).tag for key, each in proposals.items()}
        late = turns.turn_of(again(proposals["P7"]))
        rows = queries.queue(world.council.id, queries.Filters(kinds=["proposal"]))
    assert tags["P7"] == turns.Tag.LATE
    assert late.paused_days == 5
    assert "ground survey" in late.late_reason
    assert rows[0].name.endswith("P7")
    assert rows[0].days_late > 0
    assert len(rows) == 3
    case = queries.open_case_of(again(proposals["P9"]))
    assert {check.key for check in case.open_checks} == {"pack", "same"}
    assert queries.advice_on(queries.open_case_of(again(proposals["P6"])))


def test_officers_accept_assess_and_decide(world):
    case = builders.case(world, CaseKind.PROPOSAL_CHECK)
    proposal = queries.subject_of(again(case))
    with saved():
        approvals.accept(proposal, by=world.officer)
    assert again(proposal).status == Status.PLAN
    case = builders.case(world, CaseKind.ASSESSMENT, title="Another")
    proposal = queries.subject_of(again(case))
    with saved():
        approvals.assess(proposal, by=world.officer)
    assert again(proposal).status == Status.VOTE
    proposal = builders.proposal(world, Status.DECISION, "A third")
    with saved():
        approvals.decide(proposal, Choose.APPROVE, "It is good.", "Doing nothing.")
    assert again(proposal).status == Status.DECISION
    effect = approvals.takes_effect_on(clock.today())
    with clock.set_to(clock.london(effect, 6)), saved():
        approvals.take_effect(again(proposal))
    assert again(proposal).status == Status.HANDOVER
