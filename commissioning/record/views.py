"""The public record: a list with filters, one entry, and everything as CSV."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue

from commissioning.core import csv_cells, timelines
from commissioning.core.access import current_council_id, everyone, needs
from commissioning.core.addresses import key
from commissioning.core.history import Event, payload
from commissioning.record import queries

bp = Blueprint("record", __name__)

HEADS = ("number", "at", "type", "subject", "says", "before", "after", "reason", "role", "facts")


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def _chosen() -> dict[str, Any]:
    return {"kind": request.args.get("kind", ""), "since": _day("since"), "until": _day("until")}


def _number(name: str) -> int | None:
    return request.args.get(name, type=key)


@bp.get("/record")
@everyone
def index() -> ResponseReturnValue:
    council = current_council_id()
    chosen = _chosen()
    events = queries.page_of_events(council, **chosen, before=_number("before"))
    return render_template(
        "record/index.html",
        events=events[: queries.PAGE],
        more=len(events) > queries.PAGE,
        chosen={name: str(value) for name, value in chosen.items() if value},
        kinds=queries.kinds(council),
        total=queries.count(council),
    )


@bp.get("/record.csv")
@everyone
def as_csv() -> ResponseReturnValue:
    chosen = _chosen()
    events = (payload(each) for each in queries.all_events(current_council_id(), **chosen))
    rows = ([*(each[head] for head in HEADS[:-1]), str(each["facts"])] for each in events)
    lines = stream_with_context(csv_cells.lines(HEADS, rows))
    headers = {"Content-Disposition": 'attachment; filename="record.csv"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@bp.get("/record.atom")
@everyone
def feed() -> ResponseReturnValue:
    events = queries.page_of_events(current_council_id(), but=timelines.LEFT_OUT)
    return timelines.feed_of(events, "Public record", url_for("record.index"))


@bp.get("/record/<int:number>")
@needs(None, of=queries.get_event)
def show(event: Event) -> ResponseReturnValue:
    before, after = queries.neighbours(event)
    return render_template("record/show.html", event=event, before=before, after=after)
