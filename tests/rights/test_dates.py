"""The days of the law, with the values that were worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from commissioning.core import calendar
from commissioning.core.day_counts import Way, count_days
from commissioning.places.settings import CouncilSettings, ListingScheme, Nation
from commissioning.rights import dates
from commissioning.rights.models import RightRequest
from commissioning.rights.scheme import TIMES_2011, RightKind, times_of

MONDAY = date(2026, 3, 2)
SCOTLAND = CouncilSettings(nation=Nation.SCOTLAND)


def test_a_notice_of_2_march_2026():
    assert dates.wait_from(MONDAY, TIMES_2011) == (
        date(2026, 4, 12),
        date(2026, 9, 1),
        date(2027, 9, 1),
    )


def test_the_page_that_counts_days_ends_the_wait_on_the_same_days():
    wait = dates.wait_from(MONDAY, TIMES_2011)
    assert count_days(Way.WEEKS_WITH, MONDAY, 6).answer == wait.interim_until
    assert count_days(Way.MONTHS_WITH, MONDAY, 6).answer == wait.full_until


def test_a_listing_lasts_five_years_that_begin_with_its_day():
    assert dates.listed_until(date(2026, 12, 1), TIMES_2011) == date(2031, 11, 30)
    assert dates.listed_until(date(2028, 2, 29), TIMES_2011) == date(2033, 2, 27)


def test_a_nomination_is_decided_within_eight_weeks():
    request = RightRequest(kind=RightKind.NOMINATION, scheme="la2011", received_on=MONDAY)
    request.council = type("Council", (), {"settings": CouncilSettings()})  # only its numbers count
    assert dates.decide_by(request, None) == date(2026, 4, 27)


def test_a_transfer_request_is_decided_within_six_months_of_its_validation():
    request = RightRequest(kind=RightKind.TRANSFER, validated_on=date(2026, 11, 23))
    assert dates.decide_by(request, None) == date(2027, 5, 23)


def test_twenty_working_days_in_scotland_leave_out_st_andrews_day():
    assert dates.working_days_after(date(2026, 11, 23), 20, SCOTLAND) == date(2026, 12, 22)
    assert dates.working_days_after(date(2026, 11, 23), 20, CouncilSettings()) == date(2026, 12, 21)


@pytest.mark.parametrize(
    ("opens", "closes", "month", "is_open"),
    [(0, 0, 7, True), (8, 8, 8, True), (8, 8, 9, False), (11, 2, 1, True), (11, 2, 3, False)],
)
def test_a_window_for_challenges_may_run_over_the_new_year(opens, closes, month, is_open):
    settings = CouncilSettings(challenge_opens_month=opens, challenge_closes_month=closes)
    assert dates.is_open_month(date(2026, month, 15), settings) == is_open


def test_of_the_2026_act_only_the_twelve_months_are_known():
    times = times_of(ListingScheme.EDCEA2026, CouncilSettings())
    assert times.full_months == 12
    assert {times.decision_weeks, times.review_weeks, times.listing_years} == {0}
    assert {times.interim_weeks, times.protected_months} == {0}
    known = replace(CouncilSettings(), new_scheme_interim_weeks=4)
    assert times_of(ListingScheme.EDCEA2026, known).interim_weeks == 4
    assert times_of(ListingScheme.LA2011, known) is TIMES_2011


def test_a_period_that_begins_with_a_day_is_one_shorter_than_one_after_it():
    assert calendar.add_months(MONDAY, 6) == date(2026, 9, 2)
