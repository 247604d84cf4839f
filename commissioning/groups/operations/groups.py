"""Starting a group, its check by the council, inviting and joining, roles, leaving."""

import secrets
from dataclasses import dataclass, replace

from sqlalchemy import select

from commissioning.core import clock, history, text, turns
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups import emails, rules
from commissioning.groups.models import Group, GroupRole, Invitation, JoinRequest, Membership
from commissioning.groups.operations.changes import refuse_change
from commissioning.groups.queries import (
    open_change_of,
    open_invitation_to,
    request_of,
    stewards,
)
from commissioning.groups.workflow import CHECKING, INVITING, JOINING
from commissioning.people.models import Person
from commissioning.people.operations import begin_session, person_at
from commissioning.people.session import hash_of
from commissioning.places.models import Council, Neighbourhood

NEEDED = 3  # named people who stand behind a group


@dataclass(frozen=True)
class Description:
    """What a group says of itself. `neighbourhood` None: the whole council area."""

    name: str
    neighbourhood: Neighbourhood | None
    kind: str
    about: str
    rules_text: str


@dataclass(frozen=True)
class Invited:
    """Somebody to invite: name, e-mail and what they may do."""

    name: str
    email: str
    role: GroupRole = GroupRole.WRITER


def start(
    council: Council, description: Description, invited: list[Invited], *, by: Person
) -> Group:
    """Start a group and send it for checking. `by` is its first steward.

    Raises Refused when the name is taken or the two invited people are not two others.
    """
    addresses = {by.email, *(each.email.lower() for each in invited)}
    if len(addresses) < NEEDED:
        raise Refused("Name three people with three different email addresses", "third_email")
    group = Group(council_id=council.id, council=council)
    _describe(group, description)
    with unique(
        "uq_neighbourhood_group_council_id_name",
        says="Another group has this name. Choose a different one",
        field="name",
    ):
        db.session.add(group)
    _join(group, by, GroupRole.STEWARD)
    history.record(group, "start", by=by, says="A group was started")
    turns.begin(group, "check", Whose.COUNCIL, council.settings.promise("check_days"))
    for each in invited:
        _send_invitation(group, each, by)
    return group


def describe(group: Group, description: Description, *, by: Person) -> None:
    """Change what the group says of itself. Raises Refused when the name is taken.

    Once the group is checked, its name and neighbourhood change only with the council's word.
    """
    rules.may_invite.check(by, group)
    if not rules.names_itself(by, group):
        description = replace(description, name=group.name, neighbourhood=group.neighbourhood)
    with unique(
        "uq_neighbourhood_group_council_id_name",
        says="Another group has this name. Choose a different one",
        field="name",
    ):
        _describe(group, description)
    turns.rename(group)
    history.record(group, "describe", by=by, says="The group changed its description")


def _describe(group: Group, description: Description) -> None:
    group.name = description.name
    group.neighbourhood = description.neighbourhood
    group.kind = description.kind
    group.about = description.about
    group.about_html = text.to_html(description.about)
    group.rules_text = description.rules_text


def check(group: Group, *, by: Person) -> None:
    """The council passes the group. Raises Refused while fewer than three people are in it."""
    if len(group.current_members) < NEEDED:
        raise Refused(f"A group needs {NEEDED} people before it can pass. "
                      f"This one has {len(group.current_members)}.")  # fmt: skip
    CHECKING.take("check", group, by=by)
    group.checked_on = clock.today()
    for member in group.current_members[:NEEDED]:  # those who came first
        member.is_named = True
    turns.end(group)
    emails.tell_checked(group, stewards(group))


def send_back(group: Group, reason: str, *, by: Person) -> None:
    """The council asks the group to put something right, and says what."""
    CHECKING.take("send-back", group, by=by, reason=reason)
    turns.begin(group, "sent-back", Whose.GROUP, Promise(0, Unit.NONE))
    emails.tell_sent_back(group, reason, stewards(group))


def send_again(group: Group, *, by: Person) -> None:
    """The group has put it right and asks for the check again."""
    CHECKING.take("send-again", group, by=by)
    turns.begin(group, "check", Whose.COUNCIL, group.council.settings.promise("check_days"))


def close(group: Group, reason: str, *, by: Person) -> None:
    """Close a group for good, with the reason; what it asked to change is refused with it."""
    change = open_change_of(group)
    if change is not None:
        refuse_change(change, reason, by=by)
    CHECKING.take("close", group, by=by, reason=reason)
    turns.end(group)


def reopen(group: Group, reason: str, *, by: Person) -> None:
    """A review set aside that the group was closed: it waits for its check again."""
    CHECKING.take("reopen", group, by=by, reason=reason)
    turns.begin(group, "check", Whose.COUNCIL, group.council.settings.promise("check_days"))


