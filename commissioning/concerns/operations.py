"""Raising a concern, answering it, and what the council and the board write about it."""

from typing import NamedTuple

from commissioning.concerns import emails, rules
from commissioning.concerns.models import Concern, ConcernMessage, ConcernStatus
from commissioning.concerns.workflow import ANSWERING
from commissioning.core import clock, history, turns
from commissioning.core.database import db
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.core.turns import Whose
from commissioning.mutuals.models import Mutual, MutualStatus
from commissioning.people.models import Person
from commissioning.people.queries import the_service

WAITING = "Waiting for the board’s answer"


class Written(NamedTuple):
    """What worries somebody, when it happened, and whether they want an answer."""

    what: str
    happened: str
    wants_reply: bool


def raise_concern(mutual: Mutual, written: Written, *, by: Person) -> Concern:
    """Tell the board and the council. The mutual's clock starts.

    How long it may take is our default (10 working days) or the council's own rule, no law.
    """
    rules.may_raise.check(by, mutual)
    concern = Concern(council_id=mutual.council_id, mutual=mutual, person=by, **written._asdict())
    db.session.add(concern)
    db.session.flush()  # the turn and the history need its number
    promise = mutual.council.settings.promise("concern_days")
    turns.begin(concern, "answer", Whose.MUTUAL, promise)
    history.record(
        concern,
        "raise",
        by=by,
        says=f"Somebody raised a concern about {mutual.name}",
        after=concern.status,
        facts={"mutual": mutual.id},
    )
    emails.tell_raised(concern)
    return concern


def answer(concern: Concern, words: str, *, by: Person) -> None:
    """A director answers for the board, once."""
    ANSWERING.take("answer", concern, by=by)
    concern.answer = words
    concern.answered_on = clock.today()
    turns.end(concern)
    emails.tell_answer(concern)


def close(concern_id: int) -> bool:
    """The mutual has closed, so nobody answers. Returns whether it was still due."""
    concern = db.session.get_one(Concern, concern_id)
    if concern.status != ConcernStatus.OPEN or concern.mutual.status != MutualStatus.CLOSED:
        return False
    ANSWERING.take("close", concern, by=the_service())
    turns.end(concern)
    emails.tell_closed(concern)
    return True


def ask(concern: Concern, words: str, *, by: Person) -> None:
    """The council asks the board about a concern. Its own turn waits until the board writes back.

    It then has 5 working days to read it: our default, or the council's own rule.
    """
    rules.may_ask.check(by, concern)
    if concern.question is not None:
        turns.end(concern.question)
    message = _write(concern, words, by, is_councils=True)
    promise = concern.mutual.council.settings.promise("concern_read_days")
    turns.pause(turns.begin(message, "read", Whose.COUNCIL, promise), WAITING)
    emails.tell_asked(concern, words)


def write_to_council(concern: Concern, words: str, *, by: Person) -> None:
    """The board writes back; the council's clock runs from the first time it does."""
    rules.may_answer.check(by, concern)
    if concern.question is None:
        raise Refused("The council has not asked about this concern.")
    _write(concern, words, by, is_councils=False)
    turn = turns.turn_of(concern.question)
    if turn is not None:
        turns.resume(turn)
    emails.tell_told(concern, words)


def settle(concern: Concern, *, by: Person) -> None:
    """The council has no more to ask. Raises Refused when it waits for nothing."""
    rules.may_ask.check(by, concern)
    if concern.question is None or turns.turn_of(concern.question) is None:
        raise Refused("The council has asked nothing that is still open.")
    turns.end(concern.question)
    history.record(concern, "settle", by=by, visibility=Visibility.PARTIES,
                   says="The council has no more to ask about a concern")  # fmt: skip


def tell_late(concern_id: int) -> bool:
    """The answer is late: tell the three sides, once. Returns whether it was still due."""
    concern = db.session.get_one(Concern, concern_id)
    if concern.status != ConcernStatus.OPEN or concern.told_late_on:
        return False
    concern.told_late_on = clock.today()
    history.record(
        concern,
        "late",
        by=the_service(),
        says=f"{concern.mutual.name} is late with its answer to a concern",
        facts={"mutual": concern.mutual_id},
    )
    emails.tell_late(concern)
    return True


def _write(concern: Concern, words: str, by: Person, *, is_councils: bool) -> ConcernMessage:
    message = ConcernMessage(person=by, is_councils=is_councils, words=words)
    concern.messages.append(message)
    db.session.flush()  # a turn needs its number
    name, says = ("ask", "The council asked about a concern") if is_councils else (
        "tell", "The board wrote to the council about a concern")  # fmt: skip
    history.record(concern, name, by=by, says=says, visibility=Visibility.PARTIES)
    return message
