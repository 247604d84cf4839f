"""How large a proposal is, why, and which parts of the plan it has to finish: arithmetic alone."""

from typing import NamedTuple

from commissioning.core.pages import money, plural
from commissioning.places.models import Place, PlaceKind
from commissioning.places.settings import CouncilSettings
from commissioning.proposals.models import (
    BEFORE_PLAN,
    FULL_PLAN,
    SHORT_FORM,
    Proposal,
    Section,
    Tier,
)

PENCE = 100
TOO_EARLY = "It passed the council’s check before proposals had a size."

# Which sections must be finished before a full plan is sent; the money table always.
COMPULSORY: dict[Tier, tuple[Section, ...]] = {
    Tier.SMALL: (*SHORT_FORM, Section.MONEY, Section.BUILDING),
    Tier.STANDARD: FULL_PLAN,
    Tier.COMPLEX: (*FULL_PLAN, Section.RENEWAL, Section.EXIT),
}
LEFT_OUT = "A proposal of this size can leave this out."
ADDED = "A complex proposal needs this too."


class Size(NamedTuple):
    """What is known of a proposal’s size. `value`: pence; None where nobody knows it yet."""

    value: int | None = None
    licence_years: int | None = None
    has_pool: bool = False
    moves_staff: bool = False
    is_paid: bool = False


class Sized(NamedTuple):
    """A tier and why, in words that everyone reads."""

    tier: Tier
    because: str


def sized(place: Place, size: Size, settings: CouncilSettings) -> Sized:
    """The tier that follows from the facts; one reason to be complex outweighs all to be small.

    What the council’s register says of the place counts, whatever was answered.
    """
    reasons = _complex(place, size, settings)
    if reasons:
        return Sized(Tier.COMPLEX, " ".join(reasons))
    reasons = _small(size, settings)
    if reasons:
        return Sized(Tier.SMALL, " ".join(reasons))
    return Sized(Tier.STANDARD, "Nothing we know makes it small or complex.")


def _complex(place: Place, size: Size, settings: CouncilSettings) -> list[str]:
    limit = settings.complex_value_gbp * PENCE
    asked = {
        "There is a swimming pool.": size.has_pool or place.kind == PlaceKind.SWIMMING_POOL,
        "People who work there would move to the mutual.": size.moves_staff,
        "The building is listed.": bool(place.listed_grade),
        "The council would pay for a service.": size.is_paid,
        f"It is worth more than {money(limit)}.": size.value is not None and size.value > limit,
    }
    return [words for words, holds in asked.items() if holds]


def _small(size: Size, settings: CouncilSettings) -> list[str]:
    limit, years = settings.small_value_gbp * PENCE, settings.small_licence_years
    asked = {
        f"It is worth less than {money(limit)}.": size.value is not None and size.value < limit,
        f"It is a licence for {plural(years, 'year')} or less.": size.licence_years is not None
        and size.licence_years <= years,
    }
    return [words for words, holds in asked.items() if holds]


def tier_of(proposal: Proposal) -> Sized:
    """The tier of a proposal: as an officer set it, else as the council’s register has the place.

    It is kept when the check is passed, and stays though a number of the council changes later.
    """
    facts = proposal.size_facts
    if facts is None and proposal.status not in BEFORE_PLAN:
        return Sized(Tier.STANDARD, TOO_EARLY)
    if facts is None:
        return sized(proposal.place, Size(), proposal.council.settings)
    if facts.chosen is not None:
        return Sized(facts.chosen, facts.chosen_because)
    return Sized(facts.worked_out, facts.because)


def compulsory(proposal: Proposal) -> tuple[Section, ...]:
    """The sections that a full plan of this size has to finish, in order."""
    return COMPULSORY[tier_of(proposal).tier]


def why(section: Section, tier: Tier) -> str:
    """Why a section can be left out, or is asked for too; "" where every plan has it."""
    if section not in COMPULSORY[tier]:
        return LEFT_OUT
    return "" if section in FULL_PLAN else ADDED
