"""What proposals show on other pages and, for their own page, what other rooms have to say."""

from typing import Any

from flask import render_template

from commissioning.discussion import queries as discussion
from commissioning.groups.models import Group
from commissioning.groups.rules import is_member
from commissioning.places.models import Council, Neighbourhood, Place
from commissioning.proposals.models import Proposal
from commissioning.proposals.queries import of_group, of_place, proposals

OPEN_NOW = 5  # as many as the front page shows


def open_now(council: Council, _person: Any) -> str | None:
    """On the front page: what a resident can act on now, and the way to everything."""
    found = [each for stage in ("vote", "support") for each in proposals(council.id, stage=stage)]
    return render_template("proposals/panels/open_now.html", proposals=found[:OPEN_NOW])


def neighbourhoods_proposals(neighbourhood: Neighbourhood, _person: Any) -> str | None:
    """On a neighbourhood's page: what is proposed there, the newest first."""
    found = proposals(neighbourhood.council_id, neighbourhood_id=neighbourhood.id)
    return render_template(
        "proposals/panels/neighbourhood.html",
        neighbourhood=neighbourhood,
        proposals=found[:OPEN_NOW],
        more=len(found) > OPEN_NOW,
    )


def groups_proposals(group: Group, person: Any) -> str | None:
    """On a group's pages: what it proposes; its members see their drafts too."""
    is_ours = is_member(person, group)
    return render_template("proposals/panels/group.html", group=group, is_ours=is_ours,
                           proposals=of_group(group, drafts=is_ours))  # fmt: skip


def places_proposals(place: Place, _person: Any) -> str | None:
    """On a place's page: what is proposed for it."""
    return render_template("proposals/panels/place.html", place=place, proposals=of_place(place))


def latest_questions(proposal: Proposal, _person: Any) -> str | None:
    """On a proposal's page: the two newest questions, and the way to the rest."""
    if not proposal.is_public:
        return None
    found = discussion.latest(proposal) if proposal.questions_count else []
    return render_template("proposals/questions/latest.html", proposal=proposal, questions=found)
