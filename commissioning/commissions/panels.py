"""What commissions show on other pages."""

from typing import Any

from flask import render_template

from commissioning.commissions.queries import (
    commissions,
    of_group,
    open_for_comments,
    waiting_for,
)
from commissioning.groups.models import Group
from commissioning.groups.queries import groups_of
from commissioning.groups.rules import is_member
from commissioning.places.models import Council, Neighbourhood

A_FEW = 5  # as many as another page shows


def open_now(council: Council, _person: Any) -> str | None:
    """On the front page: the plans everyone can comment on now."""
    found = open_for_comments(council.id, A_FEW)
    return render_template("commissions/panels/open_now.html", commissions=found) if found else None


def neighbourhoods_commissions(neighbourhood: Neighbourhood, _person: Any) -> str | None:
    """On a neighbourhood's page: what is commissioned for it, the newest first."""
    found = commissions(neighbourhood.council_id, neighbourhood_id=neighbourhood.id)
    return render_template(
        "commissions/panels/neighbourhood.html",
        neighbourhood=neighbourhood,
        commissions=found[:A_FEW],
        more=len(found) > A_FEW,
    )


def groups_commissions(group: Group, person: Any) -> str | None:
    """On a group's pages: what it commissions; its members see their drafts too."""
    is_ours = is_member(person, group)
    return render_template("commissions/panels/group.html", group=group, is_ours=is_ours,
                           commissions=of_group(group, drafts=is_ours))  # fmt: skip


def my_commissions(_thing: Any, person: Any) -> str | None:
    """On a person's account: the commissions their groups are writing."""
    found = waiting_for(groups_of(person))
    return render_template("commissions/panels/mine.html", commissions=found) if found else None
