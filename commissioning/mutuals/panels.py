"""What mutuals show on a person's own page."""

from typing import Any

from flask import render_template

from commissioning.mutuals.queries import mutuals_of


def my_mutuals(_thing: Any, person: Any) -> str | None:
    """On a person's account: the mutuals on whose boards they are."""
    found = mutuals_of(person)
    return render_template("mutuals/mine.html", mutuals=found) if found else None
