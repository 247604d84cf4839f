"""The group's side: start a request, write it, agree to it, send it, withdraw it."""

from dataclasses import dataclass, field

from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.groups.models import Group
from commissioning.groups.rules import is_writer
from commissioning.people.models import Person
from commissioning.places.models import Place
from commissioning.rights import queries, rules
from commissioning.rights.models import TITLE, RightRequest
from commissioning.rights.operations.steps import hold, take_step
from commissioning.rights.scheme import Body, RightKind

CHANGED = "It has changed since you opened this page. Read it again first."
LISTED = "This place is on the list already, or somebody else’s nomination is being looked at."


@dataclass(frozen=True)
class Written:
    """What the group says: its body in law, how many ask, and each part by its key."""

    body: Body | None = None
    people: int | None = None
    contents: dict[str, str] = field(default_factory=dict)


def start(
    kind: RightKind, group: Group, *, by: Person, place: Place | None = None, title: str = ""
) -> RightRequest:
    """A draft that only the group and the council can see. `title`: the service of a challenge.

    Raises Refused where the law does not give this right, and for a place that is listed already.
    """
    made = RightRequest(
        council_id=group.council_id,
        council=group.council,
        group=group,
        place=place,
        kind=kind,
        title=(place.name if place else title)[:TITLE],
        scheme=group.council.settings.listing_scheme,
    )
    is_writer.check(by, made)
    rules.has_this_right.check(by, made)
    if place and kind == RightKind.NOMINATION and queries.listing_of(place):
        raise Refused(LISTED, "place")
    db.session.add(made)
    db.session.flush()  # the history needs its id
    history.record(made, "start", by=by, after=made.status, visibility=Visibility.PARTIES,
                   says="The group started a draft", facts={"kind": kind.value})  # fmt: skip
    return made


def write(request: RightRequest, written: Written, *, by: Person, seen: int) -> None:
    """Save what the group says; who asked to send it has to ask again.

    `seen`: the version that was open. Raises Refused when somebody saved another meanwhile.
    """
    hold(request)
    rules.may_edit.check(by, request)
    if seen != request.version:
        raise Refused("Somebody saved this while you wrote. Copy your words, then open it again.")
    request.body, request.people = written.body, written.people
    request.contents = {key: words for key, words in written.contents.items() if words}
    request.version += 1
    request.asked_by_id = None
    history.record(request, "write", by=by, says="The group saved its draft",
                   visibility=Visibility.PARTIES, version=request.version)  # fmt: skip


def ask_to_send(request: RightRequest, *, by: Person) -> None:
    """A steward asks for a second member who agrees, and so sends it."""
    hold(request)
    rules.may_ask_to_send.check(by, request)
    request.asked_by_id = by.id
    history.record(request, "ask-to-send", by=by, visibility=Visibility.PARTIES,
                   says="A steward asked a second member to agree")  # fmt: skip


def send(request: RightRequest, *, by: Person, seen: int) -> None:
    """A second member agrees to what is written now, and it goes to the council.

    `seen`: the version they read. The council's clock starts with this day.
    """
    hold(request)
    if seen != request.version:
        raise Refused(CHANGED)
    request.received_on = clock.today()
    take_step(request, "send", by=by, version=request.version)
    request.asked_by_id = None


def withdraw(request: RightRequest, *, by: Person, reason: str) -> None:
    """The group gives up before the decision, and says why."""
    hold(request)
    take_step(request, "withdraw", by=by, reason=reason)
