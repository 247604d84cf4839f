"""How large a proposal is, and what its plan has to finish: no database."""

import pytest

from commissioning.places.models import Place, PlaceKind
from commissioning.places.settings import CouncilSettings
from commissioning.proposals import tiers
from commissioning.proposals.models import FULL_PLAN, Section, Tier
from commissioning.proposals.tiers import Size, sized

LIBRARY, POOL = Place(kind=PlaceKind.LIBRARY), Place(kind=PlaceKind.SWIMMING_POOL)
LISTED = Place(kind=PlaceKind.LIBRARY, listed_grade="II*")
OURS = CouncilSettings()


@pytest.mark.parametrize(
    ("place", "size", "tier", "says"),
    [
        (LIBRARY, Size(), Tier.STANDARD, "Nothing we know"),
        (LIBRARY, Size(value=14_999_99), Tier.SMALL, "less than £15,000"),
        (LIBRARY, Size(value=15_000_00), Tier.STANDARD, "Nothing we know"),
        (LIBRARY, Size(licence_years=3), Tier.SMALL, "3 years or less"),
        (LIBRARY, Size(licence_years=4), Tier.STANDARD, "Nothing we know"),
        (LIBRARY, Size(value=500_000_00), Tier.STANDARD, "Nothing we know"),
        (LIBRARY, Size(value=500_000_01), Tier.COMPLEX, "more than £500,000"),
        (LIBRARY, Size(has_pool=True), Tier.COMPLEX, "swimming pool"),
        (LIBRARY, Size(moves_staff=True), Tier.COMPLEX, "move to the mutual"),
        (LIBRARY, Size(is_paid=True), Tier.COMPLEX, "pay for a service"),
        (POOL, Size(), Tier.COMPLEX, "swimming pool"),
        (LISTED, Size(), Tier.COMPLEX, "listed"),
        (POOL, Size(value=1, licence_years=1), Tier.COMPLEX, "swimming pool"),
    ],
)
def test_the_size_follows_from_the_facts(place, size, tier, says):
    found = sized(place, size, OURS)
    assert found.tier == tier
    assert says in found.because


def test_the_limits_are_the_councils():
    own = CouncilSettings(small_value_gbp=50_000, small_licence_years=5, complex_value_gbp=60_000)
    assert sized(LIBRARY, Size(value=49_999_00), own).tier == Tier.SMALL
    assert sized(LIBRARY, Size(licence_years=5), own).tier == Tier.SMALL
    assert sized(LIBRARY, Size(value=60_001_00), own).tier == Tier.COMPLEX


def test_a_small_plan_needs_less_and_a_complex_one_more():
    small, standard, complex_ = (set(tiers.COMPULSORY[each]) for each in Tier)
    assert small < standard < complex_
    assert standard == set(FULL_PLAN)
    assert complex_ == set(Section)
    assert Section.MONEY in small


def test_each_part_says_why_it_is_asked_for():
    assert "leave this out" in tiers.why(Section.RISKS, Tier.SMALL)
    assert "complex" in tiers.why(Section.EXIT, Tier.COMPLEX)
    assert tiers.why(Section.RISKS, Tier.STANDARD) == ""


def test_all_reasons_together_fit_their_column():
    every = Size(10**9 * 100, 1, True, True, True)
    place = Place(kind=PlaceKind.SWIMMING_POOL, listed_grade="I")
    assert len(sized(place, every, OURS).because) <= 300
