"""What the council’s side adds to a proposal’s page."""

from typing import Any

from flask import render_template

from commissioning.approvals import queries
from commissioning.groups.rules import is_member, is_steward
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.rules import may_send_plan

SENDING = {
    Status.SUPPORTED: ("approvals.send_in", is_steward),
    Status.PLAN: ("approvals.send_plan", may_send_plan),
}
DECIDED = {Status.HANDOVER, Status.RUNNING, Status.REFUSED, Status.HANDED_BACK}


def hand_in(proposal: Proposal, person: Any) -> str | None:
    """For the group, when it is its turn: the button that sends it to the council, or why not."""
    if proposal.status not in SENDING or not is_member(person, proposal):
        return None
    endpoint, rule = SENDING[proposal.status]
    return render_template(
        "approvals/panels/hand_in.html",
        proposal=proposal,
        endpoint=endpoint,
        problem=rule.why_not(person, proposal),
    )


def council_side(proposal: Proposal, person: Any) -> str | None:
    """For everyone: what the council has done with it. For the group and staff: their own pages."""
    if proposal.is_gathering:  # it has not been sent in
        return None
    cases = queries.cases_of(proposal)
    if not cases:
        return None
    return render_template(
        "approvals/panels/council_side.html",
        proposal=proposal,
        case=cases[0],
        decision=queries.decision_on(proposal) if proposal.status in DECIDED else None,
        is_member=is_member(person, proposal),
        is_staff=person.is_staff,
    )
