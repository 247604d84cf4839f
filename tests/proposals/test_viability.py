"""The rules for a plan's money, with the figures of the domain study worked by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from commissioning.proposals.viability import (
    Plan,
    Year,
    check,
    decimals,
    less_income,
    plan_of,
    pounds,
)

THOUSAND = 100_000  # pence
INCOMES = (412, 446, 470, 489, 502)
COSTS = (438, 451, 462, 474, 486)


def thousands(incomes=INCOMES, costs=COSTS, opening=40):
    years = tuple(
        Year(sales=income * THOUSAND, staff=cost * THOUSAND)
        for income, cost in zip(incomes, costs, strict=True)
    )
    return Plan(years, opening * THOUSAND)


def result(plan, code):
    (found,) = [each for each in check(plan) if each.code == code]
    return found


def changed(plan, **facts):
    return plan.changed(lambda year: replace(year, **facts))


def test_the_test_set_gives_the_figures_of_the_study():
    plan = thousands()
    assert [year.left_over // THOUSAND for year in plan.years] == [-26, -5, 8, 15, 16]
    assert [cash // THOUSAND for cash in plan.closing] == [14, 9, 17, 32, 48]
    months = [decimals(each, 2) for each in plan.reserve_months]
    assert months == ["0.38", "0.24", "0.44", "0.81", "1.19"]


def test_the_test_set_passes_v1_and_v2_and_fails_v3():
    plan = thousands()
    assert result(plan, "V1").passed
    assert result(plan, "V2").passed
    assert "year 3" in result(plan, "V2").says
    assert not result(plan, "V3").passed
    assert "1.19 months" in result(plan, "V3").says


def test_income_ten_percent_less_gives_the_figures_of_the_study_and_fails_v7():
    closing = [cash * 10 / THOUSAND for cash in less_income(thousands()).closing]
    assert closing == [-272, -768, -1158, -1497, -1839]
    assert all(isinstance(cash, Fraction) for cash in closing), "worked exactly"
    assert not result(thousands(), "V7").passed
    assert "−£183,900" in result(thousands(), "V7").says


def test_v1_fails_by_one_penny():
    assert result(thousands(opening=31), "V1").passed
    plan = replace(thousands(opening=31), opening_cash=31 * THOUSAND - 1)
    assert not result(plan, "V1").passed


def test_v2_fails_when_a_later_year_loses_again():
    assert not result(thousands(incomes=(412, 446, 470, 470, 502)), "V2").passed
    assert not result(thousands(incomes=(1, 1, 1, 1, 1)), "V2").passed


def test_v3_passes_at_exactly_three_months():
    plan = thousands((120,) * 5, (120,) * 5, opening=30)
    assert result(plan, "V3").passed
    assert not result(replace(plan, opening_cash=30 * THOUSAND - 1), "V3").passed


def test_v4_looks_at_years_three_to_five_only():
    mixed = Year(sales=60, council_grant=40)
    one = Year(sales=100)
    assert result(Plan((one, one, mixed, mixed, mixed)), "V4").passed
    assert not result(Plan((mixed, mixed, mixed, mixed, one)), "V4").passed
    assert not result(Plan((mixed, mixed, mixed, mixed, Year())), "V4").passed


def test_v5_wants_one_and_a_fifth_of_the_loan_payments():
    year = Year(sales=112, staff=100, debt_service=10)
    assert result(Plan((year,) * 5), "V5").passed
    assert not result(Plan((replace(year, sales=111),) * 5), "V5").passed
    assert result(thousands(), "V5").passed, "no loans"


def test_v6_wants_one_and_a_half_percent_of_the_rebuild_value_each_year():
    year = Year(building=20, put_by=15)
    assert result(Plan((year,) * 5, rebuild_value=1000), "V6").passed
    assert not result(Plan((year,) * 4 + (replace(year, put_by=14),), 0, 1000), "V6").passed
    assert result(Plan((year,) * 5, rebuild_value=0), "V6").passed, "nothing is built there"
    assert not result(Plan((year,) * 5), "V6").passed, "nobody said"


@pytest.mark.parametrize(
    ("year", "opening", "trouble"),
    [
        (Year(sales=100, staff=100), 40, "income is 10% less"),
        (Year(donations=100, staff=100), 20, "costs are 5% more"),
        (Year(donations=100, energy=100), 100, "energy costs 30% more"),
        (Year(sales=100, staff=100), 49, "you open 6 months late"),
        (Year(grants=100, staff=100), 499, "the grants are refused"),
    ],
)
def test_v7_names_each_trouble(year, opening, trouble):
    assert trouble in result(Plan((year,) * 5, opening), "V7").says
    assert result(Plan((year,) * 5, 10_000), "V7").passed


def test_v8_wants_sixty_percent_of_the_first_year_in_writing():
    year = Year(sales=100, secured=60)
    assert result(Plan((year,) * 5), "V8").passed
    assert not result(Plan((replace(year, secured=59),) * 5), "V8").passed
    assert not result(Plan((Year(),) * 5), "V8").passed


def test_a_plan_of_nothing_is_judged_and_not_a_crash():
    assert len(check(Plan((Year(),) * 5))) == 8


def test_a_plan_has_five_years():
    with pytest.raises(ValueError, match="5 years"):
        check(Plan((Year(),)))


def test_a_stored_plan_is_the_same_plan():
    plan = replace(thousands(), rebuild_value=5)
    assert plan_of(plan.as_facts()) == plan


def test_money_is_rounded_as_people_round():
    assert pounds(50) == "£1"
    assert pounds(-49) == "£0"
    assert pounds(-123_450) == "−£1,235"
