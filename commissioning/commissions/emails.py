"""What the people of a group, those who comment and budget holders are told about a commission."""

from collections.abc import Iterable

from commissioning.commissions.models import Commission
from commissioning.core import mail
from commissioning.people.models import Person


def ask_to_agree(commission: Commission, people: Iterable[Person]) -> None:
    """A steward wants to send it; a second member has to agree."""
    link = mail.link("commissions.check", council=commission.council, commission_id=commission)
    body = mail.text("commissions/emails/ask_to_agree.txt", commission=commission, link=link)
    for person in people:
        mail.write(person.email, f"Do you agree? {commission.title}", body)
