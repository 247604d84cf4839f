"""Gates about money: subsidy, best value, and buying a service."""

from datetime import date

from commissioning.core.choices import Choice
from commissioning.core.pages import money
from commissioning.gates.law.land import FUTURE
from commissioning.gates.law.table import (
    PENCE,
    Blocks,
    Certainty,
    Facts,
    Field,
    Gate,
    Kind,
    Matter,
    Note,
    yes_no,
)

MINIMAL_LIMIT = 315_000 * PENCE  # Subsidy Control Act 2022, s. 36
TELL_FROM = 100_000 * PENCE  # above this it goes in the public database of subsidies
YEARS = 3  # this financial year and the two before
APRIL = 4


class Route(Choice):
    """How a subsidy can be lawful."""

    MINIMAL = "minimal", "A small amount (minimal financial assistance, section 36)"
    PUBLIC_SERVICE = "spei", "For a service the public needs (sections 38 to 41)"
    FULL = "full", "A full assessment of the subsidy control principles"


def financial_year(day: date) -> int:
    """The year in which the UK public financial year of a day begins: 31 March 2026 is in 2025."""
    return day.year if day.month >= APRIL else day.year - 1


def counts_on(given_on: date, today: date) -> bool:
    """Is a day in this financial year or the two before? (Subsidy Control Act 2022, s. 36.)"""
    return 0 <= financial_year(today) - financial_year(given_on) < YEARS


def total(matter: Matter) -> int:
    """Pence the group would have had in the three years, with this takeover."""
    return int(matter.received + (matter.said.get("amount") or 0))


def limit_of(matter: Matter) -> int | None:
    """The most, in pence, that the chosen route allows; None where it has no limit."""
    if matter.said.get("route") == Route.MINIMAL:
        return MINIMAL_LIMIT
    if matter.said.get("route") == Route.PUBLIC_SERVICE:
        return matter.settings.spei_limit_gbp * PENCE
    return None


def _subsidy_problem(matter: Matter) -> str | None:
    said = matter.said
    if said.get("enterprise") == "no":
        return matter.first_empty(("why", "Say why the mutual is no enterprise here."))
    empty = matter.first_empty(
        ("enterprise", "Say whether the mutual offers goods or services on a market."),
        ("amount", "Enter what the help is worth."),
        ("route", "Choose the way in which the subsidy is lawful."),
    )
    return empty or _limit_problem(matter)


def _limit_problem(matter: Matter) -> str | None:
    limit, sum_ = limit_of(matter), total(matter)
    if limit is None:
        return matter.first_empty(("why", "Say how it meets the principles."))
    if sum_ > limit:
        return (
            f"It comes to {money(sum_)} in three financial years. This way allows {money(limit)}. "
            "Choose another way, or say why the mutual is no enterprise here."
        )
    return None


def _subsidy_notes(matter: Matter) -> list[Note]:
    amount = matter.said.get("amount")
    if matter.said.get("enterprise") != "yes" or amount is None:
        return []
    notes = [("Had before, in these three financial years", money(matter.received)),
             ("With this takeover", money(total(matter)))]  # fmt: skip
    limit = limit_of(matter)
    if limit is not None:
        notes.append(("The most this way allows", money(limit)))
    if amount > TELL_FROM and matter.said.get("route") != Route.FULL:
        notes.append(("More than £100,000", "It has to go in the public database of subsidies"))
    return notes


SUBSIDY = Gate(
    key="subsidy",
    words="Subsidy",
    law="Subsidy Control Act 2022, section 36 and sections 38 to 41",
    certainty=Certainty.READ,
    blocks=Blocks.ASSESSMENT,
    about=(
        "A low rent or price can be a subsidy when the mutual acts as an enterprise. Up to "
        "£315,000 in this financial year and the two before may be given as a small amount. The "
        "limit for services the public needs is a setting: check it with your lawyers. To be "
        "safe, we count both kinds together."
    ),
    fields=(
        yes_no("enterprise", "Would the mutual offer goods or services on a market here?"),
        Field("amount", "What is the help worth in all?", Kind.MONEY,
              "The undervalue, grants and other help, as money."),
        Field("route", "In which way is it lawful?", Kind.CHOICE,
              offer=tuple((each.value, each.words) for each in Route)),
        Field("why", "Why it is no subsidy, or how it meets the principles"),
    ),
    problem=_subsidy_problem,
    notes=_subsidy_notes,
    second=True,
)  # fmt: skip


