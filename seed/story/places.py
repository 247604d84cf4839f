"""The council is set up: its numbers, neighbourhoods and places; its accounts come out."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.places import operations
from commissioning.places.imports.areas import Boundary, Deprivation, Located, Part
from commissioning.places.models import Condition, Operator, PlaceCost, PlaceKind, Tenure
from commissioning.places.queries import neighbourhoods
from seed.story.acts import Act, act
from seed.world import OFFICE_OPENS, World, last_accounts, split

CHOICES = {"kind": PlaceKind, "condition": Condition, "tenure": Tenure}
IN_POUNDS = ("running_cost", "income", "repairs")
TOLD_APART = ("key", "neighbourhood", "costs", "not_open_for_years")
PARTS = ("staff", "building", "other", "income")
ACCOUNTS = (7, 1)  # the first of July
GRANTS = (1, 15)
COUNTED_DAYS_AGO = (600, 294)  # when people were counted again


def tell(world: World) -> None:
    """Aldermere, its three neighbourhoods and fourteen places."""
    with clock.set_to(clock.london(world.beginning, OFFICE_OPENS)), saved():
        _council(world)
        _neighbourhoods(world)
    with clock.set_to(clock.london(world.beginning, OFFICE_OPENS + 1)), saved():
        for written in world.data["places"]:
            _place(world, written)


def acts(world: World) -> list[Act]:
    """What the council publishes later: its accounts, which places wait, how many adults live."""
    return [*_postponements(world), *_accounts(world), *_counts(world)]


def _council(world: World) -> None:
    facts = dict(world.data["council"])
    settings, name = facts.pop("settings"), facts.pop("name")
    world.council = operations.create_council(name, by=None, is_open=True, **facts)
    operations.change_settings(world.council, settings, by=None)


def _neighbourhoods(world: World) -> None:
    written = world.data["neighbourhoods"]
    areas = [(each["name"], area) for each in written for area in each["small_areas"]]
    _adults(world, 0)
    # The index of deprivation knows no made-up town: these are its own deciles twice.
    deciles = [Deprivation(area["code"], area["decile"], area["decile"]) for _n, area in areas]
    operations.import_deprivation(deciles, by=None)
    shapes = [Boundary(i, [each["name"]], each["boundary"]) for i, each in enumerate(written)]
    operations.import_boundaries(shapes, world.council, by=None)
    operations.import_postcodes([_postcodes(areas)], by=None)
    world.neighbourhoods = {each.name: each for each in neighbourhoods(world.council.id)}
    for each in written:
        home = world.neighbourhoods[each["name"]]
        facts = {"people": each["people"], "help_hours": each["help_hours"]}
        operations.change_neighbourhood(home, facts, by=None)


def _adults(world: World, count: int) -> None:
    """So many adults live in the small areas, after so many counts."""
    parts: list[Part] = []
    for written in world.data["neighbourhoods"]:
        areas = written["small_areas"]
        newest = [area["adults"] for area in areas]
        total = [*written["adults_before"], sum(newest)][count]
        parts += [
            Part(len(parts) + n, written["name"], area["code"], adults)
            for n, (area, adults) in enumerate(zip(areas, split(total, newest), strict=True))
        ]
    operations.import_neighbourhoods(parts, [], world.council, by=None)


def _counts(world: World) -> Iterator[Act]:
    for count, days_ago in enumerate(COUNTED_DAYS_AGO, start=1):
        day = clock.today() - timedelta(days=days_ago)
        yield act(day, OFFICE_OPENS, partial(_adults, world, count))


def _postcodes(areas: list[tuple[str, dict[str, Any]]]) -> list[Located]:
    return [
        Located(each["code"].replace(" ", ""), area["code"], each["latitude"], each["longitude"])
        for _name, area in areas
        for each in area["postcodes"]
    ]


def _place(world: World, written: dict[str, Any]) -> None:
    facts = {name: value for name, value in written.items() if name not in TOLD_APART}
    for name, choices in CHOICES.items():
        facts[name] = choices(facts[name])
    for name in IN_POUNDS:
        facts[name] = facts[name] * 100
    facts |= {
        "register_key": written["key"],
        "neighbourhood_id": world.neighbourhoods[written["neighbourhood"]].id,
        "operator": Operator.COUNCIL,
        "source": "register",
        "not_open_because": "",
    }
    world.places[written["key"]] = operations.add_place(world.council, facts, by=None)


def _postponements(world: World) -> Iterator[Act]:
    """Some places have to wait, and the council says until when and why."""
    for written in world.data["places"]:
        if "not_open_for_years" in written:
            until = date(clock.today().year + written["not_open_for_years"], 1, 1)
            facts = {"not_open_until": until, "not_open_because": written["not_open_because"]}
            place = world.places[written["key"]]
            correct = partial(operations.correct_place, place, facts, by=None)
            yield act(date(clock.today().year - 1, *GRANTS), OFFICE_OPENS, correct)


def _accounts(world: World) -> Iterator[Act]:
    """Three years of accounts, each out in the July after its year ends."""
    for written in world.data["places"]:
        for costs in written["costs"]:
            year = last_accounts() - costs["years_ago"]
            pence = {name: costs[name] * 100 for name in PARTS}
            cost = PlaceCost(year=year, visits=costs["visits"], **pence)
            publish = partial(operations.set_costs, world.places[written["key"]], [cost], by=None)
            yield act(date(year + 1, *ACCOUNTS), OFFICE_OPENS, publish)
