"""Sentences about places and neighbourhoods, computed from the figures they speak of."""

from collections import Counter
from typing import Any

from commissioning.core.pages import money, number, plural
from commissioning.core.sentences import change
from commissioning.places.models import (
    Council,
    Operator,
    Place,
    PlaceCost,
    PlaceKind,
    SmallArea,
)

MOST_DEPRIVED = 2  # deciles 1 and 2: the most deprived fifth
PLURALS = {
    PlaceKind.LIBRARY: "libraries",
    PlaceKind.ALLOTMENTS: "allotments",
    PlaceKind.OTHER: "other places",
}
SINGULARS = {PlaceKind.ALLOTMENTS: "allotment site", PlaceKind.OTHER: "other place"}


def kinds(counted: list[tuple[PlaceKind, int]]) -> str:
    """14 places: 3 libraries, 4 parks and 7 others."""
    total = sum(count for _kind, count in counted)
    named = [f"{number(count)} {_many(kind, count)}" for kind, count in counted]
    return f"{plural(total, 'place')}: {listed(named)}" if named else "No places yet"


def _many(kind: PlaceKind, count: int) -> str:
    one = SINGULARS.get(kind, kind.words.lower())
    return one if count == 1 else PLURALS.get(kind, f"{one}s")


def listed(words: list[str]) -> str:
    """One, two and three."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def not_here(postcode: str, found: Any, here: Council) -> str:
    """Why a postcode leads to none of this council's neighbourhoods, and what to do."""
    if found is None:
        return (
            f"We cannot find {postcode}. Check it, or choose your neighbourhood from the list below"
        )
    if found.council is None:
        return f"{postcode} is outside {here.name}. Ask the council that looks after it"
    return f"{postcode} is outside {here.name}. {found.council.name} looks after it"


def no_places(chosen: dict[str, Any], areas: dict[int, str]) -> str:
    """What the empty list says: no parks in Abbots Lea run by a mutual are in the register."""
    closed = "closed " if chosen.get("state") else ""
    kind = _many(PlaceKind(chosen["kind"]), 2) if "kind" in chosen else "places"
    where = f" in {areas[chosen['neighbourhood']]}" if "neighbourhood" in chosen else ""
    who = Operator(chosen["operator"]).words if "operator" in chosen else ""
    run = f" run by {who[0].lower()}{who[1:]}" if who else ""
    return f"There are no {closed}{kind}{where}{run} in the register."


def run_by(place: Place) -> str:
    """The name of who runs it, or what sort of operator it is."""
    return place.run_by or (
        place.council.name if place.operator == Operator.COUNCIL else place.operator.words
    )


def opening(place: Place) -> str:
    """30 hours a week, and 10 more without staff."""
    staffed, without = place.staffed_hours, place.unstaffed_hours
    if staffed is None and without is None:
        return place.opening
    words = f"{plural_hours(staffed or 0)} a week" + (" with staff" if without else "")
    more = f", and {plural_hours(without)} without" if without else ""
    return words + more + (f". {place.opening}" if place.opening else "")


def plural_hours(hours: float) -> str:
    """1 hour, 37.5 hours."""
    return f"{number(hours)} {'hour' if hours == 1 else 'hours'}"


def year(cost: PlaceCost) -> str:
    """2025 to 2026: the financial year from April."""
    return f"{cost.year} to {cost.year + 1}"


def cost(place: Place, costs: list[PlaceCost]) -> str:
    """What the council paid in the newest year, against the year before."""
    if not costs:
        return ""
    newest = costs[-1]
    words = f"{place.name} cost the council {money(newest.net)} in {year(newest)}"
    if len(costs) < 2:
        return f"{words}."
    since = f"in {year(costs[-2])}"
    moved = change(newest.net, costs[-2].net, since, money)
    return f"{words}. {moved}."


def adults(areas: list[SmallArea]) -> int | None:
    """How many people may vote; None when the council has not said for any of the small areas."""
    known = [area.adults for area in areas if area.adults is not None]
    return sum(known) if known else None


def by_decile(areas: list[SmallArea]) -> list[tuple[str, float | None]]:
    """How many small areas stand in each tenth of the country, from the most deprived."""
    counts = Counter(area.decile for area in areas if area.decile is not None)
    ends = {1: "1 (most deprived)", 10: "10 (least deprived)"}
    return [(ends.get(tenth, str(tenth)), counts[tenth]) for tenth in range(1, 11)]


def deprivation(name: str, areas: list[SmallArea]) -> str:
    """How many of the small areas are among the most deprived fifth."""
    known = [area.decile for area in areas if area.decile is not None]
    if not known:
        return ""
    count = sum(decile <= MOST_DEPRIVED for decile in known)
    are = "is" if count == 1 else "are"
    whole = plural(len(known), "small area")
    number_of = "None" if count == 0 else number(count)
    return f"{number_of} of the {whole} of {name} {are} in the most deprived fifth of the country."


def help_hours(name: str, hours: list[tuple[str, int, int | None]]) -> str:
    """How much help groups here had, for its people, beside the other neighbourhoods."""
    mine = next((each for each in hours if each[0] == name), None)
    if mine is None or not any(sent for _name, sent, _people in hours):
        return ""
    words = f"Groups in {name} had {plural_hours(mine[1])} of council help this year"
    if not mine[2]:
        return f"{words}."
    return f"{words}: {number(round(mine[1] / mine[2] * 1000, 1))} for every 1,000 people."
