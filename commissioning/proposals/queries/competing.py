"""Who competes for a place."""

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.groups.models import Group
from commissioning.places.models import Place
from commissioning.proposals.models import (
    ENDINGS,
    Competition,
    CompetitionStatus,
    Proposal,
    Status,
)

CAN_COMPETE = (Status.PLAN, Status.ASSESSMENT)  # the council's check is passed, nothing decided


def open_competition(place_id: int) -> Competition | None:
    """The competition for a place that is not decided yet, if there is one."""
    query = select(Competition).where(
        Competition.place_id == place_id, Competition.status == CompetitionStatus.OPEN
    )
    return db.session.scalars(query).one_or_none()


def can_compete(place_id: int) -> list[Proposal]:
    """The proposals for a place that passed the council’s check and wait for no vote, by number."""
    query = select(Proposal).where(Proposal.place_id == place_id, Proposal.status.in_(CAN_COMPETE))
    return list(db.session.scalars(query.order_by(Proposal.id)))


def groups_that_want(place: Place) -> list[Group]:
    """The groups with a proposal for a place that has not ended, drafts too, by number."""
    wanting = select(Proposal.group_id).where(
        Proposal.place_id == place.id, Proposal.status.not_in(ENDINGS)
    )
    return list(db.session.scalars(select(Group).where(Group.id.in_(wanting)).order_by(Group.id)))
