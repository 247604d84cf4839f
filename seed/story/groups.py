"""The groups of the demo: ten that the council has checked, and three that it still has to.

Two of the ten ask the council to agree to a change.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.groups import operations
from commissioning.groups.models import Change, Group
from commissioning.groups.operations import Description, Invited, Wanted
from commissioning.groups.queries import open_invitations
from commissioning.people.models import Person
from commissioning.people.operations import person_at
from seed.story.acts import Act, act
from seed.story.acts import tell as tell_acts

RULES = (
    "Everyone who lives here can join. Each member has one vote. We meet on the first Tuesday of "
    "the month, and three stewards are elected each spring."
)


@dataclass(frozen=True)
class Told:
    """A group of the demo, and how many days ago it was started."""

    key: str
    name: str
    where: str  # "" for the whole council area
    members: int
    days_ago: int
    about: str


GROUPS = (
    Told("G1", "Friends of Mill Meadow", "Millgate", 412, 1500,
         "We plant, litter-pick and run the summer games in Mill Meadow Park."),
    Told("G2", "Millgate Library Action Group", "Millgate", 388, 600,
         "Parents, readers and former staff who want the library open longer."),
    Told("G3", "Northfields Together", "Northfields", 264, 720,
         "Neighbours from the estate and the terraces who do things together."),
    Told("G4", "Abbots Lea Community Association", "Abbots Lea", 531, 1500,
         "We run the fair, the lunch club and the lift scheme in Abbots Lea."),
    Told("G5", "Canal Gardens Growers", "Millgate", 86, 550,
         "We grow vegetables by the canal and show others how."),
    Told("G6", "Baths for All", "Millgate", 1120, 1500,
         "Swimmers of every age who want the baths to stay."),
    Told("G7", "Northfields Youth Collective", "Northfields", 143, 700,
         "Young people, parents and youth workers."),
    Told("G8", "Long Acre Plot Holders", "Northfields", 151, 560,
         "The people who dig, water and weed at Long Acre."),
    Told("G9", "Weavers and Fire Station Trust", "Millgate", 97, 740,
         "We bring empty and half-empty buildings back into use."),
    Told("G10", "Aldermere Swimmers and Players", "", 204, 600,
         "Teams and clubs that use the leisure centre."),
)  # fmt: skip
# Started a few days ago; the council has not checked them yet.
NEW = (
    Told("N1", "Northfields Repair Bench", "Northfields", 14, 12,
         "We mend toasters, bikes and clothes for each other on Saturdays."),
    Told("N2", "Millgate Lunch Club", "Millgate", 22, 8,
         "We cook and eat together on Wednesdays. Nobody has to eat alone."),
    Told("N3", "Priory Park Walkers", "Abbots Lea", 31, 5,
         "We walk round the park each morning, slowly, and keep the paths clear."),
)  # fmt: skip
SECRETARY = "Demo Second Secretary G6"  # was a member without an account until now
_NEW_NAME = Wanted(
    Change.NAME, "The building is called so.", name="Weavers and Old Fire Station Trust"
)
NAMED = {"G3": ("demo.steward", "demo.coauthor1", "demo.coauthor2")}


def three_of(world: Any, key: str) -> list[Person]:
    """The steward and the two others who start a group."""
    if key in NAMED:
        return [world.people[name] for name in NAMED[key]]
    roles = ("steward", "secretary", "treasurer")
    return [
        person_at(f"{role}.{key.lower()}@demo.example", f"Demo {role.title()} {key}")
        for role in roles
    ]


def _start(world: Any, told: Told) -> None:
    steward, *others = three_of(world, told.key)
    db.session.flush()
    description = Description(
        told.name, world.neighbourhoods.get(told.where), "not registered", told.about, RULES
    )
    invited = [Invited(each.name, each.email) for each in others]
    group = operations.start(world.council, description, invited, by=steward)
    group.supporters_outside = told.members - len(others) - 1
    world.groups[told.key] = group


def _accept(world: Any, told: Told) -> None:
    group = world.groups[told.key]
    people = {each.email: each for each in three_of(world, told.key)}
    for invitation in open_invitations(group):
        operations.accept_invitation(invitation, by=people[invitation.email])


def _check(world: Any, told: Told) -> None:
    operations.check(_fresh(world, told.key), by=world.people["demo.officer"])


def _fresh(world: Any, key: str) -> Group:
    group: Group = world.groups[key]
    db.session.refresh(group, ["members"])
    return group


def acts(world: Any) -> list[Act]:
    """Each group is started, joined by its two others and, all but the new ones, checked.

    `world` has `council`, `neighbourhoods` by name, `people` by demo.officer and the like, and
    `groups`, a dict that is filled by G1 and so on.
    """
    found = []
    for number, told in enumerate((*GROUPS, *NEW)):
        day = clock.today() - timedelta(days=told.days_ago + (number if told in GROUPS else 0))
        found += [
            act(day, 9, _of(_start, world, told)),
            act(day + timedelta(days=3), 18, _of(_accept, world, told)),
        ]
        if told in GROUPS:
            found.append(act(day + timedelta(days=9), 11, _of(_check, world, told)))
    return found + _changes(world)


def _changes(world: Any) -> list[Act]:
    """What checked groups ask for: who is named, and what they are called."""
    today = clock.today()
    return [
        act(today - timedelta(days=9), 18, lambda: _invite(world)),
        act(today - timedelta(days=8), 18, lambda: _join(world)),
        act(today - timedelta(days=7), 19, lambda: _ask_for_person(world)),
        act(today - timedelta(days=4), 20, lambda: _ask_for_name(world)),
    ]


def _ask_for_name(world: Any) -> None:
    operations.ask_change(_fresh(world, "G9"), _NEW_NAME, by=three_of(world, "G9")[0])


def _invite(world: Any) -> None:
    new = Invited(SECRETARY, "secretary2.g6@demo.example")
    operations.invite(_fresh(world, "G6"), new, by=three_of(world, "G6")[0])


def _join(world: Any) -> None:
    group = _fresh(world, "G6")
    person = person_at("secretary2.g6@demo.example", SECRETARY)
    operations.accept_invitation(open_invitations(group)[0], by=person)
    group.supporters_outside -= 1


def _ask_for_person(world: Any) -> None:
    group = _fresh(world, "G6")
    wanted = Wanted(
        Change.PERSON,
        "We elected another secretary in our meeting.",
        leaving=group.named[1],
        joining=group.current_members[-1],
    )
    operations.ask_change(group, wanted, by=three_of(world, "G6")[0])


def _of(do: Any, world: Any, told: Told) -> Any:
    return lambda: do(world, told)


def tell(world: Any) -> None:
    """Tell this part alone. With others, sort the acts of all."""
    tell_acts(acts(world))
