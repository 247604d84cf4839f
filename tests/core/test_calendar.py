"""Legal days. The values are those of the law’s own periods, counted by hand with the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commissioning.core import calendar
from commissioning.core.calendar import (
    add_months,
    add_years,
    clear_days_after,
    clear_days_before,
    is_working_day,
    months_beginning_with,
    nth_working_day_after,
    nth_working_day_beginning_with,
    weeks_beginning_with,
    why_not_working,
    working_days_between,
)

SCOTLAND, UNION = "scotland", "uk-union"
BANK_HOLIDAYS = {
    ("england-and-wales", 2026): "1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12",
    ("scotland", 2026): "1/1 2/1 3/4 4/5 25/5 15/6 3/8 30/11 25/12 28/12",
    ("northern-ireland", 2026): "1/1 17/3 3/4 6/4 4/5 25/5 13/7 31/8 25/12 28/12",
    ("england-and-wales", 2027): "1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12",
    ("scotland", 2027): "1/1 4/1 26/3 3/5 31/5 2/8 30/11 27/12 28/12",
    ("northern-ireland", 2027): "1/1 17/3 26/3 29/3 3/5 31/5 12/7 30/8 27/12 28/12",
    ("england-and-wales", 2028): "3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12",
    ("scotland", 2028): "3/1 4/1 14/4 1/5 29/5 7/8 30/11 25/12 26/12",
    ("northern-ireland", 2028): "3/1 17/3 14/4 17/4 1/5 29/5 12/7 28/8 25/12 26/12",
}
days = some.dates(date(2024, 1, 1), date(2034, 12, 31))
calendars = some.sampled_from(sorted(calendar.CALENDARS))


@pytest.mark.parametrize(("which", "year"), BANK_HOLIDAYS)
def test_bank_holidays_on_weekdays(which, year):
    every_day = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = [
        f"{day.day}/{day.month}"
        for day in every_day
        if day.year == year and day.weekday() < 5 and not is_working_day(day, which)
    ]
    assert " ".join(found) == BANK_HOLIDAYS[which, year]


def test_notice_of_a_key_decision():
    assert clear_days_before(date(2027, 1, 19), 28) == date(2026, 12, 21)


def test_agenda_of_a_meeting():
    assert clear_days_before(date(2027, 1, 19), 5, working=True) == date(2027, 1, 11)


def test_papers_are_published_on_a_day_when_the_offices_are_open():
    monday = date(2027, 1, 25)
    assert clear_days_before(monday, 5, working=True) == date(2027, 1, 15), "not Sunday 17th"


def test_general_exception():
    assert clear_days_after(date(2027, 1, 8), 5, working=True) == date(2027, 1, 18)
    assert clear_days_after(date(2026, 12, 21), 28) == date(2027, 1, 19)


def test_call_in_over_christmas():
    last = nth_working_day_after(date(2026, 12, 23), 5)
    assert last == date(2027, 1, 4)
    assert nth_working_day_after(last, 1) == date(2027, 1, 5), "the decision takes effect"


def test_standstill():
    published = date(2026, 11, 24)
    assert nth_working_day_beginning_with(published, 8) == date(2026, 12, 3)
    assert nth_working_day_beginning_with(published, 8, UNION) == date(2026, 12, 4), "St Andrew"
    for which in ("england-and-wales", UNION):
        assert nth_working_day_beginning_with(date(2026, 12, 17), 8, which) == date(2026, 12, 30)


def test_moratoria_on_a_listed_asset():
    received = date(2026, 3, 2)
    assert weeks_beginning_with(received, 6) == date(2026, 4, 12)
    assert months_beginning_with(received, 6) == date(2026, 9, 1)
    assert months_beginning_with(received, 18) == date(2027, 9, 1)
    assert add_years(date(2026, 3, 2), 5) - timedelta(days=1) == date(2031, 3, 1)


def test_scottish_transfer_request():
    assert add_months(date(2026, 11, 23), 6) == date(2027, 5, 23)
    assert nth_working_day_after(date(2026, 11, 23), 20, SCOTLAND) == date(2026, 12, 22)


def test_months_and_years_that_have_no_such_day():
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_years(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert add_years(date(2028, 2, 29), 4) == date(2032, 2, 29)


def test_a_councils_own_closed_days_do_not_count():
    closed = {date(2026, 12, 24), date(2026, 12, 29)}
    assert nth_working_day_after(date(2026, 12, 23), 1, closed=closed) == date(2026, 12, 30)
    assert clear_days_before(date(2027, 1, 5), 3, working=True, closed=closed) == date(2026, 12, 23)
    assert working_days_between(date(2026, 12, 23), date(2026, 12, 30), closed=closed) == 1


def test_why_a_day_does_not_count():
    assert why_not_working(date(2026, 12, 23)) is None
    assert why_not_working(date(2026, 12, 26)) == "Saturday"
    assert why_not_working(date(2026, 12, 25)) == "Christmas Day"
    assert why_not_working(date(2026, 11, 30)) is None
    assert "Andrew" in why_not_working(date(2026, 11, 30), SCOTLAND)
    assert why_not_working(date(2026, 12, 24), closed={date(2026, 12, 24)}).endswith("closed")


def test_an_unknown_calendar_is_refused():
    with pytest.raises(KeyError):
        is_working_day(date(2026, 11, 23), "wales")


@given(days, some.integers(0, 60), calendars)
def test_counting_back_is_counting_forward(meeting, n, which):
    published = clear_days_before(meeting, n, which, working=True)
    between = (published + timedelta(days=i) for i in range(1, (meeting - published).days))
    assert sum(is_working_day(day, which) for day in between) == n
    assert is_working_day(published, which)
    if is_working_day(meeting, which):
        assert clear_days_after(published, n, which, working=True) == meeting


@given(days, some.integers(1, 60), calendars)
def test_the_nth_working_day_is_one_and_has_n_behind_it(day, n, which):
    last = nth_working_day_after(day, n, which)
    assert is_working_day(last, which)
    assert working_days_between(day, last, which) == n
    first = nth_working_day_beginning_with(day, n, which)
    assert working_days_between(day - timedelta(days=1), first, which) == n


@given(days, some.integers(1, 60))
def test_the_union_is_never_sooner_than_one_country(day, n):
    ends = [nth_working_day_after(day, n, which) for which in calendar.CALENDARS]
    assert nth_working_day_after(day, n, UNION) == max(ends)
