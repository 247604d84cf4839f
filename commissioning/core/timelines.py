"""What happened to one thing, newest first: a page, and an Atom feed for those who follow it so."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from flask import Response, current_app, render_template, request, url_for

from commissioning.core import clock, history
from commissioning.core.database import Base
from commissioning.core.history import Event
from commissioning.core.mail import site_address
from commissioning.core.standing import timeline

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50  # entries of a feed
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Ballot papers are in the public record; a list of what happened to a vote is not one of them.
LEFT_OUT = ("cast",)


def page(thing: Base, title: str, href: str, everything: tuple[str, str], *, ours: str = "") -> str:
    """The page of a thing's record.

    `href`: its own page. `everything`: words and address of the list it stands in. `ours`: of what
    the person asking is one of its own people, who also see what only they can see.
    """
    events = history.latest_events(thing, is_party=bool(ours), but=LEFT_OUT)
    return render_template(
        "layout/record.html",
        title=title,
        href=href,
        feed=f"{request.path}.atom",
        everything=everything,
        ours=ours,
        events=timeline(events),
    )


def feed(thing: Base, title: str, href: str) -> Response:
    """The feed of a thing's public events. `href`: its own page."""
    events = history.latest_events(thing, is_party=False, limit=MOST, but=LEFT_OUT)
    return feed_of(events, title, href)


def feed_of(events: Sequence[Event], title: str, href: str) -> Response:
    """Public events, newest first, as an Atom feed."""
    entries = [
        Entry(
            url_for("record.show", number=each.id),
            each.says,
            each.created_at,
            author=each.role,
            summary=each.reason,
        )
        for each in events
    ]
    return atom(entries, title, href)


class Entry(NamedTuple):
    """One entry of a feed. `href`: its page, and its number for ever unless `key` is that."""

    href: str
    title: str
    updated_at: datetime
    author: str
    summary: str = ""
    key: str = ""


def atom(entries: Sequence[Entry], title: str, href: str) -> Response:
    """Entries, newest first, as an Atom feed (RFC 4287) of this council. `href`: its page."""
    council = current_app.extensions["current_council"]()
    start = site_address(council)
    root = ET.Element("feed", xmlns=ATOM)
    own = start + request.path
    _add(root, "id", own)
    _add(root, "title", f"{title} – {council.name}")
    _add(root, "updated", _moment(entries[0].updated_at if entries else council.created_at))
    ET.SubElement(root, "link", rel="self", href=own)
    ET.SubElement(root, "link", rel="alternate", href=start + href)
    for each in entries:
        _entry(root, each, start)
    text = ET.tostring(root, encoding="unicode", xml_declaration=False)
    declared = f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'
    return Response(declared, content_type="application/atom+xml; charset=utf-8")


def _entry(root: ET.Element, each: Entry, start: str) -> None:
    entry = ET.SubElement(root, "entry")
    _add(entry, "id", start + (each.key or each.href))
    _add(entry, "title", each.title)
    _add(entry, "updated", _moment(each.updated_at))
    _add(ET.SubElement(entry, "author"), "name", each.author)
    ET.SubElement(entry, "link", href=start + each.href)
    if each.summary:
        _add(entry, "summary", each.summary)


def _add(parent: ET.Element, name: str, words: Any) -> None:
    """A part with words. What XML 1.0 cannot hold is left out (section 2.2)."""
    ET.SubElement(parent, name).text = NOT_XML.sub("", str(words))


def _moment(moment: datetime) -> str:
    return moment.astimezone(clock.LONDON).isoformat(timespec="seconds")
