"""What groups show on a person's own page."""

from typing import Any

from flask import render_template

from commissioning.groups.queries import groups_of


def my_groups(_thing: Any, person: Any) -> str | None:
    """On a person's account: the groups they are in."""
    return render_template("groups/mine.html", groups=groups_of(person))
