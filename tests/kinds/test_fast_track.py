"""On the fast track the council is quicker. No time or duty that the law gives is shortened."""

from datetime import date, timedelta
from itertools import product

import pytest

from commissioning.approvals import operations as approvals
from commissioning.approvals import queries as approvals_queries
from commissioning.approvals.models import CaseKind, DecisionFacts
from commissioning.approvals.queries import Out
from commissioning.approvals.scheme import Body, Facts, Land
from commissioning.core import clock, turns
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.gates import queries as gates
from commissioning.gates.law import Blocks
from commissioning.kinds import operations
from commissioning.kinds.law import GATES, TIMES, not_shortened
from commissioning.kinds.operations import Announced, Offered
from commissioning.places.models import PlaceKind
from commissioning.places.settings import LEAST, CouncilSettings
from commissioning.proposals.models import FAST, Status
from seed.story import gates as told
from tests.approvals import builders

MONDAY = clock.london(date(2026, 6, 1), 12)
# Numbers that give people time before a decision, by law or by the gates. FAST has none of them.
PEOPLES = {
    *LEAST, "objection_days", "charity_notice_days", "consultation_weeks",
    "library_consultation_weeks", "staff_information_days", "call_in_days", "hearing_max_days",
    "min_requesters", "vote_notice_days", "vote_open_days", "support_weeks", "plan_weeks",
    "answer_days", "send_in_weeks",
}  # fmt: skip


@pytest.fixture
def world(database):
    with clock.set_to(MONDAY):
        return builders.world()


def hurry(world, proposal):
    """Announce that its place closes, and put it on the fast track."""
    with saved():
        said = Announced(clock.today(), clock.today() + timedelta(days=60), "Money", "Cabinet")
        operations.announce(proposal.place, said, by=world.officer)
        operations.put_on_fast_track(proposal, Offered(), by=world.officer)
    assert proposal.is_fast


def test_only_the_councils_own_promises_are_shorter():
    ours = CouncilSettings()
    assert not PEOPLES & {*FAST, *FAST.values()}
    for usual, fast in FAST.items():
        assert getattr(ours, fast) < getattr(ours, usual)
        assert ours.promise(fast).basis == "default"


def test_28_clear_days_fit_inside_the_quicker_decision():
    ours = CouncilSettings()
    for number in range(366):
        day = date(2027, 1, 1) + timedelta(days=number)
        assert ours.promise("fast_decision_days").due(day) > day + timedelta(days=29)


def test_the_page_names_every_minimum_with_its_source():
    listed = not_shortened(CouncilSettings())
    assert set(TIMES) == set(LEAST)
    assert len(listed) == len(TIMES) + len(GATES)
    assert all(each.words and each.source and each.certainty for each in listed)


OUTS = [
    Out(published_on=p, papers_on=a, exception_on=e)
    for p, a, e in product(
        (None, date(2026, 6, 1), date(2026, 6, 12)),
        (None, date(2026, 6, 10), date(2026, 6, 26)),
        (None, date(2026, 6, 15)),
    )
]


def test_no_decision_on_the_fast_track_is_lawful_earlier(world):
    """Whatever is out, whoever decides: the first lawful day is the same as for any other."""
    case = builders.case(world, CaseKind.DECISION)
    proposal = approvals_queries.subject_of(case)

    def lawful():
        found = []
        for body, key, out in product(Body, (True, False), OUTS):
            facts = DecisionFacts(body=body, is_key=key)
            waits = approvals_queries.waits(case, facts, out)
            days = [clock.today() + timedelta(days=n) for n in range(0, 60, 4)]
            why = [approvals_queries.why_not_on(day, case, facts, out) for day in days]
            found.append((waits, why))
        return found

    with clock.set_to(MONDAY):
        before = lawful()
        hurry(world, proposal)
        assert lawful() == before
    assert any(wait.lawful_on for waits, _why in before for wait in waits)


@pytest.mark.parametrize("kind", [PlaceKind.LIBRARY, PlaceKind.PARK])
def test_every_gate_blocks_the_same_step_on_the_fast_track(world, kind):
    """Open space, charity land, a library, staff: for each, what stands in the way is the same."""
    case = builders.case(world, CaseKind.DECISION)
    proposal = approvals_queries.subject_of(case)
    for is_open, is_charity in product((True, False), repeat=2):
        with saved():
            proposal.place.kind = kind
            proposal.place.is_open_space, proposal.place.is_charity_land = is_open, is_charity
            told.answer(proposal, "deal", by=world.officer)
        before = standing(proposal)
        assert {"equality", "open-space" if is_open else "equality"} <= before[Blocks.DECISION]
        with clock.set_to(MONDAY):
            if proposal.fast_track is None:
                hurry(world, proposal)
            assert standing(proposal) == before
            with saved():
                proposal.fast_track.closure.taken_back_on = clock.today()
            assert not proposal.is_fast
            assert standing(proposal) == before
            with saved():
                proposal.fast_track.closure.taken_back_on = None


def standing(proposal):
    return {each: {found.gate.key for found in gates.in_the_way(proposal, each)} for each in Blocks}


def test_a_key_decision_waits_for_its_notice_on_the_fast_track_too(world):
    """Through the operations: refused on the 28th day, as for any other."""
    with clock.set_to(MONDAY):
        case = builders.case(world, CaseKind.DECISION)
        hurry(world, approvals_queries.subject_of(case))
        key = Facts(600_000_00, 1, Land.LEASE, 25)
        builders.say_who(case, world.officer, key)
        lawful = clock.today() + timedelta(days=29)
        notice = approvals.Notice(
            "Whether", "The cabinet", lawful - timedelta(days=1), "Room 1", "Report", "Here", "Ask"
        )
        with pytest.raises(Refused, match="28 clear days"):
            builders.do(approvals.publish_entry, case, notice, by=world.officer)


def test_the_running_clock_of_the_council_is_shortened_and_nobody_elses(world):
    with clock.set_to(MONDAY):
        ours = builders.proposal(world, Status.ASSESSMENT)
        with saved():
            turns.begin(ours, "assessment", turns.Whose.COUNCIL, ours.promise("assessment_days"))
        hurry(world, ours)
        fast = world.council.settings.promise("fast_assessment_days")
        assert turns.turn_of(ours).due_on == fast.due(clock.today())
        theirs = builders.proposal(world, Status.PLAN, "Theirs")
        with saved():
            turns.begin(theirs, "plan", turns.Whose.GROUP, theirs.promise("plan_weeks"))
        due = turns.turn_of(theirs).due_on
        hurry(world, theirs)
        assert turns.turn_of(theirs).due_on == due
