"""The arithmetic of reports, without a database."""

import pytest

from commissioning.agreements.models import KeptPromise, PromiseRule
from commissioning.reports import figures
from commissioning.reports.models import Report, ReportFigure


def report(quarter="2026-q3", **facts):
    facts = {"bank": 87_400_00, "staff": 101_300_00, "building": 39_900_00, **facts}
    facts = {"other_out": 26_200_00, "grant": 20_000_00, "sales": 0, "other_in": 0, **facts}
    value = facts.pop("visits", 47_800)
    made = Report(quarter=quarter, **facts)
    made.figures = [ReportFigure(kpi="lei_visits", value=value * 100)]
    return made


def promise(target=40_000, rule=PromiseRule.MIN, kpi="lei_visits", since="2024-q4"):
    target = None if target is None else target * 100
    return KeptPromise(kpi=kpi, rule=rule, target=target, from_quarter=since)


def test_the_bank_follows_from_last_quarter_or_both_sums_are_named():
    assert figures.why_bank_is_wrong(58_300_00, 196_500_00, 167_400_00, 87_400_00) is None
    wrong = figures.why_bank_is_wrong(58_300_00, 196_500_00, 167_400_00, 87_000_00)
    assert "£87,400" in wrong
    assert "£87,000" in wrong


@pytest.mark.parametrize(
    ("now", "before", "jumps"),
    [(150, 100, False), (151, 100, True), (50, 100, False), (49, 100, True), (1, 0, True),
     (0, 0, False), (None, 100, False), (100, None, False), (-100, 100, True)],
)  # fmt: skip
def test_a_figure_jumps_when_it_moves_by_more_than_half(now, before, jumps):
    assert figures.has_jumped(now, before) is jumps


def test_a_question_names_what_jumped_and_nothing_else():
    now = [("Visits", 9, "9"), ("Loans", 5, "5")]
    before = {"Visits": ("Visits", 3, "3"), "Loans": ("Loans", 5, "5")}
    asked = figures.question(now, before)
    assert asked.startswith("Visits: 3 last time, 9 now. Is this right?")
    assert "Loans" not in asked


def test_months_in_the_bank_are_the_bank_over_a_months_costs():
    assert report().months_in_bank == 1.57
    assert report(staff=0, building=0, other_out=0).months_in_bank is None
    assert figures.value_of(report(), "fin_reserves_months") == 1.57


@pytest.mark.parametrize(
    ("kept", "facts"),
    [
        (True, {}),
        (False, {"target": 50_000}),
        (False, {"target": 40_000, "rule": PromiseRule.MAX}),
        (None, {"target": None, "rule": PromiseRule.COUNT}),
        (None, {"target": 50_000, "since": "2026-q4"}),
    ],
)
def test_a_promise_is_kept_broken_or_does_not_count(kept, facts):
    assert figures.is_kept(promise(**facts), report()) is kept


def test_a_card_says_how_it_changed_in_a_year_or_else_in_a_quarter():
    three = [report("2025-q3", visits=44_600), report("2026-q2", visits=42_300), report()]
    assert figures.card(promise(), three).change == "Up from 44,600 a year ago"
    assert figures.card(promise(), three[1:]).change == "Up from 42,300 a quarter ago"
    assert figures.card(promise(), three[2:]).change == ""
    assert figures.card(promise(), three).tag == "Promise kept"
    assert figures.card(promise(50_000), three).tag == "Below promise"


def test_a_missing_report_is_a_gap_in_the_chart_and_never_a_zero():
    chart = figures.bank_chart([report("2026-q1"), report("2026-q3")], None)
    assert "Jun 26: not known" in chart.description


def test_where_the_money_came_from_is_said_in_shares():
    words = figures.source_words([report(sales=60_000_00)])
    assert words == "Sales 75%, The council’s grant 25%, Other 0%."
