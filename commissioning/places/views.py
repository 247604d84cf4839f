"""Looking round: neighbourhoods, places, what they cost and what happened to them."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import charts, maps, timelines
from commissioning.core.access import current_council_id, everyone, needs
from commissioning.core.addresses import key
from commissioning.core.pages import money, number
from commissioning.places import queries, sentences
from commissioning.places.forms import PlacesForm, PostcodeForm
from commissioning.places.models import Neighbourhood, Place

bp = Blueprint("places", __name__)
LATEST = 3  # events on a place's own page


@bp.get("/neighbourhoods")
@everyone
def neighbourhoods() -> ResponseReturnValue:
    form = PostcodeForm.of(request.args)
    council_id = current_council_id()
    if "postcode" in request.args and form.validate():
        found = queries.whereabouts(form.postcode.data)
        home = found.neighbourhood if found else None
        if home is not None and home.council_id == council_id:
            # The address we lead to has no postcode in it, and nothing of it is kept.
            return redirect(url_for("places.neighbourhood", neighbourhood_id=home), 303)
        here = queries.get_council(council_id)
        form.postcode.errors = [sentences.not_here(form.postcode.data, found, here)]
    rows = queries.neighbourhood_rows(council_id)
    page = render_template("places/neighbourhoods.html", form=form, rows=rows)
    return page, 422 if form.errors else 200


@bp.get("/neighbourhoods/<numbered:neighbourhood_id>")
@needs(None, of=queries.get_neighbourhood)
def neighbourhood(here: Neighbourhood) -> ResponseReturnValue:
    rows = queries.page_of_places(here.council_id, {"neighbourhood": here.id})
    places = rows[: queries.PAGE]
    return render_template(
        "places/neighbourhood.html",
        neighbourhood=here,
        places=places,
        more=len(rows) > queries.PAGE,
        map=_map([here], places),
    )


@bp.get("/neighbourhoods/<numbered:neighbourhood_id>/facts")
@needs(None, of=queries.get_neighbourhood)
def facts(here: Neighbourhood) -> ResponseReturnValue:
    areas = queries.small_areas(here)
    hours = queries.help_by_neighbourhood(here.council_id)
    return render_template(
        "places/facts.html",
        neighbourhood=here,
        areas=areas,
        adults=sentences.adults(areas),
        finding=sentences.deprivation(here.name, areas),
        deciles=charts.bars(sentences.by_decile(areas), number),
        help_finding=sentences.help_hours(here.name, hours),
        help=charts.bars([(name, sent) for name, sent, _people in hours], number),
    )


@bp.get("/places")
@everyone
def index() -> ResponseReturnValue:
    return _list("places/index.html")


@bp.get("/places/map")
@everyone
def map() -> ResponseReturnValue:
    return _list("places/map.html")


def _list(template: str) -> str:
    """A page of the places that were asked for: as a list, or as a map with the same list."""
    council_id = current_council_id()
    is_map = request.endpoint == "places.map"
    areas = queries.neighbourhoods(council_id, drawn=is_map)
    form = PlacesForm.of(request.args, [(each.id, each.name) for each in areas])
    rows = queries.page_of_places(council_id, form.chosen, _after())
    places = rows[: queries.PAGE]
    return render_template(
        template,
        filter=form,
        chosen=form.chosen,
        places=places,
        after=places[-1].id if len(rows) > queries.PAGE else None,
        nothing=sentences.no_places(form.chosen, {each.id: each.name for each in areas}),
        map=_map(areas, places) if is_map else None,
    )


def _after() -> int | None:
    return request.args.get("after", type=key)


def _map(areas: list[Neighbourhood], places: list[queries.PlaceRow]) -> maps.Map | None:
    points = [(i, p.name, p.longitude, p.latitude) for i, p in enumerate(places, start=1)]
    outlines = [(each.name, each.boundary) for each in areas]
    return maps.outline("map", "Outline map of the places in this list", outlines, points)


@bp.get("/places/<numbered:place_id>")
@needs(None, of=queries.get_place)
def show(place: Place) -> ResponseReturnValue:
    costs = queries.costs_of(place)
    return render_template(
        "places/show.html",
        place=place,
        run_by=sentences.run_by(place),
        opening=sentences.opening(place),
        cost_finding=sentences.cost(place, costs),
        cost_bars=charts.bars([(sentences.year(each), each.net) for each in costs], money),
        parts=_parts(costs),
        events=queries.events_of_place(place, limit=LATEST),
        event_count=queries.count_events_of_place(place),
    )


def _parts(costs: list[Any]) -> Any:
    """What the newest year's cost is made of, what was earned taken off."""
    if not costs:
        return None
    newest = costs[-1]
    rows = [
        ("Staff", newest.staff),
        ("Building", newest.building),
        ("Everything else", newest.other),
    ]
    return charts.bars([*rows, ("Earned (taken off)", -newest.income)], money)


@bp.get("/places/<numbered:place_id>/history")
@needs(None, of=queries.get_place)
def history(place: Place) -> ResponseReturnValue:
    """Where the record stood before."""
    return redirect(url_for("places.record", place_id=place), 301)


@bp.get("/places/<numbered:place_id>/record")
@needs(None, of=queries.get_place)
def record(place: Place) -> ResponseReturnValue:
    before = request.args.get("before", type=key)
    events = queries.events_of_place(place, limit=queries.PAGE + 1, before=before)
    return render_template(
        "places/record.html",
        place=place,
        events=events[: queries.PAGE],
        more=len(events) > queries.PAGE,
    )


@bp.get("/places/<numbered:place_id>/record.atom")
@needs(None, of=queries.get_place)
def record_feed(place: Place) -> ResponseReturnValue:
    events = queries.events_of_place(place, limit=timelines.MOST)
    return timelines.feed_of(events, place.name, url_for("places.show", place_id=place))
