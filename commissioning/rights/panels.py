"""What rights show on the pages of places and groups."""

from typing import Any

from flask import render_template

from commissioning.groups.models import Group
from commissioning.groups.rules import is_member
from commissioning.places.models import Place
from commissioning.rights import queries
from commissioning.rights.rules import NATIONS
from commissioning.rights.scheme import RightKind


def on_place(place: Place, _person: Any) -> str | None:
    """On a place's page: what was asked for it under a right, and the way to ask."""
    nation = place.council.settings.nation
    kinds = [
        kind
        for kind, where in NATIONS.items()
        if where == nation and kind != RightKind.CHALLENGE and not place.is_closed
    ]
    found = queries.of_place(place)
    if not (kinds or found):
        return None
    return render_template("rights/place_panel.html", place=place, requests=found, kinds=kinds)


def on_group(group: Group, person: Any) -> str | None:
    """On a group's pages: what it asks for; its members see their drafts too."""
    found = queries.of_group(group, drafts=is_member(person, group))
    return render_template("rights/group_panel.html", requests=found) if found else None
