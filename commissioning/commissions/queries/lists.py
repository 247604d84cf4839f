"""Lists of commissions: columns, no objects, 25 to a page, from the newest number down."""

from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from commissioning.commissions.models import (
    ENDINGS,
    Commission,
    CommissionNeighbourhood,
    PublishedDraft,
    Status,
)
from commissioning.core import addresses, clock
from commissioning.core.database import db
from commissioning.core.turns import Turn
from commissioning.groups.models import Group
from commissioning.places.models import Neighbourhood

PAGE = 25
ENDED = "ended"
PUBLIC = [each for each in Status if each is not Status.DRAFT]


class Listed(NamedTuple):
    """A commission in a list; its words are those of the newest published draft."""

    id: int
    title: str
    status: Status
    summary: str
    per_year: int
    group: str
    due_on: date | None
    paused_on: date | None
    where: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.title)

    @property
    def reference(self) -> str:
        """What people quote: C2."""
        return f"C{self.id}"

    @property
    def is_late(self) -> bool:
        """Is somebody behind their promise?"""
        return self.due_on is not None and not self.paused_on and self.due_on < clock.today()


_open = aliased(Turn)
_IS_OPEN_TURN = and_(
    _open.subject_kind == Commission.__tablename__,
    _open.subject_id == Commission.id,
    _open.ended_on.is_(None),
)
_IS_NEWEST_DRAFT = and_(
    PublishedDraft.commission_id == Commission.id,
    PublishedDraft.number == Commission.draft_number,
)


def _light() -> Select[Any]:
    return cast(
        Select[Any],
        select(
            Commission.id,
            Commission.title,
            Commission.status,
            func.coalesce(PublishedDraft.content["summary"].as_string(), Commission.summary),
            Commission.per_year,
            Group.name,
            _open.due_on,
            _open.paused_on,
        )
        .join(Group, Commission.group_id == Group.id)
        .outerjoin(PublishedDraft, _IS_NEWEST_DRAFT)
        .outerjoin(_open, _IS_OPEN_TURN)
        .order_by(Commission.id.desc()),
    )


def _listed(query: Select[Any]) -> list[Listed]:
    """The rows of a query, each with the names of its neighbourhoods."""
    found = [Listed(*row) for row in db.session.execute(query)]
    if not found:
        return []
    names = (
        select(CommissionNeighbourhood.commission_id, Neighbourhood.name)
        .join(Neighbourhood, Neighbourhood.id == CommissionNeighbourhood.neighbourhood_id)
        .where(CommissionNeighbourhood.commission_id.in_([each.id for each in found]))
        .order_by(Neighbourhood.name)
    )
    rows = db.session.execute(names).all()
    return [
        each._replace(where=tuple(name for number, name in rows if number == each.id))
        for each in found
    ]


def commissions(
    council_id: int,
    *,
    stage: str | None = None,
    neighbourhood_id: int | None = None,
    before: int | None = None,
) -> list[Listed]:
    """A page of a council's public commissions, one more than 25 when there is a next page.

    `stage` is the key of a stage, or "ended". `before`: only those with smaller numbers.
    """
    wanted = [Commission.council_id == council_id, Commission.status.in_(_statuses(stage))]
    if neighbourhood_id:
        wanted.append(_is_for(neighbourhood_id))
    if before:
        wanted.append(Commission.id < before)
    return _listed(_light().where(*wanted).limit(PAGE + 1))


def _statuses(stage: str | None) -> list[Status]:
    if stage == ENDED:
        return sorted(ENDINGS)
    if stage == Status.COMMENTS:
        return [Status.COMMENTS, Status.COMMENTED]
    return [each for each in PUBLIC if stage in (None, "", each.value)]


def _is_for(neighbourhood_id: int) -> Any:
    return exists().where(
        CommissionNeighbourhood.commission_id == Commission.id,
        CommissionNeighbourhood.neighbourhood_id == neighbourhood_id,
    )


def open_for_comments(council_id: int, most: int) -> list[Listed]:
    """What everyone can comment on now, the newest first."""
    query = _light().where(
        Commission.council_id == council_id, Commission.status == Status.COMMENTS
    )
    return _listed(query.limit(most))


def of_group(group: Group, *, drafts: bool = False) -> list[Listed]:
    """A group's commissions, newest first; at most 25. `drafts`: for its members."""
    query = _light().where(Commission.group_id == group.id)
    if not drafts:
        query = query.where(Commission.status != Status.DRAFT)
    return _listed(query.limit(PAGE))


def waiting_for(groups: list[Group]) -> list[Listed]:
    """The commissions these groups are writing now."""
    if not groups:
        return []
    query = _light().where(
        Commission.group_id.in_([each.id for each in groups]),
        Commission.status.in_([Status.DRAFT, Status.COMMENTS, Status.COMMENTED]),
    )
    return _listed(query.limit(PAGE))
