"""Which requests and notices there are, and which wait."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from commissioning.core import calendar, clock, turns
from commissioning.core.clock import DAY, Due
from commissioning.core.database import db
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.places.models import Place
from commissioning.rights.models import (
    NOTICE_ENDINGS,
    NoticeStatus,
    Representation,
    RightRequest,
    SaleNotice,
    Status,
)
from commissioning.rights.scheme import YEARS_WITHOUT_REPEAT, RightKind

PAGE = 25
AT_DESK = (Status.CHECK, Status.DECISION, Status.REVIEW)
_WITH_ALL = (
    joinedload(RightRequest.place),
    joinedload(RightRequest.council),
    joinedload(RightRequest.group).selectinload(Group.members),
)
_NOTICE = (
    joinedload(SaleNotice.request).options(*_WITH_ALL),
    joinedload(SaleNotice.bidder).selectinload(Group.members),
)


def get_request(right_id: int, council_id: int) -> RightRequest:
    """One request of this council, with its group and place. Raises NoResultFound."""
    query = select(RightRequest).where(
        RightRequest.id == right_id, RightRequest.council_id == council_id
    )
    return db.session.scalars(query.options(*_WITH_ALL)).one()


def get_notice(notice_id: int, council_id: int) -> SaleNotice:
    """One owner's notice to this council, with its request. Raises NoResultFound."""
    query = select(SaleNotice).where(
        SaleNotice.id == notice_id, SaleNotice.council_id == council_id
    )
    return db.session.scalars(query.options(*_NOTICE)).one()


def open_notice_of(request: RightRequest) -> SaleNotice | None:
    """The owner's notice about a listed place that is not over."""
    query = select(SaleNotice).where(
        SaleNotice.request_id == request.id, SaleNotice.status.not_in(NOTICE_ENDINGS)
    )
    return db.session.scalars(query.options(joinedload(SaleNotice.bidder))).one_or_none()


def requests(
    council_id: int, kind: RightKind | None = None, *, statuses: tuple[Status, ...] = (),
    before: int | None = None,
) -> list[RightRequest]:  # fmt: skip
    """A page of a council's public requests, the newest first; one more when there is a next."""
    query = select(RightRequest).where(
        RightRequest.council_id == council_id, RightRequest.received_on.is_not(None)
    )
    if kind:
        query = query.where(RightRequest.kind == kind)
    if statuses:
        query = query.where(RightRequest.status.in_(statuses))
    if before:
        query = query.where(RightRequest.id < before)
    with_place = query.options(joinedload(RightRequest.place), joinedload(RightRequest.group))
    return list(db.session.scalars(with_place.order_by(RightRequest.id.desc()).limit(PAGE + 1)))


def of_place(place: Place) -> list[RightRequest]:
    """What was asked for a place, the newest first; at most a page."""
    query = select(RightRequest).where(
        RightRequest.place_id == place.id, RightRequest.received_on.is_not(None)
    )
    with_group = query.options(joinedload(RightRequest.group))
    return list(db.session.scalars(with_group.order_by(RightRequest.id.desc()).limit(PAGE)))


def of_group(group: Group, *, drafts: bool) -> list[RightRequest]:
    """What a group asks for, the newest first; at most a page. `drafts`: those not sent too."""
    query = select(RightRequest).where(RightRequest.group_id == group.id)
    if not drafts:
        query = query.where(RightRequest.received_on.is_not(None))
    return list(db.session.scalars(query.order_by(RightRequest.id.desc()).limit(PAGE)))


def listing_of(place: Place) -> RightRequest | None:
    """The nomination of a place that is being looked at or has it on the list."""
    query = select(RightRequest).where(
        RightRequest.place_id == place.id,
        RightRequest.kind == RightKind.NOMINATION,
        RightRequest.received_on.is_not(None),
        RightRequest.status.in_((*AT_DESK, Status.LISTED, Status.SENT_BACK)),
    )
    return db.session.scalars(query.order_by(RightRequest.id).limit(1)).one_or_none()


def refused_before(request: RightRequest) -> RightRequest | None:
    """A transfer request for the same place, refused in the last 2 years (2015 asp 6, s.93).

    Another group may have made it.
    """
    query = select(RightRequest).where(
        RightRequest.place_id == request.place_id,
        RightRequest.kind == RightKind.TRANSFER,
        RightRequest.id != request.id,
        RightRequest.status == Status.REFUSED,
        RightRequest.decided_on > calendar.add_years(clock.today(), -YEARS_WITHOUT_REPEAT),
    )
    return db.session.scalars(query.order_by(RightRequest.id.desc()).limit(1)).one_or_none()


def representations(request: RightRequest) -> list[Representation]:
    """What others think of a request, the oldest first; at most 200."""
    query = select(Representation).where(Representation.request_id == request.id)
    return list(db.session.scalars(query.order_by(Representation.id).limit(200)))


def has_represented(request: RightRequest, person_id: int | None) -> bool:
    """Has this person said what they think?"""
    query = select(Representation.id).where(
        Representation.request_id == request.id, Representation.person_id == person_id
    )
    return db.session.scalar(query) is not None


def waiting(council_id: int) -> list[tuple[RightRequest, Turn]]:
    """The requests a council has to deal with, each with its turn; the first due comes first."""
    return turns.waiting(
        RightRequest,
        RightRequest.council_id == council_id,
        RightRequest.status.in_(AT_DESK),
        options=[joinedload(RightRequest.group), joinedload(RightRequest.place)],
    )


def waiting_notices(council_id: int) -> list[tuple[SaleNotice, Turn]]:
    """The groups that ask for time to bid, each with the council's turn; first due first."""
    return turns.waiting(
        SaleNotice,
        SaleNotice.council_id == council_id,
        SaleNotice.status == NoticeStatus.ASKED,
        options=[joinedload(SaleNotice.request), joinedload(SaleNotice.bidder)],
    )


def count_waiting(council_id: int) -> int:
    """How many requests and groups that want to bid wait for a council."""
    asked = select(func.count(RightRequest.id)).where(
        RightRequest.council_id == council_id, RightRequest.status.in_(AT_DESK)
    )
    bids = select(func.count(SaleNotice.id)).where(
        SaleNotice.council_id == council_id, SaleNotice.status == NoticeStatus.ASKED
    )
    return db.session.scalar(select(asked.scalar_subquery() + bids.scalar_subquery())) or 0


def due_to_expire() -> list[Due]:
    """Listings whose last day is over."""
    query = select(RightRequest.id, RightRequest.listed_until).where(
        RightRequest.status == Status.LISTED, RightRequest.listed_until < clock.today()
    )
    return Due.each(db.session.execute(query.order_by(RightRequest.id)), DAY)


def due_to_move_on() -> list[Due]:
    """Notices to sell for which the last day of the part they stand in is over."""
    today = clock.today()
    query = select(SaleNotice).where(
        or_(
            (SaleNotice.status == NoticeStatus.INTERIM) & (SaleNotice.interim_until < today),
            (SaleNotice.status == NoticeStatus.FULL) & (SaleNotice.full_until < today),
            # Also where the council never said whether a group may bid.
            SaleNotice.status.in_((NoticeStatus.PROTECTED, NoticeStatus.ASKED))
            & (SaleNotice.protected_until < today),
        )
    )
    found = db.session.scalars(query.order_by(SaleNotice.id))
    days = (
        (each.id, each.protected_until if each.status == NoticeStatus.ASKED else each.until)
        for each in found
    )
    return Due.each(days, DAY)
