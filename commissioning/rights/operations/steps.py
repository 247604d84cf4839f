"""Taking a step of a request, with whose turn it then is, and telling those who follow it."""

from typing import Any

from sqlalchemy import select

from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.history import Fact
from commissioning.follows import operations as follows
from commissioning.people.models import Person
from commissioning.rights import dates
from commissioning.rights.models import TURNS, RightRequest
from commissioning.rights.workflow import ASKING, NEXT


def hold(thing: Any) -> None:
    """Let nobody else change this row until the transaction ends, and look at it afresh."""
    db.session.flush()
    table = type(thing)
    db.session.execute(select(table.id).where(table.id == thing.id).with_for_update())
    db.session.refresh(thing, [each.key for each in table.__table__.columns])


def take_step(
    request: RightRequest, name: str, *, by: Person, reason: str = "", says: str = "", **facts: Fact
) -> None:
    """Take a step, end its turn and begin that of the next side.

    Followers, and the members of the group unless they stopped their mail, hear what happened.
    Raises Refused or NotAllowed as the workflow does.
    """
    what = says or ASKING.step(name, request).says
    ASKING.take(name, request, by=by, reason=reason, says=says, **facts)
    begin_turn(request)
    members = [each.person.email for each in request.group.current_members]
    follows.tell(request, f"{what}.", NEXT[request.status], also=members)


def begin_turn(request: RightRequest) -> None:
    """The turn of the side that acts at the request's status; none at its end."""
    if request.has_ended:
        turns.end(request)
        return
    limit = dates.limit(request)
    whose = TURNS[request.status][0]
    turns.begin(request, request.status.value, whose, limit.promise, due_on=limit.due_on)
