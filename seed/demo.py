"""The demo: a made-up council, told through the operations as if it had happened.

Nothing here writes a status, an event or a date of its own. Each part of the story says at which
moment, worked out from today, somebody does something; the acts of all parts are told in the order
of time, and the rules may say no.
"""

from collections.abc import Callable

from flask_migrate import downgrade, upgrade
from sqlalchemy import update

from commissioning.core import mail
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.places.models import Installation
from commissioning.places.queries import councils, is_demo
from seed.story import people, places, whole
from seed.world import World


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
    """Tell the whole story, and mark the database as the demo's."""
    # Marked first: a story that was broken off can only be told anew, never be taken for real.
    with saved():
        db.session.execute(update(Installation).values(is_demo=True))
    world = World()
    say("Telling the demo: the council, its places and people")
    places.tell(world)
    people.tell(world)
    whole.tell(world, say)
    with saved():
        mail.leave_behind()
    return world


def _forget(directory: str) -> None:
    """Take every table away and make it anew: the record's triggers let nothing be deleted."""
    db.session.remove()
    downgrade(directory=directory, revision="base")
    db.session.remove()
    upgrade(directory=directory)
    db.session.remove()
