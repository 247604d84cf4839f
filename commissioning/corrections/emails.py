"""What the person who sent a correction is told."""

from commissioning.core import mail
from commissioning.corrections.models import Correction


def tell_answer(correction: Correction) -> None:
    """The council's answer."""
    place = correction.place
    link = mail.link("places.show", council=place.council, place_id=place)
    body = mail.text("corrections/emails/answer.txt", correction=correction, link=link)
    mail.write(correction.person.email, f"About {place.name}: your correction", body)
