"""Who may use a right, who checks, who decides, who reviews: four different people."""

from typing import Any

from commissioning.core import clock
from commissioning.core.rules import Rule, rule
from commissioning.groups.rules import is_checked, is_member, is_outsider, is_steward, is_writer
from commissioning.people.rules import is_officer, is_senior_officer, is_signed_in, is_staff
from commissioning.places.settings import Nation
from commissioning.rights import dates
from commissioning.rights.models import NoticeStatus, RightRequest, SaleNotice, Status
from commissioning.rights.scheme import (
    ENOUGH_EMPLOYEES,
    ENOUGH_MEMBERS,
    MAY_ASK,
    MAY_BID,
    MAY_OWN,
    Body,
    RightKind,
    Wanted,
)

NATIONS = {
    RightKind.NOMINATION: Nation.ENGLAND,
    RightKind.CHALLENGE: Nation.ENGLAND,
    RightKind.TRANSFER: Nation.SCOTLAND,
}
LEAST_PEOPLE = {Body.UNREGISTERED: ENOUGH_MEMBERS, Body.EMPLOYEES: ENOUGH_EMPLOYEES}


def is_at(*statuses: Status) -> Rule[RightRequest]:
    """A rule: the request stands at one of these."""

    def why_not(_person: Any, request: RightRequest) -> str | None:
        if request.status in statuses:
            return None
        return f"This cannot be done now. It is at “{request.status.words}”."

    return Rule(f"is_at_{'_or_'.join(each.name.lower() for each in statuses)}", why_not)


@rule
def is_nomination(_person: Any, request: RightRequest) -> bool:
    """Only a nomination of a place for the list has this step."""
    return request.kind == RightKind.NOMINATION


@rule
def is_challenge(_person: Any, request: RightRequest) -> bool:
    """Only a challenge has this step."""
    return request.kind == RightKind.CHALLENGE


@rule
def is_transfer(_person: Any, request: RightRequest) -> bool:
    """Only an asset transfer request has this step."""
    return request.kind == RightKind.TRANSFER


@rule
def has_this_right(_person: Any, request: RightRequest) -> bool:
    """The law where this council is does not give this right."""
    return request.settings.nation == NATIONS[request.kind]


@rule
def is_a_body_that_may_ask(_person: Any, request: RightRequest) -> bool:
    """Choose what your group is in law. The law lets only some bodies use this right."""
    return request.body in MAY_ASK[request.kind]


@rule
def has_enough_people(_person: Any, request: RightRequest) -> bool:
    """A group with no legal form needs 21 members or more. Council staff must be two or more."""
    least = LEAST_PEOPLE.get(request.body, 0) if request.body else 0
    return (request.people or 0) >= least


@rule
def may_own(_person: Any, request: RightRequest) -> bool:
    """Only a company, a SCIO or a society may ask to own the place. Others may ask to rent it."""
    return request.contents.get("wanted") != Wanted.OWN or request.body in MAY_OWN


@rule
def is_complete(_person: Any, request: RightRequest) -> bool:
    """Fill in every part first."""
    wanted = request.kind != RightKind.TRANSFER or request.contents.get("wanted")
    return bool(wanted) and not request.missing


@rule
def is_in_time(_person: Any, request: RightRequest) -> bool:
    """The council takes challenges only in the months it has published. Wait for the next ones."""
    if request.kind != RightKind.CHALLENGE:
        return True
    return dates.is_open_month(clock.today(), request.settings)


@rule
def is_second_person(person: Any, request: RightRequest) -> bool:
    """A steward asks for it, and another member of the group agrees."""
    return request.asked_by_id is not None and request.asked_by_id != person.id


@rule
def is_not_asked(_person: Any, request: RightRequest) -> bool:
    """A steward has asked already. Another member of the group has to agree."""
    return request.asked_by_id is None


@rule
def did_not_check(person: Any, request: RightRequest) -> bool:
    """You checked this request, so somebody else has to decide about it."""
    return bool(request.checked_by_id != person.id)


@rule
def had_no_part(person: Any, request: RightRequest) -> bool:
    """You had a part in this decision, so a senior officer who had none has to review it."""
    return person.id not in {request.checked_by_id, request.decided_by_id}


