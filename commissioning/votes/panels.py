"""What votes show on the page of a proposal or commission."""

from typing import Any

from flask import render_template

from commissioning.commissions import models as commissions
from commissioning.people.rules import is_returning_officer
from commissioning.proposals import models as proposals
from commissioning.votes import rules
from commissioning.votes.counting.sentences import result_sentence, tag, turnout_sentence
from commissioning.votes.models import AT_VOTE, Method, Vote
from commissioning.votes.queries import last_result, totals_of, votes_about

BEFORE_VOTE = {
    *proposals.STAGES[: proposals.STAGES.index(proposals.Status.VOTE)],
    proposals.Status.SUPPORTED,
    *commissions.STAGES[: commissions.STAGES.index(commissions.Status.VOTE)],
    commissions.Status.COMMENTED,
}


def votes_of(subject: Any, person: Any) -> str | None:
    """The votes about a thing; for the returning officer, the ways to announce and run one."""
    if subject.status in BEFORE_VOTE:
        return None
    found = votes_about(subject)
    if not found and subject.status != AT_VOTE:
        return None
    return render_template(
        "votes/panel.html",
        subject=subject,
        votes=[(vote, tag(vote), _chosen(vote)) for vote in found],
        may_announce=rules.may_announce(person, subject)
        and all(each.published_at for each in found),
        may_run=is_returning_officer(person, subject),
    )


def what_residents_said(about: Any, _person: Any) -> str | None:
    """On a case or a decision: the result of the vote with its turnout, which stands beside it."""
    if getattr(about, "is_before_vote", False):
        return None
    vote = last_result(about.subject_kind, about.subject_id)
    if vote is None:
        return None
    totals = totals_of(vote)
    return render_template(
        "votes/result_panel.html",
        vote=vote,
        sentence=result_sentence(vote, totals),
        turnout=turnout_sentence(vote, totals),
    )


def _chosen(vote: Vote) -> str:
    """What residents want first and how many of them said so, once it is known."""
    if vote.method is not Method.CHOOSE or vote.published_at is None:
        return ""
    totals = totals_of(vote)
    return f"{result_sentence(vote, totals)} {turnout_sentence(vote, totals)}"
