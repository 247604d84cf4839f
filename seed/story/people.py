"""The people of the demo: residents whose addresses were checked, and those who hold a post."""

from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.people import operations
from commissioning.people.models import Person, PostKind
from commissioning.places.queries import get_small_area
from seed.world import OFFICE_OPENS, World

DESK = "demo.desk"


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


def _join(world: World, written: dict[str, Any]) -> Person:
    person = operations.person_at(f"{written['key']}@example.org", written["name"])
    if written["post"]:
        operations.give_post(person, world.council, PostKind(written["post"]), by=None)
    return person


def _check(person: Person, postcode: str, by: Person) -> None:
    area = get_small_area(postcode)
    if area is None or area.neighbourhood is None:
        raise LookupError(f"{postcode} is in no neighbourhood")
    operations.check_address(person, area.neighbourhood, area, "desk", by=by)
    person.postcode = postcode
