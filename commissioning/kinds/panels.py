"""What kinds of case show on a proposal’s page and on the desk."""

from typing import Any

from flask import render_template

from commissioning.approvals.models import Case
from commissioning.approvals.queries import subject_of
from commissioning.kinds import rules
from commissioning.places.models import Place
from commissioning.proposals import rules as proposal_rules
from commissioning.proposals import tiers
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import can_compete, live_on, open_competition


def on_proposal(proposal: Proposal, _person: Any) -> str | None:
    """For everyone: how large it is, and why."""
    if not proposal.is_public:
        return None
    size, competition = tiers.tier_of(proposal), proposal.competition
    return render_template(
        "kinds/panels/proposal.html", proposal=proposal, size=size, competition=competition
    )


def on_place(place: Place, person: Any) -> str | None:
    """For everyone: that the place would close, and when. For officers: where they say so."""
    closure, may_announce = place.closure, rules.may_announce(person, place)
    if closure is None and not may_announce:
        return None
    return render_template(
        "kinds/panels/place.html", place=place, closure=closure, may_announce=may_announce
    )


def on_case(case: Case, _person: Any) -> str | None:
    """For the desk: the same, with the way to change it, and who else wants the place."""
    proposal = subject_of(case)
    if not isinstance(proposal, Proposal):
        return None
    others = [each for each in live_on(proposal.place) if each.id != proposal.id]
    competition = proposal.competition or (open_competition(proposal.place_id) if others else None)
    return render_template(
        "kinds/panels/case.html",
        proposal=proposal,
        size=tiers.tier_of(proposal),
        others=others,
        competition=competition,
        can_open=bool(others)
        and len({each.group_id for each in can_compete(proposal.place_id)}) > 1,
        closure=proposal.place.closure,
        rules=proposal_rules,
    )
