"""What groups show on a person's own page."""

from typing import Any

from flask import render_template

from commissioning.groups.queries import groups_of
from commissioning.people.rules import is_officer


def my_groups(_thing: Any, person: Any) -> str | None:
    """On a person's account: the groups they are in, and for officers those to check."""
    councils = {post.council_id for post in person.current_posts}
    checks = any(is_officer(person, council_id) for council_id in councils)
    return render_template("groups/mine.html", groups=groups_of(person), checks=checks)
