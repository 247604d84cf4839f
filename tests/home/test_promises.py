"""What the page about promises counts, from turns that began and ended on known days."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.home.queries import promises
from commissioning.proposals.models import Status
from tests import factories

MONDAY = date(2026, 11, 2)
PROMISE = Promise(5, Unit.WORKING_DAYS)  # until Monday 9 November


def on(day):
    return clock.set_to(clock.london(day, 12))


@pytest.fixture
def proposal(database):
    where = factories.neighbourhood(factories.council())
    with on(MONDAY):
        group = factories.group(where)
        return factories.proposal_at(factories.place(where), group, Status.CHECK)


def do(subject, stage, began, took, *, whose=Whose.COUNCIL):
    """A step that took so many days on the calendar; None: it is not finished."""
    with saved():
        with on(began):
            turn = turns.begin(subject, stage, whose, PROMISE)
        if took is not None:
            with on(began + timedelta(days=took)):
                turns.end(subject)
    return turn


def test_each_step_is_in_time_or_late(proposal):
    for took in (1, 7, 8, 14):
        do(proposal, "check", MONDAY, took)
    with on(MONDAY + timedelta(days=20)):
        found = promises(proposal.council_id)
    (step,) = found.steps
    assert (step.words, step.finished, step.in_time, step.late) == ("Council check", 4, 2, 2)
    assert step.share is None, "four are too few for a share"
    assert found.says == "2 of 4 steps were finished in time."
    assert [each.days for each in found.was_late] == [5, 1], "the newest first"


def test_five_are_enough_to_say_how_many_in_a_hundred(proposal):
    for took in (1, 2, 3, 4, 8):
        do(proposal, "check", MONDAY, took)
    with on(MONDAY + timedelta(days=20)):
        found = promises(proposal.council_id)
    assert found.says == "4 of 5 steps were finished in time (80%)."
    assert [bar.words for bar in found.bars.rows] == ["80%"]


def test_what_others_have_to_do_does_not_count(proposal):
    for whose in (Whose.GROUP, Whose.RESIDENTS, Whose.BOTH):
        do(proposal, "plan", MONDAY, 30, whose=whose)
    with on(MONDAY + timedelta(days=40)):
        found = promises(proposal.council_id)
    assert not found.steps
    assert not found.late_now
    assert found.says == "The council has not finished a step with a limit yet."


def test_what_is_late_now_says_why(proposal):
    turn = do(proposal, "decision", MONDAY, None)
    with saved():
        turn.late_reason = "Staff absence. We will be back on Friday."
        turn.new_date = date(2026, 11, 13)
    for day, late in ((9, []), (10, [1]), (12, [3])):
        with on(date(2026, 11, day)):
            assert [each.days for each in promises(proposal.council_id).late_now] == late
    with on(date(2026, 11, 12)):
        (found,) = promises(proposal.council_id).late_now
    assert (found.reason, found.new_date) == (turn.late_reason, turn.new_date)
    assert found.step == "Council decision"


def test_a_clock_that_stands_still_is_not_late(proposal):
    turn = do(proposal, "check", MONDAY, None)
    with saved(), on(date(2026, 11, 4)):
        turns.pause(turn, "A question to the group")
    with on(date(2026, 12, 1)):
        assert not promises(proposal.council_id).late_now
    with saved(), on(date(2026, 11, 6)):
        turns.resume(turn)
    with saved(), on(date(2026, 11, 11)):
        turns.end(proposal)
    with on(date(2026, 11, 12)):
        (step,) = promises(proposal.council_id).steps
    assert (step.late, step.paused_days) == (0, 2)


def test_twelve_months_this_one_first_and_empty_ones_too(proposal):
    do(proposal, "check", date(2026, 9, 1), 2)
    do(proposal, "check", date(2025, 11, 3), 2)  # thirteen months ago
    with on(date(2026, 11, 20)):
        months = promises(proposal.council_id).months
    assert len(months) == 12
    assert (months[0].first, months[-1].first) == (date(2026, 11, 1), date(2025, 12, 1))
    assert [(month.first.month, month.in_time) for month in months if month.finished] == [(9, 1)]


def test_another_councils_steps_are_its_own(proposal):
    other = factories.council("Elsewhere")
    do(proposal, "check", MONDAY, 2)
    assert not promises(other.id).steps


def test_that_something_was_flagged_is_not_told(proposal):
    turn = do(proposal, "check", MONDAY, None)
    with saved():
        turn.subject_kind, turn.title = "flag", "Question 1: a title"
    with on(date(2026, 12, 1)):
        assert not promises(proposal.council_id).late_now
    with saved(), on(date(2026, 12, 1)):
        turn.ended_on = clock.today()
    with on(date(2026, 12, 2)):
        found = promises(proposal.council_id)
    assert not found.was_late
    assert [step.late for step in found.steps] == [1], "it counts"
    db.session.rollback()
