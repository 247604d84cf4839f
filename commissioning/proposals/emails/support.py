"""What supporters and the group's stewards are told while support is gathered."""

from commissioning.core import mail
from commissioning.groups.models import GroupRole
from commissioning.proposals.models import Proposal, Supporter


def send_link(supporter: Supporter, token: str) -> None:
    """M2: press one button to make it count."""
    title = supporter.proposal.title
    _to_supporter(supporter, f"Press one button to support {title}", "support", token)


def send_reminder(supporter: Supporter, token: str) -> None:
    """M4: it is not counted yet; sent once."""
    title = supporter.proposal.title
    _to_supporter(supporter, f"Your support for {title} is not counted yet", "reminder", token)


def send_already(supporter: Supporter) -> None:
    """M3: supporting twice is told to the address, never on screen."""
    proposal = supporter.proposal
    body = mail.text("proposals/emails/support_already.txt", supporter=supporter,
                           proposal=proposal, link=_page(proposal))  # fmt: skip
    mail.write(supporter.email, f"You have already supported {proposal.title}", body)


def send_too_many(proposal: Proposal, email: str) -> None:
    """More people have asked from one address than can share it."""
    body = mail.text("proposals/emails/support_too_many.txt", proposal=proposal,
                           council=proposal.council)  # fmt: skip
    mail.write(email, f"We could not take your support for {proposal.title}", body)


def send_half_way(proposal: Proposal) -> None:
    """M13: half of the target is reached."""
    _to_stewards(proposal, "half_way")


def send_ended(proposal: Proposal) -> None:
    """M13: the time is over."""
    _to_stewards(proposal, "ended")


def _to_supporter(supporter: Supporter, subject: str, template: str, token: str) -> None:
    proposal = supporter.proposal
    link = mail.link("proposals.confirm_support", council=proposal.council, token=token)
    body = mail.text(f"proposals/emails/{template}.txt", supporter=supporter,
                           proposal=proposal, link=link)  # fmt: skip
    mail.write(supporter.email, subject, body)


def _to_stewards(proposal: Proposal, template: str) -> None:
    subject = (
        f"{proposal.all_supporters_count} of {proposal.support_target} people support "
        f"{proposal.title}"
    )
    body = mail.text(f"proposals/emails/{template}.txt", proposal=proposal,
                           link=_page(proposal))  # fmt: skip
    for member in proposal.group.current_members:
        if member.role is GroupRole.STEWARD:
            mail.write(member.person.email, subject, body)


def _page(proposal: Proposal) -> str:
    return mail.link("proposals.support", council=proposal.council, proposal_id=proposal)
