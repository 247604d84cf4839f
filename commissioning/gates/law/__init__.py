"""The table of the gates, in the order of the page. Sources: the domain study 1.7 and 7.2."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commissioning.gates.law.land import CHARITY, DEAL, OPEN_SPACE, PRICE
from commissioning.gates.law.money import BEST_VALUE, PROCUREMENT, SUBSIDY, SUBSIDY_GIVEN
from commissioning.gates.law.people import (
    CONSULTATION,
    EQUALITY,
    LIBRARY,
    MEANS,
    STAFF,
)
from commissioning.gates.law.table import (
    Blocks,
    Certainty,
    Facts,
    Field,
    Gate,
    Instrument,
    Kind,
    Matter,
    Said,
)
from commissioning.places.models import Place, PlaceKind

__all__ = [
    "BY_KEY",
    "DEAL",
    "GATES",
    "Blocks",
    "Certainty",
    "Facts",
    "Field",
    "Gate",
    "Instrument",
    "Kind",
    "Matter",
    "Said",
    "facts_of",
    "to_read",
    "to_store",
]

GATES: tuple[Gate, ...] = (
    DEAL,
    PRICE,
    OPEN_SPACE,
    CHARITY,
    SUBSIDY,
    SUBSIDY_GIVEN,
    LIBRARY,
    CONSULTATION,
    EQUALITY,
    MEANS,
    STAFF,
    BEST_VALUE,
    PROCUREMENT,
)
BY_KEY = {gate.key: gate for gate in GATES}
ORDER = tuple(Blocks)


def up_to(blocks: Blocks) -> Iterable[Blocks]:
    """The steps up to this one: what blocks an earlier step blocks a later one too."""
    return ORDER[: ORDER.index(blocks) + 1]


def facts_of(place: Place, said: Said, subsidy: Said) -> Facts:
    """What the answers to the first gate say, with what the council’s register says of the place.

    What the register calls open space or charity land is so, whatever was answered here.
    """
    is_library = place.kind == PlaceKind.LIBRARY
    return Facts(
        instrument=Instrument(said["instrument"]),
        years=said.get("years"),
        is_library=is_library,
        is_open_space=bool(place.is_open_space) or said.get("open_space") == "yes",
        is_charity_land=bool(place.is_charity_land) or said.get("charity_land") == "yes",
        moves_staff=said.get("staff") == "yes",
        pays=said.get("pays") == "yes",
        consults=is_library or said.get("consults") == "yes",
        subsidy_route=subsidy.get("route") or "" if subsidy.get("enterprise") == "yes" else "",
    )


def to_store(gate: Gate, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A gate’s answers as JSON keeps them; those that are empty are left out."""
    kept = {each.key: answers.get(each.key) for each in gate.fields}
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in kept.items()
        if value not in (None, "")
    }


def to_read(gate: Gate, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with dates as dates. Fields that the gate has no more are left out."""
    dates = {each.key for each in gate.fields if each.kind == Kind.DATE}
    known = {each.key for each in gate.fields}
    return {
        key: date.fromisoformat(value) if key in dates else value
        for key, value in stored.items()
        if key in known
    }
