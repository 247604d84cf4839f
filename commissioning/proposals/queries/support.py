"""Who supports a proposal, from where, and what the clock has to do about it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from sqlalchemy import BindParameter, Select, bindparam, func, select
from sqlalchemy.orm import contains_eager

from commissioning.core import charts, clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.core.turns import Turn, turn_of
from commissioning.people.session import hash_of
from commissioning.places.models import Neighbourhood
from commissioning.places.queries import whereabouts
from commissioning.proposals.models import (
    GATHERING,
    PaperSheet,
    Proposal,
    Status,
    Supporter,
    SupportLink,
)

LINK_LASTS = timedelta(days=7)
REMIND_AFTER = timedelta(days=3)
NAMES = 12  # of supporters who share theirs
NOBODY_THERE = "Not said"


class LinkState(Enum):
    """What a link from an e-mail can still do."""

    GOOD = "good"
    USED = "used"
    REPLACED = "replaced"
    TOO_OLD = "too-old"


@dataclass(frozen=True)
class Support:
    """How a proposal's support stands, for its page."""

    counted: int  # in the area, online and on paper
    on_paper: int
    elsewhere: int
    target: int
    days_left: int | None
    by_neighbourhood: list[tuple[str, int]]
    names: list[str]
    is_open: bool

    @property
    def width(self) -> str:
        """How long the bar of the progress is."""
        return charts.share(self.counted, self.target)

    @property
    def bars(self) -> charts.Bars:
        """The neighbourhoods as bars."""
        return charts.bars(self.by_neighbourhood)


def support_of(proposal: Proposal, turn: Turn | None = None) -> Support:
    """How the support of a proposal stands. `turn`: its open turn, where the caller knows it."""
    is_timed = proposal.status == Status.SUPPORT
    turn = (turn or turn_of(proposal)) if is_timed else None
    return Support(
        counted=proposal.all_supporters_count,
        on_paper=proposal.paper_supporters_count,
        elsewhere=proposal.supporters_elsewhere_count,
        target=proposal.support_target,
        days_left=max(turn.days_left, 0) if turn and turn.days_left is not None else None,
        by_neighbourhood=by_neighbourhood(proposal),
        names=shown_names(proposal),
        is_open=proposal.is_gathering,
    )


def _by_neighbourhood() -> Select[str, int]:
    number: BindParameter[int] = bindparam("proposal_id")
    online = select(Supporter.neighbourhood_id.label("place"), func.count().label("n")).where(
        Supporter.proposal_id == number,
        Supporter.confirmed_at.is_not(None),
        Supporter.neighbourhood_id.is_not(None),
    )
    paper = select(PaperSheet.neighbourhood_id.label("place"), PaperSheet.counted.label("n"))
    both = (
        online.group_by(Supporter.neighbourhood_id)
        .union_all(paper.where(PaperSheet.proposal_id == number))
        .subquery()
    )
    total = func.sum(both.c.n)
    return (
        select(Neighbourhood.name, total)
        .select_from(both)
        .outerjoin(Neighbourhood, Neighbourhood.id == both.c.place)
        .group_by(Neighbourhood.name)
        .order_by(total.desc(), Neighbourhood.name)
    )


_BY_NEIGHBOURHOOD = _by_neighbourhood()
_SHOWN_NAMES = (
    select(Supporter.name)
    .where(
        Supporter.proposal_id == bindparam("proposal_id"),
        Supporter.confirmed_at.is_not(None),
        Supporter.show_name,
    )
    .order_by(Supporter.id.desc())
    .limit(NAMES)
)


def by_neighbourhood(proposal: Proposal) -> list[tuple[str, int]]:
    """Names of neighbourhoods and how many there support it, the most first."""
    rows = db.session.execute(_BY_NEIGHBOURHOOD, {"proposal_id": proposal.id})
    return [(name or NOBODY_THERE, int(count)) for name, count in rows if count]


