"""Lists of proposals: columns, no objects, 25 to a page, from the newest number down."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import aliased

from commissioning.core import addresses, clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.pages import in_words, number, plural
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.places.models import Neighbourhood, Operator, Place, PlaceKind
from commissioning.proposals.models import ENDINGS, Proposal, Status

PAGE = 25
ENDED = "ended"
PUBLIC = [each for each in Status if each is not Status.DRAFT]


class Listed(NamedTuple):
    """A proposal in a list."""

    id: int
    title: str
    summary: str
    status: Status
    place: str
    place_kind: PlaceKind
    neighbourhood: str
    group: str
    supporters: int
    paper_supporters: int
    target: int
    due_on: date | None
    paused_on: date | None

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def reference(self) -> str:
        """What people quote: P7."""
        return f"P{self.id}"

    @property
    def is_late(self) -> bool:
        """Is somebody behind their promise?"""
        return self.due_on is not None and not self.paused_on and self.due_on < clock.today()

    @property
    def facts(self) -> str:
        """Where it is, who asks, how many support it, and what is due: for under its summary."""
        said = [f"{self.place}, {self.neighbourhood}. {self.group}."]
        if self.status == Status.SUPPORT:
            said.append(f"{number(self.all_supporters)} of {plural(self.target, 'supporter')}.")
        if self.due_on:
            said.append(f"Due {in_words(self.due_on)}.")
        return " ".join(said)

    @property
    def all_supporters(self) -> int:
        """Online and on paper."""
        return self.supporters + self.paper_supporters


_open = aliased(Turn)
_IS_OPEN_TURN = and_(
    _open.subject_kind == Proposal.__tablename__,
    _open.subject_id == Proposal.id,
    _open.ended_on.is_(None),
)


_LIGHT = cast(
    Select[Any],
    select(
        Proposal.id,
        Proposal.title,
        Proposal.summary,
        Proposal.status,
        Place.name,
        Place.kind,
        Neighbourhood.name,
        Group.name,
        Proposal.supporters_count,
        Proposal.paper_supporters_count,
        Proposal.support_target,
        _open.due_on,
        _open.paused_on,
    )
    .join(Place, Proposal.place_id == Place.id)
    .join(Neighbourhood, Proposal.neighbourhood_id == Neighbourhood.id)
    .join(Group, Proposal.group_id == Group.id)
    .outerjoin(_open, _IS_OPEN_TURN)
    .order_by(Proposal.id.desc()),
)
_OF_PLACE = _LIGHT.where(
    Proposal.place_id == bindparam("place_id"), Proposal.status != Status.DRAFT
).limit(PAGE)


def proposals(
    council_id: int,
    *,
    stage: str | None = None,
    neighbourhood_id: int | None = None,
    kind: PlaceKind | None = None,
    late: bool = False,
    before: int | None = None,
) -> list[Listed]:
    """A page of a council's public proposals, one more than 25 when there is a next page.

    `stage` is the key of a stage, or "ended". `before`: only those with smaller numbers.
    """
    asked = {
        "statuses": _statuses(stage) if stage else None,
        "neighbourhood_id": neighbourhood_id,
        "kind": kind,
        "late": clock.today() if late else None,
        "before": before,
    }
    given = {name: value for name, value in asked.items() if value is not None}
    rows = db.session.execute(_page(*given), {"council_id": council_id, **given})
    return [Listed(*row) for row in rows]


def _statuses(stage: str) -> list[Status]:
    if stage == ENDED:
        return sorted(ENDINGS)
    if stage == Status.SUPPORT:
        return [Status.SUPPORT, Status.SUPPORTED]
    return [each for each in PUBLIC if stage == each.value]


@cache
def _page(*narrowed: str) -> Select[Any]:
    """A page of a council's public proposals, narrowed by the parameters of these names."""
    ways = {
        "statuses": Proposal.status.in_(bindparam("statuses", expanding=True)),
        "neighbourhood_id": Proposal.neighbourhood_id == bindparam("neighbourhood_id"),
        "kind": Place.kind == bindparam("kind"),
        "late": and_(_open.due_on < bindparam("late"), _open.paused_on.is_(None)),
        "before": Proposal.id < bindparam("before"),
    }
    here = (Proposal.council_id == bindparam("council_id"), Proposal.status != Status.DRAFT)
    return _LIGHT.where(*here, *(ways[name] for name in narrowed)).limit(PAGE + 1)


def of_place(place: Place) -> list[Listed]:
    """A place's public proposals, newest first; at most 25."""
    return [Listed(*row) for row in db.session.execute(_OF_PLACE, {"place_id": place.id})]


def of_group(group: Group, *, drafts: bool = False) -> list[Listed]:
    """A group's proposals, newest first; at most 25. `drafts`: for its members."""
    query = _LIGHT.where(Proposal.group_id == group.id)
    if not drafts:
        query = query.where(Proposal.status != Status.DRAFT)
    return [Listed(*row) for row in db.session.execute(query.limit(PAGE))]


def live_on(place: Place) -> list[Listed]:
    """The public proposals for a place that have not ended."""
    return [each for each in of_place(place) if each.status not in ENDINGS]


def due_plans() -> list[Due]:
    """Proposals whose time for the full plan has run out, the longest overdue first."""
    query = (
        select(Proposal.id, _open.due_on)
        .join(_open, _IS_OPEN_TURN)
        .where(
            Proposal.status == Status.PLAN,
            _open.paused_on.is_(None),
            _open.due_on < clock.today(),
        )
        .order_by(_open.due_on, Proposal.id)
        .limit(200)
    )
    return Due.each(db.session.execute(query), clock.DAY)


def places_to_propose(council_id: int) -> list[tuple[int, str]]:
    """Places of a council that no mutual runs yet: number and name, by name; at most 2,000."""
    query = select(Place.id, Place.name).where(
        Place.council_id == council_id, Place.operator != Operator.MUTUAL
    )
    rows = db.session.execute(query.order_by(Place.name, Place.id).limit(2000))
    return [(row.id, row.name) for row in rows]
