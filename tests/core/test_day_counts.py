"""The list of days shows what the calendar counts, and never anything else."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commissioning.core import calendar
from commissioning.core.day_counts import MEETING, PUBLISHED, RULES, STARTS, Way, count_days
from commissioning.core.turns import Basis, Promise, Unit

days = some.dates(date(2024, 1, 1), date(2034, 12, 31))
calendars = some.sampled_from(sorted(calendar.CALENDARS))


def row(count, day):
    return next(each for each in count.days if each.day == day)


def test_ten_working_days_over_christmas():
    count = count_days(Way.WORKING_DAYS, date(2026, 12, 18), 10)
    assert count.answer == date(2027, 1, 6)
    assert (count.counted, count.weekends, count.holidays, count.ends) == (10, 6, 3, 1)
    assert row(count, date(2026, 12, 18)).why_not == STARTS
    assert row(count, date(2026, 12, 21)).number == 1
    assert row(count, date(2026, 12, 25)).why_not == "Christmas Day"
    assert row(count, date(2026, 12, 26)).why_not == "Saturday"
    assert row(count, date(2027, 1, 6)).number == 10


@pytest.mark.parametrize(
    ("way", "day", "n", "of", "answer"),
    [  # the test values of the law's own examples
        ("working-days", date(2026, 12, 23), 5, "england-and-wales", date(2027, 1, 4)),
        ("working-days", date(2026, 11, 23), 20, "scotland", date(2026, 12, 22)),
        ("working-days-with", date(2026, 11, 24), 8, "england-and-wales", date(2026, 12, 3)),
        ("working-days-with", date(2026, 11, 24), 8, "uk-union", date(2026, 12, 4)),
        ("weeks-with", date(2026, 3, 2), 6, "england-and-wales", date(2026, 4, 12)),
        ("months-with", date(2026, 3, 2), 6, "england-and-wales", date(2026, 9, 1)),
        ("clear-days", date(2027, 1, 19), 28, "england-and-wales", date(2026, 12, 21)),
        ("clear-working-days", date(2027, 1, 19), 5, "england-and-wales", date(2027, 1, 11)),
    ],
)
def test_known_periods(way, day, n, of, answer):
    assert count_days(Way(way), day, n, of).answer == answer


@given(days, some.integers(1, 60), calendars)
def test_working_days_are_those_the_calendar_counts(day, n, of):
    after = count_days(Way.WORKING_DAYS, day, n, of)
    assert after.answer == calendar.nth_working_day_after(day, n, of)
    assert after.days[-1].number == n == after.counted
    assert after.first == day
    with_it = count_days(Way.WORKING_DAYS_WITH, day, n, of)
    assert with_it.days[-1].number == n
    for each in [*after.days[1:], *with_it.days]:
        assert (each.number is not None) is calendar.is_working_day(each.day, of)
        assert bool(each.why_not) is (each.number is None)


@given(days, some.integers(1, 60), calendars, some.booleans())
def test_clear_days_lie_between_publication_and_meeting(day, n, of, working):
    way = Way.CLEAR_WORKING_DAYS if working else Way.CLEAR_DAYS
    count = count_days(way, day, n, of)
    assert count.answer == calendar.clear_days_before(day, n, of, working)
    assert count.counted == n
    assert (count.days[0].why_not, count.days[-1].why_not) == (PUBLISHED, MEETING)


@given(days, some.integers(1, 52))
def test_a_promise_in_weeks_ends_where_the_list_does(day, n):
    promise = Promise(n, Unit.WEEKS)
    assert count_days(Way.WEEKS, day, n).answer == promise.due(day)
    assert count_days(Way.WEEKS, day, n).counted == 7 * n


@given(days, some.integers(1, 60), some.sampled_from(sorted(Way)), calendars)
def test_every_day_is_listed_once_and_the_sum_is_whole(day, n, way, of):
    count = count_days(Way(way), day, n, of)
    listed = [each.day for each in count.days]
    assert listed == [count.first + timedelta(days=i) for i in range(len(listed))]
    assert count.counted + count.weekends + count.holidays + count.ends == len(listed)
    assert [each.number for each in count.days if each.number] == list(range(1, count.counted + 1))


def test_every_way_has_its_rule_and_source():
    assert set(RULES) == set(Way)
    for rule in RULES.values():
        assert rule.says
        assert rule.used_for
        assert rule.source or rule.basis is not Basis.LAW
