"""The arithmetic of reports: what follows, what jumps, which promises are kept. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.agreements.kpis import BY_KEY, Kpi
from commissioning.agreements.models import KeptPromise, PromiseRule
from commissioning.core.charts import Drawing, LineChart, Pair, line_chart, paired, sparkline
from commissioning.core.pages import money, percent
from commissioning.core.sentences import change
from commissioning.mutuals.quarters import Quarter
from commissioning.reports.models import Report, ReportFigure

JUMP = 0.5  # a figure that moves by more than this share of the last one is asked about
SHOWN = 8  # quarters in a chart

MONEY = {
    "grant": "The council’s grant",
    "sales": "Sales",
    "other_in": "Other money in",
    "staff": "Staff",
    "building": "Building and energy",
    "other_out": "Other costs",
}
PEOPLE = {
    "members": "Members",
    "seats_taken": "Seats of the board that are taken",
    "paid_staff": "Paid staff",
    "volunteers": "Volunteers",
}


@dataclass(frozen=True)
class Counted:
    """A figure as the board gives it. `why` and `back_by` are for one that breaks a promise."""

    value: float | None
    why: str = ""
    back_by: date | None = None


@dataclass(frozen=True)
class Money:
    """A quarter's money in pence: three kinds in, three out, and the bank at the end."""

    grant: int
    sales: int
    other_in: int
    staff: int
    building: int
    other_out: int
    bank: int

    @property
    def all_in(self) -> int:
        """All that came in."""
        return self.grant + self.sales + self.other_in

    @property
    def all_out(self) -> int:
        """All that was paid."""
        return self.staff + self.building + self.other_out


Named = tuple[str, float | None, str]  # its name, its value, the value in words


def bank_should_be(opening: int, money_in: int, money_out: int) -> int:
    """What has to be in the bank at the end, in pence."""
    return opening + money_in - money_out


def why_bank_is_wrong(opening: int, money_in: int, money_out: int, bank: int) -> str | None:
    """The sentence for a bank balance that does not follow, naming both sums, or None."""
    should = bank_should_be(opening, money_in, money_out)
    if bank == should:
        return None
    return (
        f"The money in the bank does not follow. It was {money(opening)}. With {money(money_in)} in"
        f" and {money(money_out)} out it comes to {money(should)}, but you wrote {money(bank)}"
    )


def has_jumped(now: float | None, before: float | None) -> bool:
    """Did it move by more than half of what it was? From nothing, any figure is a jump."""
    if now is None or before is None:
        return False
    return abs(now - before) > JUMP * abs(before)


def question(now: Iterable[Named], before: Mapping[str, Named]) -> str | None:
    """Ask about what jumped, with both figures: is this right? None when nothing did."""
    jumped = [
        f"{name}: {before[name][2]} last time, {words} now"
        for name, value, words in now
        if name in before and has_jumped(value, before[name][1])
    ]
    if not jumped:
        return None
    return f"{'; '.join(jumped)}. Is this right? Tick the box, or change it"


def figure_of(report: Report, key: str) -> ReportFigure | None:
    """What a report says about a figure."""
    return next((each for each in report.figures if each.kpi == key), None)


def value_of(report: Report, key: str) -> float | None:
    """A figure's value, worked out from other parts where it is not asked for."""
    if key == "fin_reserves_months":
        return report.months_in_bank
    if key == "gov_members":
        return report.members
    found = figure_of(report, key)
    return found.number if found else None


def is_kept(promise: KeptPromise, report: Report) -> bool | None:
    """Was it kept in this report? None when it did not count yet, or nothing was said."""
    value = value_of(report, promise.kpi)
    if promise.goal is None or value is None or not promise.holds_in(report.of_quarter):
        return None
    return promise.is_kept(value)


def kept_of(promises: Sequence[KeptPromise], report: Report) -> tuple[int, int]:
    """How many promises were kept, and of how many."""
    judged = [kept for each in promises if (kept := is_kept(each, report)) is not None]
    return sum(judged), len(judged)


@dataclass(frozen=True)
class Card:
    """A promise on the dashboard."""

    name: str
    value: str
    promise: str
    tag: str  # empty when it is only counted, or does not count yet
    is_kept: bool | None
    change: str
    spark: Drawing
    why: str = ""
    back_by: date | None = None


