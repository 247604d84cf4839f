"""The council's side: check, decide, review. Each by somebody else."""

from dataclasses import dataclass
from datetime import date

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.rights import dates, queries
from commissioning.rights.models import RightRequest, Status
from commissioning.rights.operations.selling import end_notice
from commissioning.rights.operations.steps import hold, take_step
from commissioning.rights.operations.transfers import leave
from commissioning.rights.scheme import RefusalGround, RightKind

SOON = "Enter a day from today to {}: that is the longest time the council gives itself"


@dataclass(frozen=True)
class Answer:
    """The step to take, why, and for a challenge what else the law asks the council to say.

    `decide_by`: the day it names for its decision; `grounds` against it; the `changes` it needs.
    """

    step: str
    reasons: str = ""
    decide_by: date | None = None
    changes: str = ""
    grounds: tuple[RefusalGround, ...] = ()


def answer(request: RightRequest, said: Answer, *, by: Person) -> None:
    """Whatever the council is asked for now: check it, decide about it, or review it."""
    if said.step == "pass":
        pass_on(request, by=by, decide_by=said.decide_by)
    elif said.step == "send-back":
        send_back(request, by=by, reason=said.reasons)
    elif said.step == "leave":
        leave(request, by=by, reason=said.reasons)
    elif request.status == Status.REVIEW:
        review(request, said, by=by)
    else:
        decide(request, said, by=by)


def pass_on(request: RightRequest, *, by: Person, decide_by: date | None = None) -> None:
    """It is complete: from now on it waits for the decision, until the day of the law.

    `decide_by`: the day that the council names for a challenge. Raises Refused without one, and
    for one that is too late.
    """
    hold(request)
    if request.kind == RightKind.CHALLENGE:
        last = dates.last_day_to_name(request)
        if decide_by is None or not clock.today() <= decide_by <= last:
            raise Refused(SOON.format(f"{last:%-d %B %Y}"), "decide_by")
    today = clock.today()
    request.validated_on = today
    request.decide_by = dates.decide_by(request, decide_by)
    if request.kind == RightKind.TRANSFER:
        settings = request.settings
        request.represent_by = dates.working_days_after(today, settings.represent_days, settings)
        request.respond_by = dates.working_days_after(
            request.represent_by, settings.respond_days, settings
        )
    take_step(request, "pass", by=by)
    request.checked_by_id = by.id


def send_back(request: RightRequest, *, by: Person, reason: str) -> None:
    """Say what is missing. The clock starts again when the group sends it again."""
    hold(request)
    take_step(request, "send-back", by=by, reason=reason)


def decide(request: RightRequest, said: Answer, *, by: Person) -> None:
    """Take the decision, with reasons that are published.

    Raises Refused for a challenge that is refused on no ground of the closed list, and for changes
    that are not said.
    """
    hold(request)
    is_challenge = request.kind == RightKind.CHALLENGE
    if is_challenge and said.step in {"refuse", "offer-changes"} and not said.grounds:
        raise Refused("Choose the ground on which the council would refuse it", "grounds")
    if said.step == "offer-changes" and not said.changes:
        raise Refused("Say what has to change", "changes")
    grounds = [each.value for each in said.grounds] if is_challenge else []
    take_step(request, said.step, by=by, reason=said.reasons, grounds=grounds)
    request.decided_by_id, request.decided_on = by.id, clock.today()
    request.reasons, request.changes = said.reasons, said.changes
    request.grounds = grounds if said.step in {"refuse", "offer-changes"} else []
    if request.status == Status.LISTED:
        request.listed_until = dates.listed_until(clock.today(), dates.times(request))


def agree_changes(request: RightRequest, *, by: Person) -> None:
    """The group agrees to the changes, and so the challenge is accepted with them (s.83)."""
    hold(request)
    take_step(request, "agree-changes", by=by)
    request.decided_on, request.grounds = clock.today(), []


def decline_changes(request: RightRequest, *, by: Person, reason: str) -> None:
    """The group does not agree: the council has to decide about it as it is."""
    hold(request)
    take_step(request, "decline-changes", by=by, reason=reason)
    request.decided_by_id = request.decided_on = None
    request.reasons, request.changes, request.grounds = "", "", []


def note_review(request: RightRequest, *, by: Person) -> None:
    """Write down that the owner asked for a review today; within 8 weeks of the listing."""
    hold(request)
    take_step(request, "ask-review", by=by)
    request.review_asked_on = clock.today()


def review(request: RightRequest, said: Answer, *, by: Person) -> None:
    """The outcome of a review, by a senior officer who had no part in the decision."""
    hold(request)
    take_step(request, said.step, by=by, reason=said.reasons)
    request.reviewed_by_id, request.reviewed_on = by.id, clock.today()
    request.review_reasons = said.reasons
    request.decided_on = request.decided_on or clock.today()  # none came in time
    if request.status == Status.REMOVED:
        request.listed_until = None
        end_notice(request)


def expire(request_id: int) -> bool:
    """A listing is over after its time, and an owner's notice with it. Was it still due?"""
    if request_id not in queries.due_to_expire():
        return False
    request = db.session.get_one(RightRequest, request_id)
    hold(request)
    take_step(request, "expire", by=the_service())
    end_notice(request)
    return True
