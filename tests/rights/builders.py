"""Requests at any stage, for the tests of this chapter."""

from datetime import timedelta

from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.places import operations as places
from commissioning.places.settings import Nation
from commissioning.rights import operations
from commissioning.rights.operations import Answer, Written
from commissioning.rights.scheme import CONTENTS, Body, RefusalGround, RightKind, Wanted
from tests import factories
from tests.approvals import builders

BODIES = {
    RightKind.NOMINATION: Body.UNREGISTERED,
    RightKind.CHALLENGE: Body.CHARITY,
    RightKind.TRANSFER: Body.SCIO,
}


def world(nation=Nation.ENGLAND):
    """A council with its desk, a group, and a second officer and a second senior officer."""
    made = builders.world()
    made.second = factories.staff(made.council, name="Otto Officer")
    made.reviewer = factories.staff(made.council, PostKind.SENIOR_OFFICER, "Rita Reviewer")
    made.administrator = factories.staff(made.council, PostKind.ADMINISTRATOR, "Ada Admin")
    if nation != Nation.ENGLAND:
        change(made, nation=nation)
    return made


def change(of, **numbers):
    with saved():
        places.change_settings(of.council, numbers, reason="So", by=of.administrator)


def at(day):
    """The clock at noon of a day."""
    return clock.set_to(clock.london(day, 12))


def words(kind, **others):
    """Everything that belongs in a request of this kind."""
    contents = {part.value: f"Our {part.value}" for part in CONTENTS[kind]}
    if kind == RightKind.TRANSFER:
        contents["wanted"] = Wanted.OWN.value
    return Written(**{"body": BODIES[kind], "people": 21, "contents": contents, **others})


def draft(of, kind=RightKind.NOMINATION, place=None, **others):
    """A draft with everything in it."""
    if kind != RightKind.CHALLENGE and place is None:
        place = factories.place(of.where, "Mill Meadow")
    with saved():
        made = operations.start(kind, of.group, place=place, title="Grass cutting", by=of.steward)
    with saved():
        operations.write(made, words(kind, **others), by=of.writer, seen=0)
    return made


def send(of, request):
    with saved():
        operations.ask_to_send(request, by=of.steward)
    with saved():
        operations.send(request, by=of.writer, seen=request.version)
    return request


def sent(of, kind=RightKind.NOMINATION, **others):
    return send(of, draft(of, kind, **others))


def checked(of, kind=RightKind.NOMINATION, **others):
    """A request that waits for its decision, checked by the first officer."""
    made = sent(of, kind, **others)
    with saved():
        named = clock.today() + timedelta(weeks=12)
        operations.pass_on(made, by=of.officer, decide_by=named)
    return made


def decide(of, request, step, by=None, **others):
    grounds = () if step in {"list", "accept"} else (RefusalGround.ENDED,)
    said = Answer(step, "Because of the facts", grounds=grounds, **others)
    with saved():
        operations.decide(request, said, by=by or of.second)
    return request


def listed(of):
    return decide(of, checked(of), "list")


def noticed(of, received=None):
    """An owner's notice about a listed place."""
    made = listed(of)
    with saved():
        return operations.note_notice(made, received or clock.today(), by=of.officer)


def bidder(of, name="Meadow Trust"):
    """Another group whose steward may ask for time."""
    steward = factories.person(f"{name} steward")
    return factories.group(of.where, name, stewards=[steward]), steward