def _given_not_needed(facts: Facts) -> str | None:
    if facts.subsidy_route == Route.MINIMAL:
        return None
    return "Nothing is given as a small amount of subsidy (minimal financial assistance)."


def _given_problem(matter: Matter) -> str | None:
    empty = matter.first_empty(
        ("told_on", "Enter the day on which the mutual was told, before anything is given."),
        ("answered_on", "Enter the day of its answer: that it stays within the limit."),
    )
    if empty:
        return empty
    if matter.is_later("told_on", "answered_on"):
        return FUTURE
    if matter.said["answered_on"] < matter.said["told_on"]:
        return "The mutual has to be told before it answers."
    return None


SUBSIDY_GIVEN = Gate(
    key="subsidy-given",
    words="Notice of the subsidy",
    law="Subsidy Control Act 2022, section 37",
    certainty=Certainty.CHECK,
    blocks=Blocks.COMPLETION,
    about=(
        "Before a small amount is given, the mutual gets a notice of it. It answers in writing "
        "that it stays within the limit."
    ),
    fields=(
        Field("told_on", "When was the mutual told?", Kind.DATE),
        Field("answered_on", "When did it answer?", Kind.DATE),
    ),
    problem=_given_problem,
    why_not_needed=_given_not_needed,
)


def _best_value_problem(matter: Matter) -> str | None:
    return matter.first_empty(
        ("better", "Say how the service goes on getting better."),
        ("asked", "Say who was asked: people who pay council tax, use the service, or trade."),
    )


BEST_VALUE = Gate(
    key="best-value",
    words="Best value",
    law="Local Government Act 1999, section 3",
    certainty=Certainty.CHECK,
    blocks=Blocks.PAPERS,
    about="A council has to make its services better all the time, and ask people how.",
    fields=(
        Field("better", "How does the service go on getting better?"),
        Field("asked", "Who was asked?"),
    ),
    problem=_best_value_problem,
)


class Buying(Choice):
    """How the council may pay for a service."""

    GRANT = "grant", "A grant: the council funds what the mutual does anyway"
    BELOW = "below", "A contract below the limits of the law"
    LIGHT_TOUCH = "light-touch", "A light touch contract (social, cultural or sports services)"
    FULL = "full", "A contract under the full rules"


def _procurement_not_needed(facts: Facts) -> str | None:
    return None if facts.pays else "The council pays for no service: only land changes hands."


def _procurement_problem(matter: Matter) -> str | None:
    needs_notice = matter.said.get("route") in {Buying.LIGHT_TOUCH, Buying.FULL}
    return matter.first_empty(
        ("route", "Choose how the council pays for the service."),
        ("value", "Enter what the council pays in all, with VAT."),
        ("why", "Say why that is the right way."),
        *([("notice", "Enter the number of the notice on Find a Tender.")] if needs_notice else []),
    )


PROCUREMENT = Gate(
    key="procurement",
    words="Buying a service",
    law="Procurement Act 2023",
    certainty=Certainty.CHECK,
    blocks=Blocks.PAPERS,
    about="When a council pays for a service, it follows the rules on buying. Land alone is free.",
    fields=(
        Field("route", "How does the council pay for it?", Kind.CHOICE,
              offer=tuple((each.value, each.words) for each in Buying)),
        Field("value", "What does it pay in all, with VAT?", Kind.MONEY,
              "For all years together, with those it may be made longer by."),
        Field("why", "Why is that the right way?"),
        Field("notice", "Number of the notice on Find a Tender", Kind.LINE,
              "For a light touch contract or one under the full rules."),
    ),
    problem=_procurement_problem,
    why_not_needed=_procurement_not_needed,
)  # fmt: skip
