"""The demo: a made-up council, told through the operations as if it had happened.

Nothing here writes a status, an event or a date of its own. Each part of the story sets the clock
to a day worked out from today, does what a person would do, and lets the rules say no.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask_migrate import downgrade, upgrade
from sqlalchemy import update

from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.places.models import Installation
from commissioning.places.queries import councils, is_demo
from seed.story import groups, people, places, support, whole
from seed.world import World


@dataclass(frozen=True)
class Part:
    """One part of the story, and what is said while it is told."""

    words: str
    tell: Callable[[World], None]


# In the order in which they are told; each may build on those before it.
STORY = (
    Part("the council, its neighbourhoods and places", places.tell),
    Part("the people", people.tell),
    Part("the groups", groups.tell),
    Part("the proposals, votes and mutuals", whole.tell),
    Part("who supports them, and what they ask", support.tell),
)


def load(directory: str, *, fresh: bool = False, say: Callable[[str], None] = print) -> bool:
    """Tell the demo's story on an empty database. Returns whether it was told now.

    `directory`: where the migrations are. `fresh`: forget a demo that is here, and tell it anew.
    Raises Refused where a council with real data is; does nothing where the demo is already.
    """
    if councils() and not is_demo():
        raise Refused(
            "This database holds a real council. The demo is told on a database of its own: "
            "set DATABASE_URL to another one."
        )
    if is_demo() and not fresh:
        say("The demo is here already. Use --fresh to delete it and tell it anew.")
        return False
    if is_demo():
        _forget(directory)
    tell(say)
    return True


def tell(say: Callable[[str], None] = print) -> World:
    """Tell every part of the story, and mark the database as the demo's."""
    # Marked first: a story that was broken off can only be told anew, never be taken for real.
    with saved():
        db.session.execute(update(Installation).values(is_demo=True))
    world = World()
    for number, part in enumerate(STORY, start=1):
        say(f"Telling the demo, {number} of {len(STORY)}: {part.words}")
        part.tell(world)
    return world


def _forget(directory: str) -> None:
    """Take every table away and make it anew: the record's triggers let nothing be deleted."""
    db.session.remove()
    downgrade(directory=directory, revision="base")
    db.session.remove()
    upgrade(directory=directory)
    db.session.remove()
