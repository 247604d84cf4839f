"""Who is what in a group."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.groups.models import Group, GroupRole, GroupStatus, Invitation, Membership
from commissioning.people.rules import is_officer, is_senior_officer, is_signed_in


def group_of(thing: Any) -> Group:
    """The group itself, or the group a proposal, commission or invitation belongs to."""
    return thing if isinstance(thing, Group) else thing.group


def role_in(person: Any, group: Group) -> GroupRole | None:
    """The person's role in the group now, from the group's loaded members."""
    if person.id is None:  # a visitor is in no group
        return None
    for member in group.current_members:
        if member.person_id == person.id:
            return member.role
    return None


@rule
def is_member(person: Any, thing: Any) -> bool:
    """Only members of the group can do this."""
    return role_in(person, group_of(thing)) is not None


@rule
def is_outsider(person: Any, thing: Any) -> bool:
    """You belong to this group, or did, so somebody else at the council has to do this."""
    return person.id not in {member.person_id for member in group_of(thing).members}


@rule
def is_steward(person: Any, thing: Any) -> bool:
    """Only a steward of the group can do this."""
    return role_in(person, group_of(thing)) is GroupRole.STEWARD


@rule
def is_writer(person: Any, thing: Any) -> bool:
    """Only stewards and writers of the group can do this."""
    return role_in(person, group_of(thing)) in {GroupRole.STEWARD, GroupRole.WRITER}


@rule
def is_checked(_person: Any, thing: Any) -> bool:
    """The council has to check the group first."""
    return group_of(thing).status == GroupStatus.CHECKED


@rule
def names_itself(_person: Any, thing: Any) -> bool:
    """The council has checked the group, so it has to agree to another name or neighbourhood."""
    return group_of(thing).status in {GroupStatus.NEW, GroupStatus.SENT_BACK}


@rule
def is_open(_person: Any, thing: Any) -> bool:
    """This group is closed."""
    return group_of(thing).status != GroupStatus.CLOSED


@rule
def is_stranger(person: Any, thing: Any) -> bool:
    """You are in this group already."""
    return role_in(person, group_of(thing)) is None


@rule
def is_themselves(person: Any, member: Membership) -> bool:
    """Only a steward can take somebody else out."""
    return bool(member.person_id == person.id)


@rule
def is_for_them(person: Any, invitation: Invitation) -> bool:
    """This invitation was sent to another email address. Sign out, then open the link again."""
    return not person.is_authenticated or person.email == invitation.email


may_check = is_officer & is_outsider
may_reopen = is_senior_officer & is_outsider
may_join = is_signed_in & is_open & is_stranger
may_invite = is_steward & is_open
may_leave = is_member & (is_themselves | is_steward)
may_ask_change = is_steward & is_checked
may_answer_change = is_officer & is_outsider
