"""A place would close: saying so, and putting a proposal for it on the fast track."""

from dataclasses import dataclass
from datetime import date

from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.pages import in_words, money
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.kinds import emails, rules
from commissioning.people.models import Person
from commissioning.places.models import Closure, Place
from commissioning.proposals.models import TURNS, FastTrack, Proposal
from commissioning.proposals.operations.holding import hold
from commissioning.proposals.operations.sizing import keep_size
from commissioning.proposals.queries import closure_of
from commissioning.proposals.rules import EARLY

SAY_WHY = "Say why, so that people can understand"


@dataclass(frozen=True)
class Announced:
    """What the council said. `source`: where, as a web address or the name of a paper."""

    announced_on: date
    closes_on: date
    reason: str
    source: str


@dataclass(frozen=True)
class Offered:
    """What the council gives meanwhile. `mothball_money`: pence, once, for a place that is shut."""

    mothball_money: int | None = None
    licence_from: date | None = None
    licence_until: date | None = None


def announce(place: Place, said: Announced, *, by: Person) -> Closure:
    """Write down that the council said it will close a place. The groups that want it are told.

    Raises Refused, with the field’s name, for days that cannot be or where something is missing.
    """
    rules.may_announce.check(by, place)
    if said.announced_on > clock.today():
        raise Refused("Enter a day that is not still to come", "announced_on")
    if said.closes_on <= clock.today():
        raise Refused("Enter a day after today", "closes_on")
    for name, words in (("reason", SAY_WHY), ("source", "Say where the council said so")):
        if not getattr(said, name).strip():
            raise Refused(words, name)
    closure = Closure(council_id=place.council_id, place=place, written_by_id=by.id, **vars(said))
    with unique("uq_closure_open_place", says="The council has said so already."):
        db.session.add(closure)
    says = f"The council said that it will close {place.name} on {in_words(said.closes_on)}"
    history.record(place, "announce-closure", by=by, says=says, reason=said.reason,
                   closure=closure.id, closes_on=said.closes_on.isoformat())  # fmt: skip
    emails.tell_closure(closure)
    return closure


def take_back(closure: Closure, reason: str, *, by: Person) -> None:
    """The place does not close. From now on no new clock of the council’s is shorter."""
    rules.may_announce.check(by, closure)
    if not closure.stands:
        raise Refused("The council has taken it back already.")
    if not reason.strip():
        raise Refused(SAY_WHY, "reason")
    closure.taken_back_on, closure.taken_back_because = clock.today(), reason
    says = f"The council said that it will not close {closure.place.name}"
    history.record(closure.place, "take-closure-back", by=by, says=says, reason=reason,
                   closure=closure.id)  # fmt: skip
    emails.tell_taken_back(closure)


def put_on_fast_track(proposal: Proposal, offered: Offered, *, by: Person) -> FastTrack:
    """The council is quicker with this proposal from now on, and says what it gives meanwhile.

    What was said before can be changed. Only the council’s own clocks are shorter. Raises Refused
    where no closure stands, or for days of a licence that cannot be.
    """
    hold(proposal)
    rules.may_put_on_fast_track.check(by, proposal)
    closure = closure_of(proposal.place)
    if closure is None:
        raise Refused("The council has not said that this place will close.")
    _check_licence(offered)
    was_fast, kept = proposal.is_fast, proposal.fast_track
    track = kept or FastTrack(proposal=proposal, put_by_id=by.id)
    track.closure = closure
    for name, value in vars(offered).items():
        setattr(track, name, value)
    db.session.add(track)
    if proposal.status in EARLY:
        keep_size(proposal, by=by)  # the full plan can be written from now on
    if not was_fast:
        _hurry(proposal)
    says = "The council deals with this on the fast track, as the place would close"
    history.record(proposal, "fast-track", by=by, says=says, reason=_words(offered),
                   closure=closure.id)  # fmt: skip
    return track


def _check_licence(offered: Offered) -> None:
    since, until = offered.licence_from, offered.licence_until
    if (since is None) != (until is None):
        raise Refused("Give both days of the licence, or none", "licence_until")
    if since is not None and until is not None and until <= since:
        raise Refused("Enter a day after the licence begins", "licence_until")


def _hurry(proposal: Proposal) -> None:
    """A clock of the council’s that runs now is shortened too; nobody else’s is."""
    turn = turns.turn_of(proposal)
    name = TURNS[proposal.status][1] if proposal.status in TURNS else ""
    runs = turn is not None and turn.whose is Whose.COUNCIL and turn.paused_on is None
    if turn is None or turn.due_on is None or not runs or turn.setting != name:
        return
    promise = proposal.promise(name)
    sooner = promise.due(clock.today())
    if sooner is not None and sooner < turn.due_on:
        turns.begin(proposal, proposal.status.value, Whose.COUNCIL, promise)


def _words(offered: Offered) -> str:
    said = []
    if offered.mothball_money is not None:
        said.append(f"It gives {money(offered.mothball_money)} once, to keep the place safe.")
    if offered.licence_from is not None and offered.licence_until is not None:
        until = in_words(offered.licence_until)
        said.append(f"The group may use it from {in_words(offered.licence_from)} to {until}.")
    return " ".join(said)
