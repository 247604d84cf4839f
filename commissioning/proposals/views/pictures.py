"""The money of a plan as pages show it: a table, pictures and the eight rules."""

from dataclasses import dataclass
from typing import Any

from commissioning.core.charts import LineChart, Pair, line_chart, paired
from commissioning.core.pages import money
from commissioning.proposals.money import COSTS, INCOME, PARTS
from commissioning.proposals.viability import Plan, Result, check, pounds


@dataclass(frozen=True)
class MoneyPictures:
    """What templates/proposals/money_parts.html draws."""

    rows: list[list[str]]
    in_and_out: list[Pair]
    cash: LineChart
    finding: str
    results: list[Result]


def money_pictures(plan: Plan) -> MoneyPictures:
    """Everything the pages show of a plan's money."""
    years = list(enumerate(plan.years, start=1))
    closing = [float(cash) for cash in plan.closing]
    lowest = min(plan.closing)
    number = plan.closing.index(lowest) + 1
    return MoneyPictures(
        rows=_rows(plan),
        in_and_out=paired(
            [
                (f"Year {n}", float(year.income), float(year.costs + year.debt_service))
                for n, year in years
            ],
            money,
        ),
        cash=line_chart(
            "cash",
            "Money in the bank at the end of each year",
            [(f"Year {n}", cash) for (n, _year), cash in zip(years, closing, strict=True)],
            money,
        ),
        finding=f"The least in the bank is {pounds(lowest)}, at the end of year {number}.",
        results=check(plan),
    )


def _rows(plan: Plan) -> list[list[str]]:
    def row(words: str, values: list[Any]) -> list[str]:
        return [words, *(money(int(value)) for value in values)]

    def line(name: str, words: str) -> list[str]:
        return row(words, [getattr(year, name) for year in plan.years])

    return [
        *(line(name, words) for name, words in INCOME.items()),
        row("All income", [year.income for year in plan.years]),
        *(line(name, words) for name, words in COSTS.items()),
        line("debt_service", PARTS["debt_service"]),
        row("All costs", [year.costs + year.debt_service for year in plan.years]),
        row("Left over", [year.left_over for year in plan.years]),
        row("In the bank at the end", list(plan.closing)),
    ]
