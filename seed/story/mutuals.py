"""Three groups become mutuals, with members and a board; one needs a support plan."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.groups.models import Group, GroupRole, Membership
from commissioning.groups.rules import role_in
from commissioning.mutuals import operations
from commissioning.mutuals.models import LegalForm, Mutual, Office
from commissioning.mutuals.operations import Director
from commissioning.mutuals.quarters import Quarter
from commissioning.mutuals.queries import mutual_of_group
from commissioning.people.models import Person
from commissioning.people.operations import person_at
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts
from seed.story.mutual_figures import MUTUALS

QUARTERS = 8
OFFICES = (Office.CHAIR, Office.SECRETARY, Office.TREASURER, Office.DIRECTOR, Office.DIRECTOR)


@dataclass(frozen=True)
class Society:
    """A mutual of the demo: of which group and place, its name, form, number and board."""

    group: str
    place: str
    proposal: str
    name: str
    form: LegalForm
    number: str
    board: tuple[str, ...]  # users of the demo, or names

    @property
    def bank(self) -> int:
        """In the bank on the first day, in pence."""
        return int(str(MUTUALS[self.place]["bank"])) * 100


SOCIETIES = (
    Society("G1", "PL6", "P1", "Mill Meadow Park Society", LegalForm.CBS, "8412",
            ("Demo Park Chair", "Demo Park Secretary", "Demo Park Treasurer")),
    Society("G4", "PL3", "P2", "Abbots Lea Library Society", LegalForm.CBS, "8437",
            ("Demo Library Chair", "Demo Library Secretary", "Demo Library Treasurer")),
    Society("G6", "PL5", "P3", "Baths for All Co-operative", LegalForm.COOPERATIVE, "8451",
            ("Demo Baths Chair", "Demo Mutual Secretary", "Demo Mutual Treasurer",
             "Demo Baths Director 1", "Demo Baths Director 2")),
)  # fmt: skip
BATHS = SOCIETIES[2]


def first_quarter() -> Quarter:
    """The quarter in which the mutuals opened: eight quarters have ended since."""
    return Quarter.of(clock.today()).back(QUARTERS)


def person(name: str) -> Person:
    """A person of the demo by name; their address is their name’s."""
    user = {"Demo Mutual Secretary": "demo.secretary", "Demo Mutual Treasurer": "demo.treasurer"}
    address = user.get(name, name.lower().replace(" ", "."))
    return person_at(f"{address}@example.org", name)


def society_of(world: Any, society: Society) -> Mutual:
    """The mutual the group of a society has become. Raises LookupError before it has."""
    found = mutual_of_group(world.groups[society.group].id)
    if found is None:
        raise LookupError(f"{society.name} is not formed yet")
    return found


def board_of(world: Any, society: Society) -> list[Person]:
    """The directors, the chair first."""
    return [seat.person for seat in society_of(world, society).current_board]


def _into_group(group: Group, someone: Person, role: GroupRole) -> None:
    if role_in(someone, group) is None:
        group.members.append(Membership(person=someone, role=role, joined_on=clock.today()))
        group.supporters_outside -= 1  # a member already, but not on this site
        db.session.flush()


def _form(world: Any, society: Society) -> None:
    group, people = world.groups[society.group], [person(name) for name in society.board]
    for place_on_board, someone in enumerate(people):
        role = GroupRole.WRITER if place_on_board else GroupRole.STEWARD
        _into_group(group, someone, role)
    mutual = operations.form(
        group,
        world.places[society.place],
        society.name,
        society.form,
        society.number,
        society.form is LegalForm.CBS,
        [Director(*pair) for pair in zip(people, OFFICES, strict=False)],
        by=people[0],
    )
    operations.set_opening(mutual, society.bank, 6, by=people[0])


def _step(world: Any, society: Society, name: str, reason: str) -> None:
    mutual = society_of(world, society)
    operations.take_step(mutual, name, by=world.people["demo.officer"], reason=reason)


def acts(world: Any) -> list[Act]:
    """Forming, three months before opening; the Baths’ support plan after their fifth quarter.

    `world` has `groups` by G1, `places` by PL6, and `people` by demo.officer.
    """
    first = first_quarter()
    forming = first.starts_on - timedelta(days=60)
    plan, over = first.back(-5).starts_on + timedelta(days=21), first.back(-6).ends_on
    return [
        *[act(forming, 11 + n, _forming(world, each)) for n, each in enumerate(SOCIETIES)],
        act(plan, 15, lambda: _step(
            world, BATHS, "start-support-plan",
            "The boiler failed in a cold winter. The council gives £25,000 once; the baths open "
            "fewer hours and change their prices for lessons.")),
        act(over, 16, lambda: _step(
            world, BATHS, "end-support-plan", "There is enough money in the bank again.")),
    ]  # fmt: skip


def _forming(world: Any, society: Society) -> Any:
    return lambda: _form(world, society)


def tell(world: Any) -> None:
    """Tell this chapter alone. With the agreements and reports, sort the acts of all three."""
    tell_acts(acts(world))
