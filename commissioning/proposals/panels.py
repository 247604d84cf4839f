"""What proposals show on the pages of groups and places."""

from typing import Any

from flask import render_template

from commissioning.groups.models import Group
from commissioning.groups.rules import is_member
from commissioning.places.models import Place
from commissioning.proposals.queries import of_group, of_place


def groups_proposals(group: Group, person: Any) -> str | None:
    """On a group's pages: what it proposes; its members see their drafts too."""
    is_ours = is_member(person, group)
    return render_template("proposals/panels/group.html", group=group, is_ours=is_ours,
                           proposals=of_group(group, drafts=is_ours))  # fmt: skip


def places_proposals(place: Place, _person: Any) -> str | None:
    """On a place's page: what is proposed for it."""
    return render_template("proposals/panels/place.html", place=place, proposals=of_place(place))
