"""The owner of a listed place wants to sell: a notice, a group's wish for time, and the clock."""

from datetime import date

from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.core.turns import Basis, Promise, Unit, Whose
from commissioning.follows import operations as follows
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.rights import dates, queries, rules
from commissioning.rights.models import NoticeStatus, RightRequest, SaleNotice
from commissioning.rights.operations.steps import hold, take_step
from commissioning.rights.scheme import LOCALISM_ACT, MAY_BID, Body
from commissioning.rights.workflow import SELLING

ONCE = "There is a notice from the owner already. No other wait starts while it runs."
NO_FORM = "A group with no legal form cannot ask. Choose what your group is in law."
NEXT = {
    NoticeStatus.INTERIM: "A group can ask for time to bid.",
    NoticeStatus.ASKED: "The council checks the group.",
    NoticeStatus.FULL: "Groups can make their offers. The owner need not accept one.",
    NoticeStatus.PROTECTED: "The sale cannot be held up again for a time.",
    NoticeStatus.SOLD: "It ends here.",
    NoticeStatus.ENDED: "Another notice would start a new wait.",
}


def note_notice(request: RightRequest, received_on: date | None, *, by: Person) -> SaleNotice:
    """Write down an owner's notice. All its days are counted from the day the council got it.

    Raises Refused for a day that is not yet or before the listing, and while a notice runs.
    """
    hold(request)
    rules.may_note.check(by, request)
    listed_on = request.decided_on or date.min
    if received_on is None or not listed_on <= received_on <= clock.today():
        raise Refused("Enter the day the council got it: today or before, since the listing",
                      "received_on")  # fmt: skip
    wait = dates.wait_from(received_on, dates.times(request))
    notice = SaleNotice(
        council_id=request.council_id, request=request, received_on=received_on, **wait._asdict()
    )
    with unique("ix_sale_notice_request_id", says=ONCE, field="received_on"):
        db.session.add(notice)
    says = "The owner told the council that it wants to sell the place"
    history.record(notice, "note", by=by, says=says, after=notice.status,
                   facts={"request": request.id, "received": received_on.isoformat()})  # fmt: skip
    _begin_turn(notice)
    _tell(notice, says)
    return notice


def ask_to_bid(notice: SaleNotice, group: Group, body: Body | None, *, by: Person) -> None:
    """A steward asks that the group be treated as a possible bidder (s.95); the council checks it.

    Raises Refused for a body that the law does not let ask (SI 2012/2421, reg. 12).
    """
    hold(notice)
    if body not in MAY_BID:
        raise Refused(NO_FORM, "body")
    notice.bidder, notice.bidder_body, notice.asked_on = group, body, clock.today()
    _take(notice, "ask-to-bid", by=by)


def answer_bid(notice: SaleNotice, step: str, *, by: Person, reason: str = "") -> None:
    """The group may bid, and the owner may sell only to such a group; or it may not, and why."""
    hold(notice)
    _take(notice, step, by=by, reason=reason)
    notice.answer = reason
    if notice.status == NoticeStatus.INTERIM:
        notice.bidder = notice.bidder_body = notice.asked_on = None


def note_sale(request: RightRequest, reason: str, *, by: Person) -> None:
    """Write down that the place was sold: the listing and the owner's notice are over."""
    hold(request)
    take_step(request, "sell", by=by, reason=reason)
    request.listed_until = None
    notice = queries.open_notice_of(request)
    if notice is not None:
        SELLING.take("sell", notice, by=by)
        turns.end(notice)


def move_on(notice_id: int) -> bool:
    """The last day of a part of the wait is over. Was it still due?"""
    if notice_id not in queries.due_to_move_on():
        return False
    notice = db.session.get_one(SaleNotice, notice_id)
    hold(notice)
    is_over = notice.status in {NoticeStatus.PROTECTED, NoticeStatus.ASKED}
    _take(notice, "end" if is_over else "free", by=the_service())
    return True


def end_notice(request: RightRequest) -> None:
    """The place is no longer listed, so nothing holds its sale up."""
    notice = queries.open_notice_of(request)
    if notice is not None:
        SELLING.take("end", notice, by=the_service())
        turns.end(notice)


def _take(notice: SaleNotice, step: str, *, by: Person, reason: str = "") -> None:
    says = SELLING.step(step, notice).says
    SELLING.take(step, notice, by=by, reason=reason)
    _begin_turn(notice)
    _tell(notice, says)


def _tell(notice: SaleNotice, says: str) -> None:
    """Those who follow the listing, and the people of both groups."""
    people = {*notice.request.group.current_members, *notice.group.current_members}
    also = sorted(each.person.email for each in people)
    follows.tell(notice.request, f"{says}.", NEXT[notice.status], also=also)


def _begin_turn(notice: SaleNotice) -> None:
    """Only the check of a group is the council's; the other parts end by the clock."""
    if notice.status == NoticeStatus.ASKED:
        promise = notice.request.settings.promise("bid_check_days")
        turns.begin(notice, notice.status.value, Whose.COUNCIL, promise)
    elif notice.is_open:
        law = Promise(0, Unit.NONE, Basis.LAW, f"{LOCALISM_ACT}, section 95")
        turns.begin(notice, notice.status.value, Whose.GROUP, law, due_on=notice.until)
    else:
        turns.end(notice)
