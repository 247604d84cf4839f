"""What votes show on the page of a proposal or commission."""

from typing import Any

from flask import render_template

from commissioning.commissions import models as commissions
from commissioning.proposals import models as proposals
from commissioning.votes import rules
from commissioning.votes.counting.sentences import result_sentence, tag
from commissioning.votes.models import Method, Vote
from commissioning.votes.queries import result, votes_about

BEFORE_VOTE = {
    *proposals.STAGES[: proposals.STAGES.index(proposals.Status.VOTE)],
    proposals.Status.SUPPORTED,
    *commissions.STAGES[: commissions.STAGES.index(commissions.Status.VOTE)],
    commissions.Status.COMMENTED,
}


def votes_of(subject: Any, person: Any) -> str | None:
    """The votes about a thing; for the returning officer, the way to announce one."""
    if subject.status in BEFORE_VOTE:
        return None
    found = votes_about(subject)
    may_announce = rules.may_announce(person, subject)
    if not found and not may_announce:
        return None
    return render_template(
        "votes/panel.html",
        subject=subject,
        votes=[(vote, tag(vote), _chosen(vote)) for vote in found],
        may_announce=may_announce and not any(not each.published_at for each in found),
    )


def _chosen(vote: Vote) -> str:
    """What residents want first, once it is known."""
    if vote.method is not Method.CHOOSE or vote.published_at is None:
        return ""
    return result_sentence(vote, result(vote).totals)
