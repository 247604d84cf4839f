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
from seed.story.proposals import working_day
from seed.world import OFFICE_OPENS, World

DESK = "demo.desk"
# Residents who asked for a letter with a code since the desk last printed: at which hour of the
# working day before, and where they live.
LETTERS = (
    (9, "3 Mill Street", "AM1 1JL"),
    (11, "18 Tower Walk, flat 4", "AM1 2ER"),
    (13, "7 Parade Road", "AM2 1JL"),
    (15, "1 Lea Bank", "AM3 1JL"),
    (16, "9 Mill Street", "AM1 1JL"),
    (17, "22 Tower Walk, flat 1", "AM1 2ER"),
    (18, "15 Mill Street", "AM1 1JL"),
    (19, "11 Parade Road", "AM2 1JL"),
    (20, "6 Lea Bank", "AM3 1JL"),
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
    day = working_day(clock.today(), 1)
    return [
        act(day, hour, partial(_ask_for_letter, number, *letter))
        for number, (hour, *letter) in enumerate(LETTERS, start=1)
    ]


def _ask_for_letter(number: int, address: str, postcode: str) -> None:
    person = operations.person_at(f"neighbour.{number}@demo.example", f"Demo Neighbour {number}")
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
