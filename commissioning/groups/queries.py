"""Which groups, and who is in them."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from commissioning.core import addresses, clock
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.core.turns import Turn
from commissioning.groups.models import (
    ChangeStatus,
    Group,
    GroupChange,
    GroupRole,
    GroupStatus,
    Invitation,
    JoinRequest,
    Membership,
    RequestStatus,
)
from commissioning.people.models import Person
from commissioning.places.models import Neighbourhood

INVITATION_LASTS = timedelta(days=14)
PAGE = 25


class ListedGroup(NamedTuple):
    """A group in a list: columns, no objects."""

    id: int
    name: str
    about: str
    status: GroupStatus
    neighbourhood: str | None
    members: int
    due_on: date | None = None

    @property
    def slug(self) -> str:
        """For addresses."""
        return addresses.slug(self.name)


def get_group(group_id: int, council_id: int) -> Group:
    """One group of this council, with its people. Raises NoResultFound."""
    query = (
        select(Group)
        .where(Group.id == group_id, Group.council_id == council_id)
        .options(
            joinedload(Group.neighbourhood), joinedload(Group.council), selectinload(Group.members)
        )
    )
    return db.session.scalars(query).one()


def _members() -> Any:
    """How many people of the site are in a group now, with those it counts outside it."""
    inside = (
        select(func.count(Membership.id))
        .where(Membership.group_id == Group.id, Membership.left_on.is_(None))
        .correlate(Group)
        .scalar_subquery()
    )
    return inside + Group.supporters_outside


def groups(
    council_id: int, *, neighbourhood_id: int | None = None, after: str = ""
) -> list[ListedGroup]:
    """A page of a council's groups by name, one more than 25 when there is a next page."""
    query = (
        select(Group.id, Group.name, Group.about, Group.status, Neighbourhood.name, _members())
        .outerjoin(Neighbourhood, Group.neighbourhood_id == Neighbourhood.id)
        .where(Group.council_id == council_id, Group.status != GroupStatus.CLOSED)
    )
    if neighbourhood_id:
        query = query.where(Group.neighbourhood_id == neighbourhood_id)
    if after:
        query = query.where(Group.name > after)
    rows = db.session.execute(query.order_by(Group.name).limit(PAGE + 1))
    return [ListedGroup(*row) for row in rows]


def waiting_for_check(council_id: int) -> list[ListedGroup]:
    """The groups the council has to check, the one due first at the top; at most 200."""
    query = (
        select(
            Group.id,
            Group.name,
            Group.about,
            Group.status,
            Neighbourhood.name,
            _members(),
            Turn.due_on,
        )
        .outerjoin(Neighbourhood, Group.neighbourhood_id == Neighbourhood.id)
        .outerjoin(
            Turn,
            (Turn.subject_kind == Group.__tablename__)
            & (Turn.subject_id == Group.id)
            & Turn.ended_on.is_(None),
        )
        .where(Group.council_id == council_id, Group.status == GroupStatus.NEW)
        .order_by(Turn.due_on, Group.id)
        .limit(200)
    )
    return [ListedGroup(*row) for row in db.session.execute(query)]


def role_of(person: Any, group_id: int) -> GroupRole | None:
    """What this person is in a group now; None for a stranger."""
    if person.id is None:
        return None
    return db.session.scalar(
        select(Membership.role).where(
            Membership.group_id == group_id,
            Membership.person_id == person.id,
            Membership.left_on.is_(None),
        )
    )


def groups_of(person: Any) -> list[Group]:
    """The groups a person is in, by name."""
    if person.id is None:
        return []
    query = (
        select(Group)
        .join(Membership)
        .where(Membership.person_id == person.id, Membership.left_on.is_(None))
        .order_by(Group.name)
    )
    return list(db.session.scalars(query))


def stewards(group: Group) -> list[Person]:
    """Those who lead the group now."""
    return [each.person for each in group.current_members if each.role is GroupRole.STEWARD]


def get_member(member_id: int, council_id: int) -> Membership:
    """One membership of a group of this council. Raises NoResultFound."""
    query = (
        select(Membership)
        .join(Group)
        .where(
            Membership.id == member_id,
            Membership.left_on.is_(None),
            Group.council_id == council_id,
        )
    )
    return db.session.scalars(query).one()


