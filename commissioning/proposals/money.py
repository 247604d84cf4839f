"""The money table's lines, and the same table as a CSV file."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from commissioning.core.forms.numbers import MOST_PENCE, read_number
from commissioning.proposals.models import MoneyYear, Proposal
from commissioning.proposals.viability import YEARS, Plan, Year

INCOME = {
    "council_grant": "From the council",
    "sales": "Sales and fees",
    "grants": "Grants from others",
    "donations": "Donations",
}
COSTS = {
    "staff": "Staff",
    "energy": "Energy",
    "building": "Building, with money put by for repairs",
    "other": "Everything else",
}
PARTS = {
    "secured": "Part of the income promised in writing",
    "put_by": "Part of the building line put by for repairs",
    "debt_service": "Payments on loans",
}
LINES = {**INCOME, **COSTS, **PARTS}
ONCE = {
    "opening_cash": "Money in the bank at the start",
    "rebuild_value": "Cost to rebuild the building (0 if nothing is built there)",
}
HEADER = ["Line", *(f"Year {number}" for number in range(1, YEARS + 1))]

Figures = dict[str, int | None]  # "sales_1" or "opening_cash" -> pence


def plan_from(figures: Figures) -> Plan:
    """The plan these figures make. An empty box is nothing; an unsaid rebuild value stays so."""
    years = tuple(
        Year(**{line: figures.get(f"{line}_{number}") or 0 for line in LINES})
        for number in range(1, YEARS + 1)
    )
    return Plan(years, figures.get("opening_cash") or 0, figures.get("rebuild_value"))


def plan_of_proposal(proposal: Proposal) -> Plan | None:
    """The plan as it was last saved; None before that."""
    return plan_from(figures_of(proposal)) if len(proposal.years) == YEARS else None


def figures_of(proposal: Proposal) -> Figures:
    """What stands in the boxes of the table."""
    figures: Figures = {
        f"{line}_{year.year}": getattr(year, line) for year in proposal.years for line in LINES
    }
    for year in proposal.years[:1]:
        figures |= {"opening_cash": year.opening_cash, "rebuild_value": year.rebuild_value}
    return figures


def fill(year: MoneyYear, figures: Figures) -> None:
    """Write one year's figures into its row."""
    for line in LINES:
        setattr(year, line, figures.get(f"{line}_{year.year}") or 0)
    if year.year == 1:
        year.opening_cash = figures.get("opening_cash") or 0
        year.rebuild_value = figures.get("rebuild_value")


def unlikely(figures: Figures) -> Iterator[tuple[str, str]]:
    """Parts that are greater than their whole: the box, and a sentence."""
    for number, year in enumerate(plan_from(figures).years, start=1):
        if year.secured > year.income:
            yield f"secured_{number}", f"Year {number} promises more than the whole income"
        if year.put_by > year.building:
            yield f"put_by_{number}", f"Year {number} puts by more than the whole building line"


def template(figures: Figures) -> str:
    """The table as a CSV file, in pounds; the boxes that only exist once stand under year 1."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow(HEADER)
    for line, words in LINES.items():
        cells = [figures.get(f"{line}_{number}") for number in range(1, YEARS + 1)]
        rows.writerow([words, *(_in_pounds(cell) for cell in cells)])
    for name, words in ONCE.items():
        rows.writerow([words, _in_pounds(figures.get(name)), *[""] * (YEARS - 1)])
    return file.getvalue()


def _in_pounds(pence: int | None) -> str:
    return "" if pence is None else f"{Decimal(pence) / 100:f}".removesuffix(".00")


def read(file: str) -> tuple[Figures, list[str]]:
    """The figures of a CSV file, and a sentence for every cell that cannot be read.

    The columns are those of `template`. A file with a sentence is not to be used.
    """
    delimiter = ";" if file.split("\n", 1)[0].count(";") >= YEARS else ","
    try:
        rows = list(csv.reader(io.StringIO(file, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return {}, ["This file is not a CSV table. Start from the one on this page"]
    heads = [head.strip().casefold() for head in rows[0]] if rows else []
    if heads[: len(HEADER)] != [head.casefold() for head in HEADER]:
        return {}, [f"Line 1: the columns must be {', '.join(HEADER)}"]
    figures: Figures = {}
    problems: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        _read_row(number, row, figures, problems)
    return figures, problems or _missing(figures)


def _missing(figures: Figures) -> list[str]:
    return [f"The line “{words}” is missing" for line, words in LINES.items()
            if f"{line}_1" not in figures]  # fmt: skip


def _read_row(number: int, row: list[str], figures: Figures, problems: list[str]) -> None:
    if not any(cell.strip() for cell in row):
        return
    words = row[0].strip().casefold()
    names = {name.casefold(): line for line, name in {**LINES, **ONCE}.items()}
    line = names.get(words)
    if line is None:
        problems.append(f"Line {number}: “{row[0][:60]}” is not a line of the table")
        return
    years = 1 if line in ONCE else YEARS
    for year in range(1, years + 1):
        box = line if line in ONCE else f"{line}_{year}"
        try:
            figures[box] = _pence(row[year] if year < len(row) else "")
        except ValueError as error:
            problems.append(f"Line {number}, year {year}: {error}")


def _pence(cell: str) -> int | None:
    written = cell.replace("£", "").strip()
    if not written:
        return None
    pence = int(read_number(written, 2) * 100)
    if not 0 <= pence <= MOST_PENCE:
        raise ValueError("Enter a figure from 0 to £20,000,000")
    return pence
