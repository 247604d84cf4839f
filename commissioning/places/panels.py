"""What this chapter shows on the front page: how to find a neighbourhood, and what is there."""

from typing import Any

from flask import render_template
from werkzeug.datastructures import MultiDict

from commissioning.places import queries, sentences
from commissioning.places.forms import PostcodeForm
from commissioning.places.models import Council


def find(_council: Council, _person: Any) -> str:
    """A postcode to type."""
    return render_template("places/panels/find.html", form=PostcodeForm.of(MultiDict()))


def overview(council: Council, _person: Any) -> str:
    """The neighbourhoods, and how many places there are of each kind."""
    kinds = queries.kinds_of_places(council.id)
    return render_template(
        "places/panels/overview.html",
        neighbourhoods=queries.neighbourhood_rows(council.id),
        kinds=sentences.kinds(kinds) if kinds else "",
    )
