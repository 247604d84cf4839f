"""Decisions for calendars (RFC 5545) and feed readers (RFC 4287)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from flask import Response
from flask.typing import ResponseReturnValue

from commissioning.approvals import queries
from commissioning.approvals.models import Decision, PlanEntry
from commissioning.approvals.views.blueprint import bp
from commissioning.core import mail
from commissioning.core.access import everyone
from commissioning.core.refusals import NotHere
from commissioning.people.session import current_council
from commissioning.places.models import Council

ATOM = "http://www.w3.org/2005/Atom"
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
    return [
        "BEGIN:VEVENT",
        f"UID:plan-entry-{entry.id}@{council.short_name}",
        f"DTSTAMP:{entry.created_at:%Y%m%dT%H%M%SZ}",
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
    found = queries.decisions(council.id)
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed")
    address = mail.link("approvals.feed", council=council)
    newest = max((each.created_at for each in found), default=datetime(2000, 1, 1, tzinfo=UTC))
    _add(root, "id", address)
    _add(root, "title", f"Decisions of {council.name}")
    _add(root, "updated", newest.isoformat())
    _add(root, "link", rel="self", href=address)
    _add(root, "link", rel="alternate", href=mail.link("approvals.decisions", council=council))
    _add(_add(root, "author"), "name", council.name)
    for each in found:
        _entry(_add(root, "entry"), each, council)
    text = ET.tostring(root, encoding="unicode")
    return Response(f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n',
                    mimetype="application/atom+xml")  # fmt: skip


def _entry(root: ET.Element, decision: Decision, council: Council) -> None:
    address = mail.link("approvals.decision", council=council, decision_id=decision)
    _add(root, "id", f"{mail.site_address(council)}/decisions/{decision.id}")
    _add(root, "title", decision.title)
    _add(root, "updated", decision.created_at.isoformat())
    _add(root, "link", rel="alternate", href=address)
    _add(root, "summary", f"{decision.choice.words}. {decision.reasons}")


def _add(root: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    added = ET.SubElement(root, f"{{{ATOM}}}{name}", attributes)
    added.text = words or None
    return added
