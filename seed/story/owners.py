"""The senior officer gives out what nobody looked after: most, not all of it."""

from functools import partial
from typing import Any

from sqlalchemy import select

from commissioning.approvals import operations
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.turns import Turn, Whose
from seed.story.acts import Act, act
from seed.story.proposals import working_day

# Who looks after which things from then on.
GIVEN = {
    "demo.officer": ("correction", "information_pack", "neighbourhood_group"),
    "demo.seniorofficer": ("concern_message", "flag", "group_change"),
}


def acts(world: Any) -> list[Act]:
    """It was given out on the working day before today."""
    return [act(working_day(clock.today(), 1), 16, partial(_give, world))]


def _give(world: Any) -> None:
    for name, kinds in GIVEN.items():
        query = select(Turn).where(
            Turn.council_id == world.council.id, Turn.subject_kind.in_(kinds),
            Turn.whose == Whose.COUNCIL, Turn.ended_on.is_(None), Turn.owner_id.is_(None),
        )  # fmt: skip
        lines = list(db.session.scalars(query.order_by(Turn.id)))
        owner, by = world.people[name], world.people["demo.seniorofficer"]
        operations.hand_over([each for each in lines if _may(owner, each)], owner, by=by)


def _may(owner: Any, turn: Turn) -> bool:
    people, _barred = operations.who_may_deal([turn])
    return owner in people
