"""The days that count at one council, clocks that stand still, and clocks that follow a change."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from commissioning.core import calendar, clock, turns
from commissioning.core.calendar import CLOSED, WorkingDays
from commissioning.core.clock import LONDON
from commissioning.core.database import db
from commissioning.core.day_counts import STARTS, Way, count_days, days_of_turn
from commissioning.core.history import Event
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis, Whose
from commissioning.places import operations
from commissioning.places.queries import closed_days
from tests import factories

MONDAY = date(2026, 12, 14)
EVE = date(2026, 12, 24)  # a Thursday, and a working day by law


def on(day):
    return clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=LONDON))


@pytest.fixture
def council(database):
    return factories.council()


@pytest.fixture
def proposal(council):
    where = factories.neighbourhood(council)
    return factories.proposal(factories.three(where)[0], factories.place(where))


def begin(proposal, setting="check_days", whose=Whose.COUNCIL, day=MONDAY):
    promise = proposal.council.settings.promise(setting)
    with saved(), on(day):
        return turns.begin(proposal, "check", whose, promise)


def change(proposal, follow=True, **numbers):
    with saved():
        operations.change_settings(
            proposal.council, numbers, by=None, reason="We can do better", follow=follow
        )


def close(council, day=EVE, follow=False):
    with saved(), on(MONDAY):
        operations.close_on(council, day, "Christmas Eve", by=None, follow=follow)


def test_a_closed_day_counts_for_no_clock_that_starts_after_it_was_said(proposal):
    before = begin(proposal)
    with saved(), on(MONDAY):
        turns.end(proposal)
    close(proposal.council)
    after = begin(proposal)
    assert before.due_on == calendar.nth_working_day_after(MONDAY, 20)
    assert after.due_on == calendar.nth_working_day_after(MONDAY, 20, closed={EVE})
    assert after.due_on == before.due_on + timedelta(days=1)
    with on(date(2026, 12, 29)):  # a Tuesday
        assert after.days_used == 8


def test_a_council_keeps_the_bank_holidays_of_its_nation(proposal):
    change(proposal, follow=False, nation="scotland")
    turn = begin(proposal, day=date(2026, 11, 23))
    assert turn.due_on == date(2026, 12, 22)  # 30 November is St Andrew's Day
    assert turn.days == WorkingDays("scotland")


def test_clocks_that_run_follow_only_if_it_is_said(proposal):
    turn = begin(proposal)
    first = turn.due_on
    close(proposal.council)
    assert turn.due_on == first
    with saved(), on(MONDAY):
        operations.count_again(proposal.council, EVE, by=None)
    close(proposal.council, follow=True)
    assert turn.due_on == first + timedelta(days=1)
    event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert f"proposal {proposal.id}: {first} to {turn.due_on}" in event.facts


def test_a_clock_that_follows_keeps_what_a_pause_gave_it(proposal):
    turn = begin(proposal)
    with saved(), on(MONDAY + timedelta(days=1)):
        turns.pause(turn, "A question")
    with saved(), on(MONDAY + timedelta(days=3)):
        turns.resume(turn)
    change(proposal, check_days=30)
    assert turn.due_on == calendar.nth_working_day_after(MONDAY, 32)
    assert (turn.count, turn.basis) == (30, Basis.COUNCIL)


@pytest.mark.parametrize(("whose", "days"), [(Whose.COUNCIL, 5), (Whose.GROUP, 20)])
def test_only_the_council_can_lose_days_it_was_promised(proposal, whose, days):
    turn = begin(proposal, whose=whose)
    change(proposal, check_days=5)
    assert turn.due_on == calendar.nth_working_day_after(MONDAY, days)


def test_other_clocks_stay(proposal):
    turn = begin(proposal, "decision_days")
    first = turn.due_on
    change(proposal, check_days=5)
    assert turn.due_on == first


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (MONDAY - timedelta(days=1), "Enter today or a day to come"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 19), "Saturday"),
        (EVE, CLOSED),
    ],
)
def test_a_day_that_does_not_count_cannot_be_closed(council, day, why):
    close(council)
    with pytest.raises(Refused, match=why):
        close(council, day)
    assert council.settings_version == 2


def test_a_day_that_is_not_closed_cannot_be_opened(council):
    with pytest.raises(Refused), on(MONDAY):
        operations.count_again(council, EVE, by=None)
    close(council)
    with on(MONDAY):
        assert [(each.day, each.id) for each in closed_days(council)] == [(EVE, 20261224)]
    with on(date(2026, 12, 28)):
        assert closed_days(council) == []
        with pytest.raises(Refused):
            operations.count_again(council, EVE, by=None)


def test_each_pause_is_kept_with_its_reason_and_shown_day_by_day(proposal):
    turn = begin(proposal)
    for first, last, why in ((1, 3, "The first question"), (4, 7, "The second question")):
        with saved(), on(MONDAY + timedelta(days=first)):
            turns.pause(turn, why)
        with saved(), on(MONDAY + timedelta(days=last)):
            turns.resume(turn)
    pauses = turns.pauses_of(turn)
    assert [each.reason for each in pauses] == ["The first question", "The second question"]
    assert turn.paused_days == 3
    with on(MONDAY + timedelta(days=8)):
        days = days_of_turn(turn, pauses)
        assert days[0] == (MONDAY, None, STARTS)
        counted = [day.number for day in days if day.number]
        assert len(counted) == turn.days_used == 3
    assert [day.why_not for day in days[2:4]] == ["Paused: the first question"] * 2


def test_the_list_of_days_says_when_the_council_is_closed():
    count = count_days(Way.WORKING_DAYS, MONDAY, 10, closed={EVE})
    assert count.answer == calendar.nth_working_day_after(MONDAY, 10, closed={EVE})
    assert (count.counted, count.closings) == (10, 1)
    assert [each.day for each in count.days if each.why_not == CLOSED] == [EVE]