def card(promise: KeptPromise, reports: Sequence[Report]) -> Card:
    """The card of a promise from the reports of the last quarters, oldest first; at least one."""
    kpi, latest = promise.figure, reports[-1]
    value, kept = value_of(latest, promise.kpi), is_kept(promise, latest)
    said = figure_of(latest, promise.kpi)
    return Card(
        name=kpi.words,
        value="not counted" if value is None else kpi.shown(value),
        promise="" if promise.goal is None else f"Promise: {promise.words.lower()}",
        tag=_tag(promise, kept),
        is_kept=kept,
        change=_change(kpi, reports),
        spark=sparkline([value_of(report, promise.kpi) for report in reports]),
        why=said.why if said else "",
        back_by=said.back_by if said else None,
    )


def _tag(promise: KeptPromise, kept: bool | None) -> str:
    if kept is None:
        return ""
    below = "Below promise" if promise.rule is PromiseRule.MIN else "Above promise"
    return "Promise kept" if kept else below


def _change(kpi: Kpi, reports: Sequence[Report]) -> str:
    """Up from 44,600 a year ago, where that was reported; otherwise a quarter ago."""
    now, quarter = value_of(reports[-1], kpi.key), reports[-1].of_quarter
    by_quarter = {report.of_quarter: report for report in reports}
    for back, since in ((4, "a year ago"), (1, "a quarter ago")):
        earlier = by_quarter.get(quarter.back(back))
        before = value_of(earlier, kpi.key) if earlier else None
        if now is not None and before is not None:
            return change(now, before, since, kpi.shown)
    return ""


def in_order(reports: Sequence[Report], last: Quarter, count: int = SHOWN) -> list[Quarter]:
    """The quarters a chart shows: up to `count`, from the first that was reported to the last."""
    first = min((report.of_quarter for report in reports), default=last)
    return [q for q in (last.back(n) for n in range(count - 1, -1, -1)) if q >= first]


def bank_chart(reports: Sequence[Report], target: float | None) -> LineChart:
    """Months of running costs in the bank over the quarters; a missing report is a gap."""
    by_quarter = {report.of_quarter: report.months_in_bank for report in reports}
    quarters = in_order(reports, max(by_quarter))
    return line_chart(
        "bank",
        "Months of running costs in the bank",
        [(f"{q.ends_on:%b %y}", by_quarter.get(q)) for q in quarters],
        target=target,
    )


def figure_chart(promise: KeptPromise, reports: Sequence[Report]) -> LineChart:
    """A promised figure over the quarters."""
    values = {report.of_quarter: value_of(report, promise.kpi) for report in reports}
    quarters = in_order(reports, max(values))
    return line_chart(
        promise.kpi.replace("_", "-"),
        promise.figure.words,
        [(f"{q.ends_on:%b %y}", values.get(q)) for q in quarters],
        words=promise.figure.shown,
        target=promise.goal,
    )


def money_pairs(reports: Sequence[Report]) -> list[Pair]:
    """Money in and money out, quarter by quarter, newest first."""
    rows = [(r.of_quarter.short, r.money_in, r.money_out) for r in reversed(reports)]
    return paired(rows, money)


def bank_words(report: Report) -> str:
    """There is £87,400 in the bank. That would pay the bills for 1.57 months."""
    months = report.months_in_bank
    if months is None:
        return f"There is {money(report.bank)} in the bank."
    unit = "month" if months == 1 else "months"
    shown = BY_KEY["fin_reserves_months"].shown(months)
    return (
        f"There is {money(report.bank)} in the bank. That would pay the bills for {shown} {unit}."
    )


def sources(reports: Sequence[Report]) -> list[tuple[str, int]]:
    """Where the money came from, over all these reports, in pence."""
    return [
        ("Sales", sum(report.sales or 0 for report in reports)),
        ("The council’s grant", sum(report.grant or 0 for report in reports)),
        ("Other", sum(report.other_in or 0 for report in reports)),
    ]


def source_words(reports: Sequence[Report]) -> str:
    """Sales 87%, the council’s grant 10%, other 3%."""
    found = sources(reports)
    whole = sum(pence for _name, pence in found)
    if not whole:
        return "No money came in."
    return ", ".join(f"{name} {percent(round(pence / whole, 2))}" for name, pence in found) + "."


def reserves_goal(promises: Sequence[KeptPromise]) -> float | None:
    """The months in the bank that were promised."""
    return next((each.goal for each in promises if each.kpi == "fin_reserves_months"), None)


def is_enough(promises: Sequence[KeptPromise], latest: Report) -> bool:
    """Is there as much in the bank as was promised; at least something, where nothing was?"""
    months = latest.months_in_bank
    goal = reserves_goal(promises)
    return months is not None and (months >= goal if goal is not None else months > 0)
