"""What voters are told by e-mail: that a vote is in, never which."""

from commissioning.core import mail
from commissioning.people.models import Person
from commissioning.votes.models import Vote


def tell_voter(vote: Vote, voter: Person, receipt: str) -> None:
    """Their receipt, without the frame of a page, which would ask the database.

    The same words for a first vote and a changed one, whatever was chosen.
    """
    if not voter.email:  # from a list: they vote at a desk, and take their receipt with them
        return
    link = mail.link("votes.find_receipt", council=vote.council, vote_id=vote.id)
    body = mail.text("votes/emails/vote_is_in.txt", vote=vote, receipt=receipt, link=link)
    mail.write(voter.email, f"Your vote is in. Receipt {receipt}", body)
