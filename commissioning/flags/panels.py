"""What flags show on the page of a question or comment."""

from typing import Any

from flask import render_template

from commissioning.discussion.models import Comment, Question
from commissioning.flags import queries


def flag_it(said: Question | Comment, person: Any) -> str | None:
    """The way to flag it and, for staff, that it is being checked."""
    if said.is_hidden:
        return None
    flags = queries.flags_of(said) if person.is_staff else []
    checking = next((each for each in flags if each.status == "checking"), None)
    return render_template("flags/panel.html", said=said, checking=checking)
