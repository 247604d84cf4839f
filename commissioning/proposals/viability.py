"""Does a plan's money hold? Rules V1 to V8, in whole numbers and fractions; nothing is rounded.

The rules are those councils ask of a community asset transfer plan (domain study, section 9.6).
V1 is common practice; the limits of V2 to V8 are this project's defaults. What a rule leaves
open is decided here and said here:

- what is left over in a year is income less running costs less loan payments;
- months of reserves are the closing cash over a twelfth of the year's costs and loan payments;
- a delayed opening loses half of the first year's sales while every cost stays;
- a refused grant is the line "grants from others", gone in all five years.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

YEARS = 5
BREAK_EVEN_BY = 3  # V2
RESERVE_MONTHS = 3  # V3
LARGEST_SHARE = Fraction(60, 100)  # V4, from year 3
DEBT_COVER = Fraction(12, 10)  # V5
LIFECYCLE_SHARE = Fraction(15, 1000)  # V6, of the rebuild value, a year
SECURED_SHARE = Fraction(60, 100)  # V8
SOURCES = {
    "council_grant": "the council",
    "sales": "sales and fees",
    "grants": "grants from others",
    "donations": "donations",
}


@dataclass(frozen=True)
class Year:
    """One year of a plan, in pence. `put_by` is part of `building`, `secured` of the income."""

    council_grant: Fraction | int = 0
    sales: Fraction | int = 0
    grants: Fraction | int = 0
    donations: Fraction | int = 0
    secured: Fraction | int = 0
    staff: Fraction | int = 0
    energy: Fraction | int = 0
    building: Fraction | int = 0
    put_by: Fraction | int = 0
    other: Fraction | int = 0
    debt_service: Fraction | int = 0

    @property
    def income(self) -> Fraction | int:
        """What comes in."""
        return self.council_grant + self.sales + self.grants + self.donations

    @property
    def costs(self) -> Fraction | int:
        """What running the place costs, loans left out."""
        return self.staff + self.energy + self.building + self.other

    @property
    def left_over(self) -> Fraction | int:
        """The surplus, or below zero the loss, after loan payments."""
        return self.income - self.costs - self.debt_service


@dataclass(frozen=True)
class Plan:
    """Five years, the cash at the start, the cost to rebuild (None: not said), in pence."""

    years: tuple[Year, ...]
    opening_cash: int = 0
    rebuild_value: int | None = None

    @property
    def closing(self) -> list[Fraction | int]:
        """The cash at the end of each year."""
        cash: Fraction | int = self.opening_cash
        found = []
        for year in self.years:
            cash += year.left_over
            found.append(cash)
        return found

    @property
    def reserve_months(self) -> list[Fraction | None]:
        """For how many months the closing cash would pay; None for a year without costs."""
        return [
            Fraction(12 * cash) / (year.costs + year.debt_service)
            if year.costs + year.debt_service
            else None
            for year, cash in zip(self.years, self.closing, strict=True)
        ]

    @property
    def holds(self) -> bool:
        """Is there never less than nothing in the bank at a year's end? (V1)"""
        return min(self.closing) >= 0

    def changed(self, change: Callable[[Year], Year]) -> "Plan":
        """The same plan with every year changed."""
        return replace(self, years=tuple(change(year) for year in self.years))

    def as_facts(self) -> dict[str, Any]:
        """For storing: whole numbers in lists and dicts. `plan_of` reads it again."""
        return asdict(self)


def plan_of(facts: dict[str, Any]) -> Plan:
    """The plan that was stored by `as_facts`."""
    years = tuple(Year(**year) for year in facts["years"])
    return Plan(years, facts["opening_cash"], facts["rebuild_value"])


@dataclass(frozen=True)
class Result:
    """One rule: its code, what it asks, whether it is kept, and a sentence with the figures."""

    code: str
    asks: str
    passed: bool
    says: str


def pounds(pence: Fraction | int) -> str:
    """£1,234 or −£6,400 for a sentence: to the nearest pound, halves away from zero."""
    whole = int(abs(Fraction(pence)) / 100 + Fraction(1, 2))
    return ("−" if pence < 0 and whole else "") + f"£{whole:,}"


def decimals(value: Fraction, places: int) -> str:
    """1.19: rounded half away from zero, as people round."""
    scale = 10**places
    whole = int(abs(value) * scale + Fraction(1, 2))
    digits = f"{whole / scale:,.{places}f}"
    return ("−" if value < 0 and whole else "") + digits


def percent(share: Fraction) -> str:
    """46.5%."""
    return decimals(share * 100, 1).removesuffix(".0") + "%"


def check(plan: Plan) -> list[Result]:
    """All eight rules, in order. Raises ValueError when the plan has not five years."""
    if len(plan.years) != YEARS:
        raise ValueError(f"A plan has {YEARS} years")
    return [rule(plan) for rule in RULES]


def v1_cash(plan: Plan) -> Result:
    """V1: closing cash is at or above zero each year."""
    lowest = min(plan.closing)
    year = plan.closing.index(lowest) + 1
    says = f"The least in the bank is {pounds(lowest)}, at the end of year {year}."
    return Result("V1", "There is always money in the bank", lowest >= 0, says)


def v2_break_even(plan: Plan) -> Result:
    """V2: what is left over is at or above zero by year 3, and stays so."""
    losses = [i for i, year in enumerate(plan.years, start=1) if year.left_over < 0]
    first = max(losses, default=0) + 1
    passed = first <= BREAK_EVEN_BY
    asks = f"You break even by year {BREAK_EVEN_BY}"
    if first > YEARS:
        last = pounds(plan.years[-1].left_over)
        return Result("V2", asks, False, f"You do not break even: year {YEARS} leaves {last}.")
    left = pounds(plan.years[first - 1].left_over)
    return Result("V2", asks, passed, f"You break even in year {first}, with {left} left over.")


