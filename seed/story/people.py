"""The people of the demo: residents whose addresses were checked, and those who hold a post."""

from datetime import timedelta
from functools import partial
from typing import Any

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people import operations
from commissioning.people.models import Person, PostKind
from commissioning.places.queries import get_small_area
from seed.story.acts import Act, act
from seed.world import OFFICE_OPENS, World

DESK = "demo.desk"
# Residents who asked for a letter with a code: how many days ago, and where they live.
LETTERS = (
    (4, "3 Mill Street", "AM1 1JL"),
    (3, "18 Tower Walk, flat 4", "AM1 2ER"),
    (2, "7 Parade Road", "AM2 1JL"),
    (1, "1 Lea Bank", "AM3 1JL"),
)


def tell(world: World) -> None:
    """Everybody joins and takes up their post; then the desk checks where residents live."""
    with clock.set_to(clock.london(world.beginning, OFFICE_OPENS + 2)), saved():
        for written in world.data["people"]:
            world.people[written["key"]] = _join(world, written)
    day = world.beginning + timedelta(days=7)
    with clock.set_to(clock.london(day, OFFICE_OPENS)), saved():
        for written in world.data["people"]:
            if written["postcode"]:
                _check(world.people[written["key"]], written["postcode"], world.people[DESK])


def acts(world: World) -> list[Act]:
    """Residents ask for a letter that proves where they live; the desk has to print it."""
    return [
        act(clock.today() - timedelta(days=days), 20, partial(_ask_for_letter, *letter))
        for days, *letter in LETTERS
    ]


def _ask_for_letter(address: str, postcode: str) -> None:
    number = postcode.replace(" ", "").lower()
    person = operations.person_at(f"neighbour.{number}@demo.example", "Demo Neighbour")
    db.session.flush()
    area = _small_area(postcode)
    operations.ask_for_letter(person, address, postcode, area.neighbourhood, area)


def _join(world: World, written: dict[str, Any]) -> Person:
    person = operations.person_at(f"{written['key']}@example.org", written["name"])
    if written["post"]:
        operations.give_post(person, world.council, PostKind(written["post"]), by=None)
    return person


def _check(person: Person, postcode: str, by: Person) -> None:
    area = _small_area(postcode)
    operations.check_address(person, area.neighbourhood, area, "desk", by=by)
    person.postcode = postcode


def _small_area(postcode: str) -> Any:
    area = get_small_area(postcode)
    if area is None or area.neighbourhood is None:
        raise LookupError(f"{postcode} is in no neighbourhood")
    return area