def invite(group: Group, invited: Invited, *, by: Person) -> Invitation:
    """Invite somebody by e-mail; an earlier invitation to the same address stays good."""
    rules.may_invite.check(by, group)
    email = invited.email.lower()
    if any(member.person.email == email for member in group.current_members):
        raise Refused("This person is in the group already", "email")
    if open_invitation_to(group, email):
        raise Refused("This person has an invitation already", "email")
    return _send_invitation(group, invited, by)


def _send_invitation(group: Group, invited: Invited, by: Person) -> Invitation:
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        group=group,
        invited_by=by,
        name=invited.name,
        email=invited.email.lower(),
        role=invited.role,
        token_hash=hash_of(token),
    )
    db.session.add(invitation)
    db.session.flush()  # the history needs its number
    history.record(group, "invite", by=by, says="A person was invited to the group",
                   visibility=Visibility.PARTIES, role_offered=invited.role.value)  # fmt: skip
    emails.send_invitation(invitation, token)
    return invitation


def accept_invitation(invitation: Invitation, *, by: Person | None) -> tuple[Person, str]:
    """Join by an invitation. `by` None: nobody is signed in, and the link says who it is.

    Returns the person, and the key of a new session when one was begun ("" otherwise).
    Raises NotAllowed for another address, Refused when it was answered before.
    """
    person = by or person_at(invitation.email, invitation.name)
    db.session.flush()  # the history needs the person's number
    INVITING.take("accept", invitation, by=person)
    invitation.answered_at = clock.now()
    _join(invitation.group, person, invitation.role)
    history.record(invitation.group, "join", by=person, says="A person joined the group",
                   visibility=Visibility.PARTIES)  # fmt: skip
    return person, "" if by else begin_session(person)


def decline_invitation(invitation: Invitation, *, by: Person) -> None:
    """Say no to an invitation. `by` may be a visitor: the link is proof enough to say no."""
    INVITING.take("decline", invitation, by=by)
    invitation.answered_at = clock.now()


def ask_to_join(group: Group, why: str, *, by: Person) -> JoinRequest:
    """Ask to join, and say why. Raises Refused when an earlier wish still waits for its answer."""
    rules.may_join.check(by, group)
    request = request_of(by, group)
    if request is None:
        request = JoinRequest(group=group, person=by, why=why)
        with unique("uq_join_request_group_id_person_id", says="You have asked already"):
            db.session.add(request)
        history.record(group, "ask-to-join", by=by, says="A person asked to join the group",
                       visibility=Visibility.PARTIES)  # fmt: skip
    else:
        JOINING.take("ask-again", request, by=by)
        request.why = why
    emails.tell_asked(group, stewards(group))
    return request


def answer_request(request: JoinRequest, *, accept: bool, by: Person) -> None:
    """A steward answers a wish to join. Who is let in may read; a steward can give more later."""
    JOINING.take("accept" if accept else "decline", request, by=by)
    if accept:
        _join(request.group, request.person, GroupRole.READER)
    emails.tell_answered(request, accept)


def _join(group: Group, person: Person, role: GroupRole) -> Membership:
    for member in group.members:
        if member.person_id == person.id:
            if member.left_on is not None:
                member.left_on, member.joined_on, member.role = None, clock.today(), role
            return member
    member = Membership(group=group, person=person, role=role, joined_on=clock.today())
    db.session.add(member)
    db.session.flush()  # rules ask for the person's number
    return member


def change_role(member: Membership, role: GroupRole, *, by: Person) -> None:
    """Give a member another role. Raises Refused for the last steward."""
    rules.is_steward.check(by, member.group)
    if role is not GroupRole.STEWARD:
        _keep_a_steward(member, "Make somebody else a steward first")
    member.role = role
    history.record(member.group, "change-role", by=by, says=f"A person became {role.words.lower()}",
                   visibility=Visibility.PARTIES)  # fmt: skip


def leave(member: Membership, *, by: Person) -> None:
    """Leave the group, or, as a steward, take somebody out. Raises Refused for the last steward."""
    rules.may_leave.check(by, member)
    _keep_a_steward(member, "The last steward cannot leave. Make somebody else a steward first")
    member.left_on = clock.today()
    history.record(member.group, "leave", by=by, says="A person left the group",
                   visibility=Visibility.PARTIES)  # fmt: skip


def _keep_a_steward(member: Membership, says: str) -> None:
    """Two stewards may step down at once: the group's row is taken first, so one of them waits."""
    db.session.flush()
    db.session.execute(select(Group.id).where(Group.id == member.group_id).with_for_update())
    others = db.session.scalars(
        select(Membership.id).where(
            Membership.group_id == member.group_id,
            Membership.role == GroupRole.STEWARD,
            Membership.left_on.is_(None),
            Membership.id != member.id,
        )
    )
    if member.role is GroupRole.STEWARD and others.first() is None:
        raise Refused(says)
