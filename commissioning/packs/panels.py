"""What packs show on the pages of proposals and groups."""

from typing import Any

from flask import render_template

from commissioning.groups.models import Group
from commissioning.packs import queries, rules
from commissioning.proposals.models import GATHERING, Proposal


def on_proposal(proposal: Proposal, _person: Any) -> str | None:
    """The way to the pack's page, from the council's check on."""
    if not proposal.is_public or proposal.status in GATHERING:
        return None
    return render_template("packs/proposal_panel.html", proposal=proposal)


def on_group(group: Group, _person: Any) -> str | None:
    """What the group does next: asks for a pack, or sees how far it is."""
    found = queries.packs_of_group(group)
    return render_template("packs/group_panel.html", packs=found, rules=rules) if found else None