@rule
def may_still_be_reviewed(_person: Any, request: RightRequest) -> bool:
    """The time to ask for a review is over, or there was one already."""
    return dates.review_open_until(request) is not None


@rule
def is_late(_person: Any, request: RightRequest) -> bool:
    """The council still has time to decide."""
    return request.is_overdue and request.review_asked_on is None


@rule
def has_longer_time_offered(_person: Any, request: RightRequest) -> bool:
    """The council has not asked for more time, or the time it had is over."""
    return request.longer_until is not None and not request.is_overdue


@rule
def is_not_late(_person: Any, request: RightRequest) -> bool:
    """More time has to be agreed before the time is over."""
    return not request.is_overdue


@rule
def takes_representations(_person: Any, request: RightRequest) -> bool:
    """The time to say what you think is over, or has not begun."""
    return request.represent_by is not None and clock.today() <= request.represent_by


@rule
def takes_a_response(_person: Any, request: RightRequest) -> bool:
    """The group answers after others have said what they think, for a time."""
    return (
        request.represent_by is not None
        and request.respond_by is not None
        and request.represent_by < clock.today() <= request.respond_by
    )


@rule
def has_been_sent(_person: Any, request: RightRequest) -> bool:
    """This has not been sent yet. Only its group and the council can see it."""
    return request.is_public


is_ready = has_this_right & is_a_body_that_may_ask & has_enough_people & is_complete & may_own
is_with_the_group = is_at(Status.DRAFT, Status.SENT_BACK)
may_see = has_been_sent | is_member | is_staff
may_edit = is_writer & is_with_the_group
may_ask_to_send = is_steward & is_with_the_group & is_checked & is_ready & is_in_time & is_not_asked
may_send = is_writer & is_with_the_group & is_checked & is_ready & is_in_time & is_second_person
may_withdraw = is_steward
may_check = is_officer & is_outsider & is_at(Status.CHECK)
may_decide = is_officer & is_outsider & is_at(Status.DECISION) & did_not_check
may_review = is_senior_officer & is_outsider & is_at(Status.REVIEW) & had_no_part
ANSWERS = {Status.CHECK: may_check, Status.DECISION: may_decide, Status.REVIEW: may_review}
may_answer: Rule[RightRequest] = Rule(  # whichever of the three it waits for
    f"({may_check.name} or {may_decide.name} or {may_review.name})",
    lambda person, request: ANSWERS.get(request.status, may_check).why_not(person, request),
)
may_note = is_officer & is_outsider & is_nomination & is_at(Status.LISTED)
may_note_review = may_note & may_still_be_reviewed
may_ask_review = is_steward & is_transfer & may_still_be_reviewed
may_ask_late_review = is_steward & is_transfer & is_late
may_ask_any_review = may_ask_review | may_ask_late_review
may_answer_changes = is_steward & is_at(Status.CHANGES)
may_offer_longer = is_officer & is_outsider & is_transfer & is_at(Status.DECISION) & is_not_late
may_agree_longer = is_steward & is_at(Status.DECISION) & has_longer_time_offered
may_represent = is_signed_in & is_outsider & is_at(Status.DECISION) & takes_representations
may_respond = is_writer & is_at(Status.DECISION) & takes_a_response


# Time to bid


@rule
def is_time_to_bid(_person: Any, notice: SaleNotice) -> bool:
    """A group can ask for time to bid only in the first weeks after the owner’s notice."""
    return notice.status == NoticeStatus.INTERIM and clock.today() <= notice.interim_until


@rule
def is_a_body_that_may_bid(_person: Any, notice: SaleNotice) -> bool:
    """A group with no legal form cannot ask for time to bid."""
    return notice.bidder_body in MAY_BID


@rule
def is_asked(_person: Any, notice: SaleNotice) -> bool:
    """No group waits for an answer."""
    return notice.status == NoticeStatus.ASKED


may_bid = is_signed_in & is_time_to_bid
may_ask_to_bid = is_steward & is_checked & is_time_to_bid & is_a_body_that_may_bid
may_answer_bid = is_officer & is_outsider & is_asked
may_note_sale = is_officer & is_outsider
