"""Who may ask for a review, complain, and answer: never somebody who had a part in the case."""

from typing import Any

from commissioning.core import clock
from commissioning.core.rules import rule
from commissioning.groups.models import Group
from commissioning.groups.rules import is_outsider, is_steward
from commissioning.people.rules import is_officer, is_senior_officer, is_signed_in
from commissioning.reviews.models import Complaint, ComplaintStatus, ReviewStatus


@rule
def is_in_time(_person: Any, refusal: Any) -> bool:
    """The time to ask for a review is over. You can still complain."""
    return bool(clock.today() <= refusal.last_day)


@rule
def is_not_asked(_person: Any, refusal: Any) -> bool:
    """Your group has asked for a review of this refusal already."""
    return refusal.review is None


@rule
def was_not_involved(person: Any, thing: Any) -> bool:
    """You had a part in this case, so somebody who had none has to answer."""
    if thing.involved is None:
        raise LookupError("Load it with those who had a part in its case")
    return person.id not in thing.involved


@rule
def is_open(_person: Any, thing: Any) -> bool:
    """This was answered already."""
    return thing.status in {ReviewStatus.OPEN, ComplaintStatus.OPEN}


@rule
def is_public(_person: Any, subject: Any) -> bool:
    """Nobody has handled this yet: it is a draft."""
    return isinstance(subject, Group) or bool(subject.is_public)


@rule
def wrote_it(person: Any, complaint: Complaint) -> bool:
    """Only whoever complained, and officers who had no part in the case, can read this."""
    return bool(person.id == complaint.person_id)


@rule
def did_not_write_it(person: Any, complaint: Complaint) -> bool:
    """This is your own complaint, so somebody else has to answer it."""
    return bool(person.id != complaint.person_id)


may_ask = is_steward & is_in_time & is_not_asked
may_decide = is_senior_officer & is_outsider & was_not_involved & is_open
may_complain = is_signed_in & is_public
_handles = is_officer & is_outsider & was_not_involved & did_not_write_it
may_read = _handles | wrote_it
may_answer = _handles & is_open
