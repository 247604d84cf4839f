"""The pages that look at everything: the front page, and whether the site is well."""

from flask import current_app, render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import everyone
from commissioning.core.kept_pages import always_new
from commissioning.home import queries
from commissioning.home.views import (
    days,
    demo,
    engines,
    help_pages,
    promises,
    search,
    set_up,
    set_up_files,
    stages,
    which_route,
)
from commissioning.home.views.blueprint import bp
from commissioning.people.session import current_council
from commissioning.places.queries import councils, is_demo

__all__ = [
    "bp",
    "days",
    "demo",
    "engines",
    "help_pages",
    "promises",
    "search",
    "set_up",
    "set_up_files",
    "stages",
    "which_route",
]


@bp.get("/")
@everyone
def index() -> ResponseReturnValue:
    if current_council() is None:
        return render_template("home/councils.html", councils=councils())
    return render_template("home/index.html", is_demo=is_demo())


@bp.get("/healthz")
@everyone
@always_new
def health() -> ResponseReturnValue:
    """Ages are in seconds. A demo without SMTP_URL shows its mail, so none of it waits."""
    clocks = [due for due, _take in current_app.extensions["clocks"]]
    mail_leaves = bool(current_app.config["SMTP_URL"]) or not is_demo()
    return queries.health(clocks, mail_leaves=mail_leaves)
