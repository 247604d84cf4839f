"""The stewards hear what came of a review; whoever complained hears the answer."""

from collections.abc import Iterable

from commissioning.core import mail
from commissioning.people.models import Person
from commissioning.reviews.models import Complaint, RefusalReview


def tell_reviewed(review: RefusalReview, people: Iterable[Person]) -> None:
    """The stewards: the refusal stands, or was set aside, and why."""
    link = mail.link("reviews.show", council=review.council, review_id=review.id)
    body = mail.text("reviews/emails/reviewed.txt", review=review, link=link)
    for address in sorted({each.email for each in people}):
        mail.write(address, f"{review.title}: {review.status.words.lower()}", body)


def tell_answered(complaint: Complaint) -> None:
    """Whoever complained: there is an answer."""
    link = mail.link("reviews.complaint", council=complaint.council, complaint_id=complaint.id)
    body = mail.text("reviews/emails/answered.txt", complaint=complaint, link=link)
    mail.write(complaint.person.email, "An answer to your complaint", body)
