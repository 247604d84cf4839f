"""What corrections show on the page of a place."""

from typing import Any

from flask import render_template

from commissioning.corrections import queries
from commissioning.places.models import Place


def something_wrong(place: Place, _person: Any) -> str:
    """How many corrections are being checked, and the way to send one."""
    count = queries.count_of_place(place)
    return render_template("corrections/panel.html", place=place, count=count)
