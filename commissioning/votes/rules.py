"""Who may run a vote, and when each step of it can be taken."""

from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.core.rules import rule
from commissioning.groups.rules import is_outsider
from commissioning.people.models import PostKind
from commissioning.people.rules import holds, is_returning_officer
from commissioning.votes.models import AT_VOTE, NOT_CLOSED, PaperBatch, Status, Vote

SETTLED = timedelta(minutes=1)  # longer than the longest request: no vote is still on its way

is_second_person = holds(PostKind.RETURNING_OFFICER, PostKind.SENIOR_OFFICER, PostKind.SCRUTINEER)


@rule
def opening_has_come(_person: Any, vote: Vote) -> bool:
    """It is not time to open this vote."""
    return vote.opens_at <= clock.now()


@rule
def closing_has_come(_person: Any, vote: Vote) -> bool:
    """It is not time to close this vote."""
    return vote.closes_at <= clock.now()


@rule
def is_settled(_person: Any, vote: Vote) -> bool:
    """The count can begin one minute after the vote closes."""
    return vote.closes_at + SETTLED <= clock.now()


@rule
def takes_paper(_person: Any, vote: Vote) -> bool:
    """Paper votes are counted and entered after the vote closes and before it is counted."""
    return vote.has_closed and vote.status in (*NOT_CLOSED, Status.CLOSED)


@rule
def did_not_enter(person: Any, batch: PaperBatch) -> bool:
    """Somebody else has to agree: you entered these papers yourself."""
    return bool(batch.entered_by_id != person.id)


@rule
def did_not_count(person: Any, vote: Vote) -> bool:
    """Somebody else has to publish the result: you counted it yourself."""
    return bool(vote.counted_by_id != person.id)


@rule
def waits_for_a_vote(_person: Any, subject: Any) -> bool:
    """This is not at the residents’ vote."""
    return bool(subject.status == AT_VOTE)


@rule
def is_published(_person: Any, vote: Vote) -> bool:
    """Publish the result first."""
    return vote.status == Status.PUBLISHED


runs_votes = is_returning_officer & is_outsider
may_announce = runs_votes & waits_for_a_vote
may_enter_paper = runs_votes & takes_paper
may_agree_paper = is_second_person & is_outsider & did_not_enter
may_count = runs_votes & is_settled
may_publish = is_second_person & is_outsider & did_not_count
may_send_on = runs_votes & is_published
