"""What the people of a group are told."""

from commissioning.core import mail
from commissioning.groups.models import Group, GroupChange, Invitation, JoinRequest
from commissioning.people.models import Person


def send_invitation(invitation: Invitation, token: str) -> None:
    """The link; the page it opens has buttons, since mail scanners follow links."""
    group = invitation.group
    link = mail.link("groups.invitation", council=group.council, token=token)
    body = mail.text("groups/emails/invitation.txt", invitation=invitation, link=link)
    mail.write(invitation.email, f"You are invited to join {group.name}", body)


def _tell(group: Group, people: list[Person], subject: str, template: str, **words: str) -> None:
    link = mail.link("groups.members_home", council=group.council, group_id=group)
    body = mail.text(f"groups/emails/{template}.txt", group=group, link=link, **words)
    for person in people:
        mail.write(person.email, subject, body)


def tell_checked(group: Group, people: list[Person]) -> None:
    """The council's check is passed."""
    _tell(group, people, f"The council has checked {group.name}", "checked")


def tell_sent_back(group: Group, reason: str, people: list[Person]) -> None:
    """The council asks for something to be put right."""
    _tell(group, people, f"Something to put right: {group.name}", "sent_back", reason=reason)


def tell_asked(group: Group, people: list[Person]) -> None:
    """Somebody asks to join."""
    _tell(group, people, f"Someone asks to join {group.name}", "asked")


def tell_answered(request: JoinRequest, accepted: bool) -> None:
    """The answer to a wish to join."""
    group = request.group
    link = mail.link("groups.show", council=group.council, group_id=group)
    body = mail.text("groups/emails/answered.txt", group=group, accepted=accepted, link=link)
    mail.write(request.person.email, f"Your wish to join {group.name}", body)


def tell_change(change: GroupChange, people: list[Person]) -> None:
    """The council's answer to a change."""
    group = change.group
    link = mail.link("groups.changes", council=group.council, group_id=group)
    body = mail.text("groups/emails/change.txt", change=change, link=link)
    for person in people:
        mail.write(person.email, f"The council’s answer: {change.name}", body)
