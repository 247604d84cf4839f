"""Which groups, and who is in them."""

from typing import Any

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.groups.models import Group, GroupRole, Membership


def get_group(group_id: int, council_id: int) -> Group:
    """One group of this council. Raises NoResultFound."""
    query = select(Group).where(Group.id == group_id, Group.council_id == council_id)
    return db.session.scalars(query).one()


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
