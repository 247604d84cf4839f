"""What agreements show on the pages of proposals and mutuals."""

from typing import Any

from flask import render_template

from commissioning.agreements import rules
from commissioning.agreements.queries import agreement_of, agreement_with
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.queries import mutual_of_group
from commissioning.mutuals.rules import may_form
from commissioning.proposals.models import Proposal, Status


def on_proposal(proposal: Proposal, person: Any) -> str | None:
    """How far the handover is, and what is late."""
    if proposal.status not in {Status.HANDOVER, Status.RUNNING, Status.HANDED_BACK}:
        return None
    agreement = agreement_of(proposal)
    forms_it = person.is_authenticated and may_form(person, proposal.group)
    mutual = agreement.mutual if agreement else None
    if mutual is None and forms_it:
        mutual = mutual_of_group(proposal.group_id)
    return render_template(
        "agreements/panel.html",
        proposal=proposal,
        agreement=agreement,
        mutual=mutual,
        may_start=rules.may_start(person, proposal),
        may_form=forms_it,
    )


def on_mutual(mutual: Mutual, _person: Any) -> str | None:
    """The way to the agreement."""
    agreement = agreement_with(mutual)
    if agreement is None:
        return None
    return render_template("agreements/mutual_panel.html", agreement=agreement)
