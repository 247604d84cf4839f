"""For search engines: what they may read, and the list of everything public."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from commissioning.core.access import current_council_id, everyone
from commissioning.core.mail import site_address
from commissioning.home import queries
from commissioning.home.views.blueprint import bp
from commissioning.home.views.search import KINDS
from commissioning.people.session import current_council

# What is for the person who asks alone, or only finds again what has a page of its own.
NOT_FOR_ENGINES = ("/sign-in", "/account", "/work", "/setup", "/search", "/demo")
LISTS = (
    "home.index",
    "places.neighbourhoods",
    "places.index",
    "proposals.index",
    "commissions.index",
    "votes.index",
    "approvals.decisions",
    "mutuals.index",
    "groups.index",
    "record.index",
    "home.how_it_works",
    "home.which_route",
    "home.days",
    "home.words",
    "home.help",
)


@bp.get("/robots.txt")
@everyone
def robots() -> ResponseReturnValue:
    """A council that is still being set up asks not to be read at all."""
    council = current_council()
    closed = NOT_FOR_ENGINES if council and council.is_open else ("/",)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    if council and council.is_open:
        lines.append(f"Sitemap: {site_address(council)}/sitemap.xml")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/sitemap.xml")
@everyone
def sitemap() -> ResponseReturnValue:
    """The addresses of lists and of everything public of this council (sitemaps.org)."""
    things = queries.everything_public(current_council_id())
    return Response(
        render_template(
            "home/sitemap.xml",
            lists=LISTS,
            addresses=[KINDS[thing.kind].address(thing) for thing in things],
            start=site_address(current_council()),
        ),
        mimetype="application/xml",
    )
