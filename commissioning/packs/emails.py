"""What the people of a group are told about their pack."""

from commissioning.core import mail
from commissioning.packs.models import InformationPack


def tell_sent(pack: InformationPack) -> None:
    """Everybody in the group: it is there."""
    proposal = pack.proposal
    link = mail.link("packs.show", council=proposal.council, proposal_id=proposal)
    body = mail.text("packs/emails/sent.txt", pack=pack, link=link)
    for member in proposal.group.current_members:
        mail.write(member.person.email, f"The information pack about {proposal.place.name}", body)
