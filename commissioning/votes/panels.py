"""What votes show on a proposal's page."""

from typing import Any

from flask import render_template

from commissioning.proposals.models import STAGES, Proposal, Status
from commissioning.votes import rules
from commissioning.votes.counting.sentences import tag
from commissioning.votes.queries import votes_about

BEFORE_VOTE = (*STAGES[: STAGES.index(Status.VOTE)], Status.SUPPORTED)


def votes_of(proposal: Proposal, person: Any) -> str | None:
    """The votes about a proposal; for the returning officer, the way to announce one."""
    if proposal.status in BEFORE_VOTE:
        return None
    found = votes_about(proposal)
    may_announce = rules.may_announce(person, proposal)
    if not found and not may_announce:
        return None
    return render_template(
        "votes/panel.html",
        proposal=proposal,
        votes=[(vote, tag(vote)) for vote in found],
        may_announce=may_announce and not any(not each.published_at for each in found),
    )
