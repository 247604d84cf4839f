"""Sentences are computed from the figures they speak of."""

import pytest

from commissioning.places import sentences
from commissioning.places.models import Operator, Place, PlaceCost, PlaceKind, SmallArea


def areas(*deciles):
    return [SmallArea(code=f"E{i}", decile=decile, adults=100) for i, decile in enumerate(deciles)]


def cost(year, staff, income=0):
    return PlaceCost(year=year, staff=staff, building=0, other=0, income=income)


def test_kinds_of_places():
    counted = [(PlaceKind.PARK, 4), (PlaceKind.LIBRARY, 3), (PlaceKind.ALLOTMENTS, 1)]
    assert sentences.kinds(counted) == "8 places: 4 parks, 3 libraries and 1 allotments"
    assert sentences.kinds([(PlaceKind.OTHER, 1)]) == "1 place: 1 other place"
    assert sentences.kinds([]) == "No places yet"


@pytest.mark.parametrize(
    ("deciles", "says"),
    [
        ((1, 2, 3), "2 of the 3 small areas of Millgate are in the most deprived fifth"),
        ((1, 9), "1 of the 2 small areas of Millgate is in"),
        ((9,), "None of the 1 small area of Millgate are in"),
        ((None,), ""),
    ],
)
def test_deprivation(deciles, says):
    assert sentences.deprivation("Millgate", areas(*deciles)).startswith(says)


def test_small_areas_by_decile_name_both_ends_and_leave_out_what_is_not_known():
    rows = sentences.by_decile(areas(1, 1, 10, None))
    assert rows[0] == ("1 (most deprived)", 2)
    assert rows[9] == ("10 (least deprived)", 1)
    assert sum(count for _name, count in rows) == 3


def test_cost_is_what_the_council_paid_against_the_year_before():
    place = Place(name="Mill Park")
    says = sentences.cost(place, [cost(2024, 5000_00), cost(2025, 6000_00, income=500_00)])
    assert says == (
        "Mill Park cost the council £5,500 in 2025 to 2026. Up from £5,000 in 2024 to 2025."
    )
    assert sentences.cost(place, []) == ""


@pytest.mark.parametrize(
    ("staffed", "without", "words", "says"),
    [
        (30, None, "", "30 hours a week"),
        (30, 10, "", "30 hours a week with staff, and 10 hours without"),
        (37.5, None, "Closed on Mondays", "37.5 hours a week. Closed on Mondays"),
        (None, None, "Always open", "Always open"),
    ],
)
def test_opening(staffed, without, words, says):
    place = Place(staffed_hours=staffed, unstaffed_hours=without, opening=words)
    assert sentences.opening(place) == says


def test_help_hours_are_for_every_thousand_people():
    hours = [("Millgate", 212, 13_900), ("Elsewhere", 0, None)]
    assert sentences.help_hours("Millgate", hours).endswith("15.3 for every 1,000 people.")
    assert (
        sentences.help_hours("Elsewhere", hours)
        == "Groups in Elsewhere had 0 hours of council help this year."
    )


def test_an_empty_list_says_what_it_looked_for():
    chosen = {"kind": PlaceKind.PARK, "neighbourhood": 3, "operator": Operator.MUTUAL}
    says = sentences.no_places(chosen, {3: "Abbots Lea"})
    assert says == "There are no parks in Abbots Lea run by a mutual in the register."
