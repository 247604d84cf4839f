"""Questions stop the council's clock, but not for ever: what is promised stays a promise."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.approvals import operations, queries
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.transactions import saved
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do


@pytest.fixture
def world(database):
    return builders.world()


def turn_of(case):
    return turns.turn_of(queries.subject_of(again(case)))


def later(days):
    return clock.set_to(clock.now() + timedelta(days=days))


def told(case):
    query = select(Event).where(Event.name == "run-again")
    return list(db.session.scalars(query))


def test_the_clock_runs_again_after_the_days_it_may_stand_still_once_and_to_the_day(world):
    case = builders.case(world)
    do(operations.ask_questions, case, ["Who holds the keys?"], by=world.officer)
    stopped, due = turn_of(case).paused_on, turn_of(case).due_on
    with later(14):
        factories.tick()
        assert turn_of(case).paused_on == stopped
    with later(60):  # the clock had been off for weeks
        factories.tick()
        factories.tick()
        turn = turn_of(case)
        assert (turn.paused_on, turn.paused_days) == (None, 15)
        assert turn.due_on == turn.days.after(due, 15)
        assert len(told(case)) == 1
        (pause,) = turns.pauses_of(turn)
        assert turn.days.between(pause.started_on, pause.ended_on) == 15


def test_a_stage_that_stood_still_enough_is_not_stopped_again(world):
    case = builders.case(world)
    do(operations.ask_questions, case, ["Who holds the keys?"], by=world.officer)
    with later(60):
        factories.tick()
        with saved():
            operations.answer_questions(again(case), {1: "The caretaker."}, by=world.steward)
        do(operations.ask_questions, case, ["And on Sundays?"], by=world.officer)
        assert turn_of(case).paused_on is None
        assert len(turns.pauses_of(turn_of(case))) == 1
