"""A group was closed and asks for a review; somebody complained about how P7 was handled."""

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
COMPLAINT = "I asked twice when the ground survey would come, and nobody answered."
WANTED = "Tell us each week what you know."


def acts(world: Any) -> list[Act]:
    """What happened, on working days before today."""
    told = ((24, 19, _start), (14, 11, _close), (6, 20, _ask), (4, 21, _complain))
    return [act(working_day(clock.today(), ago), hour, partial(do, world))
            for ago, hour, do in told]  # fmt: skip


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


def _complain(world: Any) -> None:
    by = world.people["demo.resident"]
    operations.complain(world.proposals["P7"], COMPLAINT, WANTED, by=by)
