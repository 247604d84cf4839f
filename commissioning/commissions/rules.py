"""Who may do what with a commission, and when."""

from typing import Any

from commissioning.commissions.models import Commission, Results, Review, Status
from commissioning.core import clock
from commissioning.core.rules import rule
from commissioning.groups.rules import (
    is_checked,
    is_member,
    is_open,
    is_outsider,
    is_steward,
    is_writer,
)
from commissioning.people.rules import is_officer, is_staff

TOO_FEW = (
    "Name two services or more. One service alone is not joined up, so a commission cannot help"
)


@rule
def is_public(_person: Any, commission: Commission) -> bool:
    """This commission is not public yet."""
    return commission.is_public


@rule
def may_see(person: Any, commission: Commission) -> bool:
    """This commission is not public yet. Only its group and the council can see it."""
    return commission.is_public or any(each(person, commission) for each in (is_member, is_staff))


@rule
def is_being_written(_person: Any, commission: Commission) -> bool:
    """The draft can only be changed until the money check begins."""
    return commission.status in {Status.DRAFT, Status.COMMENTS, Status.COMMENTED}


@rule
def is_public_and_written(_person: Any, commission: Commission) -> bool:
    """Another draft can only be published before the money check begins."""
    return commission.status in {Status.COMMENTS, Status.COMMENTED}


@rule
def is_complete(_person: Any, commission: Commission) -> bool:
    """Finish every part of the draft first."""
    return not commission.parts_left


@rule
def is_second_person(person: Any, commission: Commission) -> bool:
    """Somebody else has to agree: not the person who asks to send it."""
    return bool(commission.asked_to_send_by_id != person.id)


@rule
def is_agreed(person: Any, commission: Commission) -> bool:
    """A second member of the group has to agree first."""
    return commission.agreed_by_id is not None and commission.agreed_by_id != person.id


@rule
def is_open_for_comments(_person: Any, commission: Commission) -> bool:
    """This commission is not open for comments now."""
    return commission.status == Status.COMMENTS


@rule
def waits_for_holders(_person: Any, commission: Commission) -> bool:
    """Budget holders are not being asked now."""
    return commission.status == Status.MONEY


@rule
def all_said_yes(_person: Any, commission: Commission) -> bool:
    """Every budget holder has to say yes first."""
    return bool(commission.lines) and all(line.answer == "yes" for line in commission.lines)


@rule
def somebody_said_no(_person: Any, commission: Commission) -> bool:
    """No budget holder has said no."""
    return any(line.answer == "no" for line in commission.lines)


@rule
def is_finding_a_provider(_person: Any, commission: Commission) -> bool:
    """The council does not look for who will run it now."""
    return commission.status == Status.PROVIDER


@rule
def has_provider(_person: Any, commission: Commission) -> bool:
    """Say first who will run it, and from when."""
    return bool(commission.provider) and commission.starts_on is not None


@rule
def has_come_to_its_end(_person: Any, commission: Commission) -> bool:
    """It has not come to its end yet."""
    return commission.ends_on is not None and commission.ends_on <= clock.today()


@rule
def has_started(_person: Any, commission: Commission) -> bool:
    """It has not started yet, so there is nothing to count."""
    return commission.status in {Status.RUNNING, Status.REVIEW}


@rule
def is_in_review(_person: Any, commission: Commission) -> bool:
    """It is reviewed when it has come to its end."""
    return commission.status == Status.REVIEW


@rule
def did_not_enter(person: Any, results: Results) -> bool:
    """Somebody else has to publish these: you entered them yourself."""
    return bool(results.entered_by_id != person.id)


@rule
def did_not_write(person: Any, review: Review) -> bool:
    """Somebody else has to publish this: you wrote it yourself."""
    return bool(review.written_by_id != person.id)


may_start = is_writer & is_open
may_edit = is_writer & is_being_written
may_agree = is_writer & is_being_written & is_complete & is_second_person
may_ask_to_send = is_steward & is_being_written & is_complete
may_open_comments = is_steward & is_checked & is_complete & is_agreed
may_publish_draft = is_steward & is_public_and_written & is_complete
may_ask_holders = is_steward & is_complete & is_agreed
may_ask_again = is_steward & waits_for_holders
may_answer_comments = is_writer & is_public_and_written
may_hide = is_officer & is_outsider
may_change_money = is_steward & waits_for_holders & somebody_said_no
may_withdraw = is_steward
may_enter_results = (is_officer | is_writer) & has_started
may_correct_results = is_officer | is_writer
may_publish_results = is_officer & is_outsider & did_not_enter
may_write_review = is_officer & is_outsider & is_in_review
may_publish_review = is_officer & is_outsider & did_not_write
may_name_provider = is_officer & is_outsider & is_finding_a_provider
