"""What the council’s side adds to the page of a proposal or commission."""

from typing import Any

from flask import render_template

from commissioning.approvals import queries
from commissioning.approvals.models import CaseKind
from commissioning.commissions.models import STAGES, Commission
from commissioning.commissions.models import Status as Stage
from commissioning.groups.rules import is_member, is_steward
from commissioning.proposals.models import GATHERING, Proposal, Status
from commissioning.proposals.rules import may_send_plan

SENDING = {
    Status.SUPPORTED: ("approvals.send_in", is_steward),
    Status.PLAN: ("approvals.send_plan", may_send_plan),
}
NOT_SENT_IN = {*GATHERING, *STAGES[: STAGES.index(Stage.VOTE)], Stage.COMMENTED}


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


def council_side(subject: Proposal | Commission, person: Any) -> str | None:
    """For everyone: what the council has done with it. For the group and staff: their own pages."""
    if subject.status in NOT_SENT_IN:
        return None
    cases = queries.cases_of(subject)
    if not cases:
        return None
    is_decided = any(each.kind == CaseKind.DECISION and each.is_done for each in cases)
    is_planned = cases[0].kind == CaseKind.DECISION and not cases[0].is_done
    return render_template(
        "approvals/panels/council_side.html",
        subject=subject,
        case=cases[0],
        decision=queries.decision_on(subject) if is_decided else None,
        entry=queries.entry_of(cases[0]) if is_planned else None,
        is_member=is_member(person, subject),
        is_staff=person.is_staff,
    )
