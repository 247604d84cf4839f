"""What proposals show on other pages and, for their own page, what other rooms have to say."""

from typing import Any

from flask import render_template

from commissioning.discussion import queries as discussion
from commissioning.people.rules import is_desk_officer
from commissioning.proposals.models import Proposal


def latest_questions(proposal: Proposal, _person: Any) -> str | None:
    """On a proposal's page: the two newest questions, and the way to the rest."""
    if not proposal.is_public:
        return None
    return render_template("proposals/questions/latest.html", proposal=proposal,
                           questions=discussion.latest(proposal))  # fmt: skip


def desk_work(_thing: Any, person: Any) -> str | None:
    """On a person's account: the desk's way to the paper sheets."""
    councils = {post.council_id for post in person.current_posts}
    if not any(is_desk_officer(person, council_id) for council_id in councils):
        return None
    return render_template("proposals/support/desk_panel.html")