def get_invitation(token_hash: str, council_id: int) -> Invitation:
    """An invitation of this council that can still be answered. Raises NotHere: over or unknown."""
    found = db.session.scalar(
        select(Invitation)
        .join(Group)
        .where(Invitation.token_hash == token_hash, Group.council_id == council_id)
    )
    if found is None or found.status != RequestStatus.OPEN or is_over(found):
        raise NotHere
    return found


def is_over(invitation: Invitation) -> bool:
    """Is it more than 14 days old?"""
    return clock.now() - invitation.created_at > INVITATION_LASTS


def open_invitations(group: Group) -> list[Invitation]:
    """Invitations that wait for an answer, oldest first."""
    query = (
        select(Invitation)
        .where(
            Invitation.group_id == group.id,
            Invitation.status == RequestStatus.OPEN,
            Invitation.created_at > clock.now() - INVITATION_LASTS,
        )
        .order_by(Invitation.id)
        .limit(100)
    )
    return list(db.session.scalars(query))


def open_invitation_to(group: Group, email: str) -> Invitation | None:
    """The invitation this address could still answer."""
    return next((each for each in open_invitations(group) if each.email == email), None)


def request_of(person: Person, group: Group) -> JoinRequest | None:
    """A person's wish to join a group, whatever became of it."""
    return db.session.scalar(
        select(JoinRequest).where(
            JoinRequest.group_id == group.id, JoinRequest.person_id == person.id
        )
    )


def open_requests(group: Group) -> list[JoinRequest]:
    """Wishes to join that wait for an answer, oldest first."""
    query = (
        select(JoinRequest)
        .where(JoinRequest.group_id == group.id, JoinRequest.status == RequestStatus.OPEN)
        .options(joinedload(JoinRequest.person))
        .order_by(JoinRequest.id)
        .limit(100)
    )
    return list(db.session.scalars(query))


def get_request(request_id: int, council_id: int) -> JoinRequest:
    """One wish to join a group of this council. Raises NoResultFound."""
    query = (
        select(JoinRequest)
        .join(Group)
        .where(JoinRequest.id == request_id, Group.council_id == council_id)
    )
    return db.session.scalars(query).one()


# Changes after the check


def is_name_taken(council_id: int, name: str) -> bool:
    """Has a group of this council this name?"""
    query = select(Group.id).where(Group.council_id == council_id, Group.name == name)
    return db.session.scalar(query) is not None


def get_change(change_id: int, council_id: int) -> GroupChange:
    """One change that a group of this council asked for. Raises NoResultFound."""
    query = (
        select(GroupChange)
        .where(GroupChange.id == change_id, GroupChange.council_id == council_id)
        .options(joinedload(GroupChange.group).selectinload(Group.members))
    )
    return db.session.scalars(query).unique().one()


def open_change_of(group: Group) -> GroupChange | None:
    """What the group asks for now."""
    return db.session.scalar(
        select(GroupChange).where(
            GroupChange.group_id == group.id, GroupChange.status == ChangeStatus.ASKED
        )
    )


def changes_of(group: Group) -> list[GroupChange]:
    """What a group asked for, the newest first; at most 50."""
    query = select(GroupChange).where(GroupChange.group_id == group.id)
    return list(db.session.scalars(query.order_by(GroupChange.id.desc()).limit(50)))


def waiting_changes(council_id: int) -> list[tuple[GroupChange, Turn]]:
    """The changes a council has to answer, each with its turn; the first due comes first."""
    query = (
        select(GroupChange, Turn)
        .join(
            Turn,
            (Turn.subject_kind == GroupChange.__tablename__)
            & (Turn.subject_id == GroupChange.id)
            & Turn.ended_on.is_(None),
        )
        .where(GroupChange.council_id == council_id, GroupChange.status == ChangeStatus.ASKED)
        .options(joinedload(GroupChange.group))
        .order_by(Turn.due_on, GroupChange.id)
        .limit(200)
    )
    return [(change, turn) for change, turn in db.session.execute(query)]
