"""Mail about a draft."""

from collections.abc import Iterable

from commissioning.core import mail
from commissioning.people.models import Person
from commissioning.proposals.models import Proposal


def ask_to_agree(proposal: Proposal, people: Iterable[Person]) -> None:
    """A steward wants to send it; a second member has to agree."""
    link = mail.link("proposals.check", council=proposal.council, proposal_id=proposal)
    body = mail.text("proposals/emails/ask_to_agree.txt", proposal=proposal, link=link)
    for person in people:
        mail.write(person.email, f"Do you agree? {proposal.title}", body)
