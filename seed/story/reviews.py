"""A group was closed and asks for a review; people complained about how three cases went."""

from functools import partial
from typing import Any

from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.groups import operations as groups
from commissioning.groups.models import Group
from commissioning.groups.operations import Description, Invited
from commissioning.people.operations import person_at
from commissioning.reviews import operations
from commissioning.reviews.queries import refusal_of
from seed.story.acts import Act, act
from seed.story.proposals import working_day

NAME = "Northfields Print Shop"
ABOUT = "We print posters and newsletters for groups nearby, at what it costs us."
RULES = "Everyone who lives here can join. Each member has one vote."
CLOSED = "It looks like a business: it sells what it prints."
GROUNDS = "We sell at cost and pay nobody. Our rules say so in part 4, which nobody asked us about."
# About which proposal, by whom, how many working days ago; what went wrong, and what would help.
COMPLAINTS = (
    ("P7", "demo.resident", 4, "I asked twice when the survey would come. No answer.",
     "Tell us each week what you know."),
    ("P6", "demo.newresident", 3, "The notice was not in the library, as you had said.",
     "Put it up there, and say for how long."),
    ("P9", "demo.resident", 2, "The meeting about the library was on a weekday at 2pm.",
     "Hold one in the evening as well."),
)  # fmt: skip


def acts(world: Any) -> list[Act]:
    """What happened, on working days before today."""
    told = ((24, 19, _start), (14, 11, _close), (6, 20, _ask))
    found = [act(working_day(clock.today(), ago), hour, partial(do, world))
             for ago, hour, do in told]  # fmt: skip
    for about, by, ago, what, wanted in COMPLAINTS:
        day = working_day(clock.today(), ago)
        found.append(act(day, 21, partial(_complain, world, about, by, what, wanted)))
    return found


def _group() -> Group:
    return db.session.scalars(select(Group).where(Group.name == NAME)).one()


def _start(world: Any) -> None:
    steward, *others = (person_at(f"{role}.print@demo.example", f"Demo {role.title()} Print Shop")
                        for role in ("steward", "secretary", "treasurer"))  # fmt: skip
    db.session.flush()
    where = world.neighbourhoods["Northfields"]
    description = Description(NAME, where, "not registered", ABOUT, RULES)
    invited = [Invited(each.name, each.email) for each in others]
    groups.start(world.council, description, invited, by=steward)


def _close(world: Any) -> None:
    groups.close(_group(), CLOSED, by=world.people["demo.officer"])


def _ask(_world: Any) -> None:
    group = _group()
    refusal = refusal_of(group)
    if refusal is None:
        raise LookupError(f"{NAME} was not closed")
    operations.ask(refusal, GROUNDS, by=group.members[0].person)


def _complain(world: Any, about: str, by: str, what: str, wanted: str) -> None:
    operations.complain(world.proposals[about], what, wanted, by=world.people[by])
