"""Addresses people can read: <number>-<slug>. The number decides, the slug is for people."""

import re
import unicodedata
from typing import Any

from flask import Flask
from werkzeug.routing import BaseConverter


class Number(int):
    """A number from an address, with the slug that was written beside it."""

    slug: str


def slug(title: str, words: int = 8) -> str:
    """'Café by the Canal' -> 'cafe-by-the-canal'; never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:words]) or "item"


def number_of(thing: Any) -> dict[str, Any]:
    """What names a thing in the addresses about it, for `url_for`: {"proposal_id": thing}."""
    return {f"{thing.__tablename__}_id": thing}


class Numbered(BaseConverter):
    """<numbered:proposal_id> reads '7-canal-gardens' as 7; writes a row with `id` and `slug`."""

    regex = r"[1-9][0-9]{0,8}(?:-[a-z0-9-]{0,200})?"

    def to_python(self, value: str) -> Number:
        number, _, written = value.partition("-")
        found = Number(number)
        found.slug = written
        return found

    def to_url(self, value: Any) -> str:
        if isinstance(value, Number):
            return f"{int(value)}-{value.slug}" if value.slug else str(int(value))
        if isinstance(value, int):
            return str(value)
        return f"{value.id}-{value.slug}"


def init_app(app: Flask) -> None:
    """Teach the site's addresses to read numbers with slugs, and templates to write them."""
    app.jinja_env.globals["number_of"] = number_of
    app.url_map.converters["numbered"] = Numbered
