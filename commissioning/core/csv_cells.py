"""CSV that a spreadsheet opens as what it is: text stays text, and starts no formula."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")


def cell(value: Any) -> str:
    """One cell: numbers as numbers; text that a spreadsheet would run gets a ' before it."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) else text


def lines(heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a CSV file with a byte-order mark, one at a time (RFC 4180)."""
    out = StringIO("\ufeff", newline="")
    out.seek(1)
    write = csv.writer(out).writerow
    write(list(heads))
    for row in rows:
        yield _take(out)
        write([cell(value) for value in row])
    yield _take(out)


def _take(out: StringIO) -> str:
    line = out.getvalue()
    out.seek(0)
    out.truncate()
    return line
