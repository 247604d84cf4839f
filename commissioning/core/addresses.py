"""Addresses people can read: <number>-<slug>. The number decides, the slug is for people."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import BaseConverter, IntegerConverter

GREATEST = 999_999_999  # no table has a row with a greater number; more bits crash a database


class Number(int):
    """A number from an address, with the slug that was written beside it."""

    slug: str


@lru_cache(maxsize=1000)  # a list asks for the slugs it asked for the last time
def slug(title: str, words: int = 8) -> str:
    """'Café by the Canal' -> 'cafe-by-the-canal'; never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", ""))[:words]) or "item"


def number_of(thing: Any) -> dict[str, Any]:
    """What names a thing in the addresses about it, for `url_for`: {"proposal_id": thing}."""
    return {f"{thing.__tablename__}_id": thing}


def key(written: str) -> int:
    """The number of a row, as a query string has it. Raises ValueError for what can be none."""
    number = int(written)
    if not 0 < number <= GREATEST:
        raise ValueError(f"{written} is no row's number")
    return number


class Small(IntegerConverter):
    """<int:case_id> reads numbers that a row can have; others open nothing."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": GREATEST, **options})


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
    """Teach the site’s addresses to read numbers and slugs, and templates to write them."""
    app.jinja_env.globals["number_of"] = number_of
    app.url_map.converters |= {"int": Small, "numbered": Numbered}
    app.before_request(_without_nul)


def _without_nul() -> None:
    # PostgreSQL stores no NUL and refuses to look for one, so such an address names nothing.
    if "\0" in request.path or b"%00" in request.query_string:
        abort(404)