def v3_reserves(plan: Plan) -> Result:
    """V3: the closing cash of year 5 pays for 3 months of costs or more."""
    months = plan.reserve_months[-1]
    asks = f"You have {RESERVE_MONTHS} months of costs in the bank at the end of year {YEARS}"
    if months is None:
        return Result("V3", asks, False, f"Year {YEARS} has no costs, so we cannot tell.")
    says = f"{pounds(plan.closing[-1])} would pay for {decimals(months, 2)} months."
    return Result("V3", asks, months >= RESERVE_MONTHS, says)


def v4_one_source(plan: Plan) -> Result:
    """V4: from year 3, no source gives more than 60% of the income."""
    asks = f"From year 3, no more than {percent(LARGEST_SHARE)} comes from one source"
    shares = [
        (Fraction(getattr(year, name)) / year.income, number, words)
        for number, year in enumerate(plan.years, start=1)
        for name, words in SOURCES.items()
        if number >= 3 and year.income
    ]
    if len(shares) < (YEARS - 2) * len(SOURCES):
        return Result("V4", asks, False, "A year from year 3 on has no income.")
    share, number, words = max(shares, key=lambda each: each[0])
    says = f"The largest source is {words}: {percent(share)} of the income in year {number}."
    return Result("V4", asks, share <= LARGEST_SHARE, says)


def v5_debt(plan: Plan) -> Result:
    """V5: income less running costs is 1.2 times the loan payments or more, in each year."""
    asks = f"Each year leaves {decimals(DEBT_COVER, 1)} times what you pay on loans"
    covers = [
        (Fraction(year.income - year.costs) / year.debt_service, number)
        for number, year in enumerate(plan.years, start=1)
        if year.debt_service
    ]
    if not covers:
        return Result("V5", asks, True, "There are no loans.")
    cover, number = min(covers)
    says = f"The least is {decimals(cover, 2)} times, in year {number}."
    return Result("V5", asks, cover >= DEBT_COVER, says)


def v6_repairs(plan: Plan) -> Result:
    """V6: each year puts by 1.5% of the rebuild value, or more, for repairs."""
    asks = f"Each year you put by {percent(LIFECYCLE_SHARE)} of the cost to rebuild, for repairs"
    if plan.rebuild_value is None:
        return Result("V6", asks, False, "Say what it would cost to rebuild the building.")
    if plan.rebuild_value == 0:
        return Result("V6", asks, True, "Nothing is built there.")
    needed = plan.rebuild_value * LIFECYCLE_SHARE
    least = min(year.put_by for year in plan.years)
    number = [year.put_by for year in plan.years].index(least) + 1
    says = f"The least is {pounds(least)}, in year {number}. It should be {pounds(needed)}."
    return Result("V6", asks, least >= needed, says)


def _times(year: Year, share: Fraction, names: Sequence[str]) -> Year:
    return replace(year, **{name: getattr(year, name) * share for name in names})


def less_income(plan: Plan) -> Plan:
    """All income is 10% less."""
    return plan.changed(lambda year: _times(year, Fraction(90, 100), tuple(SOURCES)))


def more_costs(plan: Plan) -> Plan:
    """All running costs are 5% more."""
    names = ("staff", "energy", "building", "other")
    return plan.changed(lambda year: _times(year, Fraction(105, 100), names))


def more_energy(plan: Plan) -> Plan:
    """Energy costs 30% more."""
    return plan.changed(lambda year: _times(year, Fraction(130, 100), ("energy",)))


def late_opening(plan: Plan) -> Plan:
    """It opens 6 months late: half of the first year's sales are lost, the costs stay."""
    first = _times(plan.years[0], Fraction(1, 2), ("sales",))
    return replace(plan, years=(first, *plan.years[1:]))


def no_grants(plan: Plan) -> Plan:
    """The grants from others are refused."""
    return plan.changed(lambda year: replace(year, grants=0))


TROUBLES: tuple[tuple[str, Callable[[Plan], Plan]], ...] = (
    ("income is 10% less", less_income),
    ("costs are 5% more", more_costs),
    ("energy costs 30% more", more_energy),
    ("you open 6 months late", late_opening),
    ("the grants are refused", no_grants),
)


def v7_troubles(plan: Plan) -> Result:
    """V7: V1 still holds in each of five troubles; otherwise the risks must say what then."""
    failed = [
        f"{words} (the least is {pounds(min(change(plan).closing))})"
        for words, change in TROUBLES
        if not change(plan).holds
    ]
    asks = "There is still money in the bank if something goes wrong"
    if not failed:
        return Result("V7", asks, True, f"The plan holds in all {len(TROUBLES)} cases.")
    says = f"The money runs out if {'; or if '.join(failed)}. Say in your risks what you would do."
    return Result("V7", asks, False, says)


def v8_secured(plan: Plan) -> Result:
    """V8: 60% or more of the first year's income is promised in writing."""
    asks = f"{percent(SECURED_SHARE)} of the first year’s income is promised in writing"
    first = plan.years[0]
    if not first.income:
        return Result("V8", asks, False, "The first year has no income.")
    share = Fraction(first.secured) / first.income
    says = f"{pounds(first.secured)} of {pounds(first.income)} is promised: {percent(share)}."
    return Result("V8", asks, share >= SECURED_SHARE, says)


RULES: tuple[Callable[[Plan], Result], ...] = (
    v1_cash,
    v2_break_even,
    v3_reserves,
    v4_one_source,
    v5_debt,
    v6_repairs,
    v7_troubles,
    v8_secured,
)