def shown_names(proposal: Proposal) -> list[str]:
    """The newest supporters who share their name."""
    return list(db.session.scalars(_SHOWN_NAMES, {"proposal_id": proposal.id}))


def name_key(name: str) -> str:
    """A name for comparing: Ann  Lee and ann lee are one person at one address."""
    return " ".join(name.casefold().split())[:80]


def supporter_of(proposal: Proposal, email: str, name: str) -> Supporter | None:
    """The row of this person, counted or not."""
    return db.session.scalar(
        select(Supporter).where(
            Supporter.proposal_id == proposal.id,
            Supporter.email == email.lower(),
            Supporter.name_key == name_key(name),
        )
    )


def count_at(proposal: Proposal, email: str) -> int:
    """How many people at one address have asked to support it."""
    query = select(func.count(Supporter.id)).where(
        Supporter.proposal_id == proposal.id, Supporter.email == email.lower()
    )
    return db.session.scalar(query) or 0


def get_link(token: str, council_id: int) -> tuple[SupportLink, LinkState]:
    """A link from an e-mail, and what it can still do. Raises NotHere when there never was one."""
    link = db.session.scalar(
        select(SupportLink)
        .join(SupportLink.supporter)
        .join(Supporter.proposal)
        .where(SupportLink.token_hash == hash_of(token), Proposal.council_id == council_id)
    )
    if link is None:
        raise NotHere
    newest = db.session.scalar(
        select(func.max(SupportLink.id)).where(SupportLink.supporter_id == link.supporter_id)
    )
    if link.supporter.confirmed_at:
        return link, LinkState.USED
    if newest != link.id:
        return link, LinkState.REPLACED
    too_old = clock.now() - link.created_at > LINK_LASTS
    return link, LinkState.TOO_OLD if too_old else LinkState.GOOD


def home_of(postcode: str, council_id: int) -> tuple[bool, int | None]:
    """Do we know where a postcode lies? In which of this council's neighbourhoods, if in any?"""
    found = whereabouts(postcode)
    if found is None or found.neighbourhood is None:
        return False, None
    here = found.neighbourhood
    return True, here.id if here.council_id == council_id else None


def gathering(council_id: int) -> list[Proposal]:
    """The proposals of a council that gather support now, by number."""
    query = select(Proposal).where(
        Proposal.council_id == council_id, Proposal.status.in_(GATHERING)
    )
    return list(db.session.scalars(query.order_by(Proposal.id)))


def latest_sheets(council_id: int, most: int = 25) -> list[PaperSheet]:
    """The sheets entered last."""
    query = (
        select(PaperSheet)
        .join(PaperSheet.proposal)
        .options(contains_eager(PaperSheet.proposal))
        .where(Proposal.council_id == council_id)
        .order_by(PaperSheet.id.desc())
        .limit(most)
    )
    return list(db.session.scalars(query))


def due_to_close() -> list[Due]:
    """Proposals whose time to gather support is over."""
    query = (
        select(Proposal.id, Turn.due_on)
        .join(Turn, (Turn.subject_id == Proposal.id) & (Turn.subject_kind == "proposal"))
        .where(
            Proposal.status == Status.SUPPORT, Turn.ended_on.is_(None), Turn.due_on < clock.today()
        )
        .order_by(Proposal.id)
    )
    return Due.each(db.session.execute(query), clock.DAY)


def due_reminders() -> list[Due]:
    """Supporters who have not pressed the button in three days, while it is still open."""
    query = (
        select(Supporter.id, Supporter.created_at)
        .join(Supporter.proposal)
        .where(
            Supporter.confirmed_at.is_(None),
            Supporter.reminded_at.is_(None),
            Supporter.created_at < clock.now() - REMIND_AFTER,
            Proposal.status.in_(GATHERING),
        )
        .order_by(Supporter.id)
        .limit(100)
    )
    return Due.each(db.session.execute(query), REMIND_AFTER)
