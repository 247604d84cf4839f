"""What kinds of case show on a proposal’s page and on the desk."""

from typing import Any

from flask import render_template

from commissioning.approvals.models import Case
from commissioning.approvals.queries import subject_of
from commissioning.proposals import rules, tiers
from commissioning.proposals.models import Proposal


def on_proposal(proposal: Proposal, _person: Any) -> str | None:
    """For everyone: how large it is, and why."""
    if not proposal.is_public:
        return None
    size = tiers.tier_of(proposal)
    return render_template("kinds/panels/proposal.html", proposal=proposal, size=size)


def on_case(case: Case, _person: Any) -> str | None:
    """For the desk: the same, with the way to change it."""
    proposal = subject_of(case)
    if not isinstance(proposal, Proposal):
        return None
    size = tiers.tier_of(proposal)
    return render_template("kinds/panels/case.html", proposal=proposal, size=size, rules=rules)
