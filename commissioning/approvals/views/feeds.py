"""Decisions for calendars (RFC 5545) and feed readers (RFC 4287)."""

from collections.abc import Iterator

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from commissioning.approvals import queries
from commissioning.approvals.models import PlanEntry
from commissioning.approvals.views.blueprint import bp
from commissioning.core import mail, timelines
from commissioning.core.access import everyone
from commissioning.core.refusals import NotHere
from commissioning.core.timelines import Entry
from commissioning.people.session import current_council
from commissioning.places.models import Council

LINE = 75  # octets; RFC 5545, section 3.1


def _council() -> Council:
    council = current_council()
    if council is None:
        raise NotHere
    return council


@bp.get("/decisions.ics")
@everyone
def calendar() -> ResponseReturnValue:
    council = _council()
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Commissioning//Decisions//EN",
        f"X-WR-CALNAME:{_escaped(f'Decisions of {council.name}')}",
    ]
    for entry in queries.forward_plan(council.id):
        lines += _event(entry, council)
    lines.append("END:VCALENDAR")
    folded = "".join(part for line in lines for part in _folded(line))
    return Response(folded, mimetype="text/calendar")


def _event(entry: PlanEntry, council: Council) -> list[str]:
    """One day in the calendar. Its UID stays the same when the day moves."""
    summary = f"To be decided: {entry.case.title}"
    changed = f"{entry.changed_at:%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:plan-entry-{entry.id}@{council.short_name}",
        f"DTSTAMP:{changed}",
        f"LAST-MODIFIED:{changed}",
        f"DTSTART;VALUE=DATE:{entry.decide_on:%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(entry.matter)}",
        *([f"LOCATION:{_escaped(entry.where)}"] if entry.where else []),
        f"URL:{mail.link('approvals.coming', council=council, entry_id=entry.id)}",
        "END:VEVENT",
    ]


def _escaped(words: str) -> str:
    """Text as RFC 5545, section 3.3.11, wants it."""
    for mark in ("\\", ";", ","):
        words = words.replace(mark, f"\\{mark}")
    return "\\n".join(words.splitlines())


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets; no character is cut in two."""
    piece, size = "", 0
    for letter in line:
        more = len(letter.encode())
        if size + more > LINE:
            yield f"{piece}\r\n"
            piece, size = " ", 1
        piece, size = piece + letter, size + more
    yield f"{piece}\r\n"


@bp.get("/decisions.atom")
@everyone
def feed() -> ResponseReturnValue:
    council = _council()
    entries = [
        Entry(
            url_for("approvals.decision", decision_id=each),
            each.title,
            each.created_at,
            author=council.name,
            summary=f"{each.choice.words}. {each.reasons}",
            key=f"/decisions/{each.id}",
        )
        for each in queries.decisions(council.id)
    ]
    return timelines.atom(entries, "Decisions", url_for("approvals.decisions"))
