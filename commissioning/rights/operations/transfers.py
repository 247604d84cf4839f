"""What only an asset transfer request has: others say what they think, more time, a review."""

from datetime import date

from commissioning.core import clock, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.rights import queries, rules
from commissioning.rights.models import Representation, RightRequest
from commissioning.rights.operations.steps import begin_turn, hold, take_step

NOT_REFUSED = "No request for this place was refused in the last 2 years, so it has to be looked at"


def leave(request: RightRequest, *, by: Person, reason: str) -> None:
    """Do not look at a request that is much like one refused in the last 2 years (s.93).

    Raises Refused when there is none such, whoever made it.
    """
    hold(request)
    if queries.refused_before(request) is None:
        raise Refused(NOT_REFUSED, "step")
    take_step(request, "leave", by=by, reason=reason)


def represent(request: RightRequest, words: str, *, by: Person) -> Representation:
    """Say what one thinks of a request, once. Everyone reads the words, nobody the name."""
    rules.may_represent.check(by, request)
    said = Representation(
        council_id=request.council_id, request=request, person_id=by.id, words=words
    )
    with unique("uq_representation_request_id_person_id", says="You have said what you think."):
        db.session.add(said)
    history.record(request, "represent", says="Somebody said what they think of the request")
    return said


def respond(request: RightRequest, words: str, *, by: Person) -> None:
    """The group answers what others think. It may change its answer until the time is over."""
    hold(request)
    rules.may_respond.check(by, request)
    request.response = words
    history.record(request, "respond", by=by, says="The group answered what others think")


def offer_longer(request: RightRequest, until: date | None, *, by: Person) -> None:
    """Ask the group to agree to a later day for the decision (SSI 2016/357, reg. 10).

    Raises Refused for a day that is not later than the one that stands.
    """
    hold(request)
    rules.may_offer_longer.check(by, request)
    if until is None or request.decide_by is None or until <= request.decide_by:
        raise Refused("Enter a day after the one by which the council has to decide now", "until")
    request.longer_until = until
    history.record(request, "offer-longer", by=by, until=until.isoformat(),
                   says="The council asked the group to agree to more time")  # fmt: skip


def agree_longer(request: RightRequest, *, by: Person) -> None:
    """The group agrees, before the time is over. It may be asked again later."""
    hold(request)
    rules.may_agree_longer.check(by, request)
    request.decide_by, request.longer_until = request.longer_until, None
    begin_turn(request)
    history.record(request, "agree-longer", by=by,
                   says="The group agreed that the council has more time")  # fmt: skip


def ask_review(request: RightRequest, *, by: Person) -> None:
    """The group asks for a review: after a no, or when no decision came in time."""
    hold(request)
    take_step(request, "ask-review", by=by)
    request.review_asked_on = clock.today()
