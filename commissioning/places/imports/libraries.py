"""Lists of public libraries, in the two forms that are published in England.

1. Arts Council England, "Public libraries in England: basic dataset", as of 31 December 2023 (Open
   Government Licence v3.0): one row a library, codes for who runs it in `operation_23`.
2. The English open library schema of Libraries Connected and the Department for Culture, Media and
   Sport ("Libraries" dataset): `Type of library` says who runs it, hours are written by the day.

A mobile library has no building and a prison library is not open to the public: neither is a place
that neighbours can take over, so both are left out, and the summary says so. Archives come in as
places of another kind. Branches closed for good come in as closed.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from commissioning.core.refusals import Refused
from commissioning.core.tables import Row, Table
from commissioning.places.imports import cells
from commissioning.places.imports.found import Entry, Found, Skipped
from commissioning.places.models import Operator, PlaceKind

# Arts Council England, column `type`, in small letters. None: left out.
KINDS: dict[str, PlaceKind | None] = {
    "static library": PlaceKind.LIBRARY,
    "static local history library": PlaceKind.LIBRARY,
    "archive": PlaceKind.OTHER,
    "static archive": PlaceKind.OTHER,
    "mobile library": None,
    "prison library": None,
}
REASONS = {
    "mobile library": "a mobile library has no building to take over",
    "prison library": "a prison library is not open to the public",
}
# Arts Council England, column `operation_23`, in small letters (notes to the basic dataset).
OPERATIONS = {
    "la": Operator.COUNCIL,
    "lau": Operator.COUNCIL_UNSTAFFED,
    "c": Operator.COMMISSIONED,
    "cr": Operator.COMMUNITY,
    "icl": Operator.INDEPENDENT,
    "closed": Operator.UNKNOWN,
    "temporary closure": Operator.UNKNOWN,
    "[unknown]": Operator.UNKNOWN,
}
# The open schema, column `Type of library`, in small letters.
TYPES = {
    "lal": Operator.COUNCIL,
    "lal-": Operator.COUNCIL_UNSTAFFED,
    "cl": Operator.COMMISSIONED,
    "crl": Operator.COMMUNITY,
    "il": Operator.INDEPENDENT,
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHARES = "co_located_"
CLOSED = "closed"
FOR_NOW = "temporary closure"
LONGEST_KEY = 200

Maker = Callable[[Row], dict[str, Any]]


def read(table: Table) -> Found:
    """The libraries of a file in either form, told apart by its columns.

    Returns entries by authority, and every row left out with its line and reason. Raises Refused
    when the file has the columns of neither form.
    """
    rows = list(table.rows)
    if table.has("authority", "name", "operation_23", "type"):
        return _arts_council(rows)
    if table.has("local authority", "library name", "type of library"):
        return _open_schema(rows)
    raise Refused(
        "This is not a list of libraries that we know. We read Arts Council England’s list "
        "(columns “authority”, “name”, “operation_23”) and the open library schema "
        "(columns “Local authority”, “Library name”, “Type of library”)."
    )


def _arts_council(rows: list[Row]) -> Found:
    found = Found()
    councils = {row["reporting"] for row in rows} - {""}
    kept = []
    for row in rows:
        reason = _no_council(row["authority"], councils) or _not_a_place(row["type"])
        if reason:
            found.skipped.append(Skipped(row.line, row["name"], reason, row["authority"]))
        else:
            kept.append(row)
    _collect(found, kept, ("authority", "name"), _arts_council_facts)
    return found


def _no_council(authority: str, councils: set[str]) -> str:
    if not authority:
        return "the row names no council"
    return "" if authority in councils else f"“{authority}” is not a council with libraries"


def _not_a_place(kind: str) -> str:
    return REASONS.get(kind.casefold(), "")


def _open_schema(rows: list[Row]) -> Found:
    found = Found()
    kept = [row for row in rows if row["local authority"]]
    found.skipped += [
        Skipped(row.line, row["library name"], "the row names no council")
        for row in rows
        if not row["local authority"]
    ]
    _collect(found, kept, ("local authority", "library name"), _open_schema_facts)
    return found


def _collect(found: Found, rows: list[Row], columns: tuple[str, str], facts: Maker) -> None:
    """Give every row its key; say which rows repeat one, and merge none."""
    authority, name = columns
    made = [(row, facts(row)) for row in rows]
    shared = Counter((row[authority], each["uprn"]) for row, each in made)
    seen: dict[tuple[str, str], int] = {}
    for row, each in made:
        if not row[name]:
            _leave_out(found, row, columns, "the row has no name")
            continue
        if each["uprn"] and shared[row[authority], each["uprn"]] > 1:
            found.notes.append(
                f"Line {row.line}, {row[name]}: its UPRN {each['uprn']} stands on "
                "several rows, so it is known by its name and postcode"
            )
            each["uprn"] = ""
        key = key_of(row[authority], each)
        if before := seen.get((row[authority], key)):
            _leave_out(found, row, columns, f"it repeats line {before}: the same name and postcode")
            continue
        seen[row[authority], key] = row.line
        entry = Entry(row.line, key, {k: v for k, v in each.items() if v not in ("", None)})
        found.entries.setdefault(row[authority], []).append(entry)


def _leave_out(found: Found, row: Row, columns: tuple[str, str], reason: str) -> None:
    authority, name = columns
    found.skipped.append(Skipped(row.line, row[name] or "(no name)", reason, row[authority]))


def key_of(authority: str, facts: dict[str, Any]) -> str:
    """What finds a library again: its UPRN, else council, name and postcode."""
    if facts["uprn"]:
        return f"uprn {facts['uprn']}"
    return f"{authority}, {facts['name']}, {facts['postcode']}".casefold()[:LONGEST_KEY]


def _arts_council_facts(row: Row) -> dict[str, Any]:
    operation = row["operation_23"].casefold()
    return {
        **_common(row),
        "kind": KINDS.get(row["type"].casefold()) or PlaceKind.OTHER,
        "source_kind": row["type"][:40],
        "source_operator": row["operation_23"][:40],
        "operator": OPERATIONS.get(operation, Operator.UNKNOWN),
        "run_by": cells.said(row["operating_organisation"])[:160],
        "is_statutory": {"yes": True, "no": False}.get(row["statutory_23"].casefold()),
        "opened_year": cells.about_year(row["opened"]),
        "closed_year": cells.about_year(row["closed"]),
        "is_closed": operation == CLOSED or (operation != FOR_NOW and bool(row["closed"])),
        **_arts_council_hours(row),
        "shared_with": _shared(row),
        "email": row["email"][:254],
    }


def _arts_council_hours(row: Row) -> dict[str, Any]:
    whole, staffed = _number(row["hours"]), _number(row["staffed_hours"])
    without = None if whole is None or staffed is None else round(max(whole - staffed, 0), 2)
    words = row["hours"] if whole is None else ""
    if row["operation_23"].casefold() == FOR_NOW:
        words = "Closed for now"
    return {
        "staffed_hours": staffed,
        "unstaffed_hours": without,
        "opening": "" if words.startswith("N/A") else cells.said(words).capitalize(),
    }


def _number(written: str) -> float | None:
    try:
        return cells.decimal(written)
    except ValueError:
        return None


def _shared(row: Row) -> str:
    """What else is in the building, from the columns co_located_... that are ticked."""
    ticked = [
        column.removeprefix(SHARES).replace("_", " ")
        for column in row.places
        if column.startswith(SHARES) and not column.endswith(("_other", "_text")) and row[column]
    ]
    return _joined([*ticked, cells.said(row["co_located_other_text"])])[:300].capitalize()


def _open_schema_facts(row: Row) -> dict[str, Any]:
    return {
        **_common(row, "library name", "unique property reference number", "address "),
        "kind": PlaceKind.LIBRARY,
        "source_kind": "Library",
        "source_operator": row["type of library"][:40],
        "operator": TYPES.get(row["type of library"].casefold(), Operator.UNKNOWN),
        "is_statutory": {"yes": True, "no": False}.get(row["statutory"].casefold()),
        "opened_year": cells.about_year(row["year opened"]),
        "closed_year": cells.about_year(row["year closed"]),
        "is_closed": bool(row["year closed"]),
        "staffed_hours": _week(row, "staffed"),
        "unstaffed_hours": _week(row, "unstaffed"),
        "opening": cells.said(row["special hours"])[:300],
        "shared_with": cells.said(row["co-located with"])[:300],
        "website": row["url"][:300],
        "email": row["email address"][:254],
    }


def _week(row: Row, kind: str) -> float | None:
    """Hours a week; not known where no day is written, or one cannot be read."""
    written = [row[f"{day} {kind} hours"] for day in DAYS]
    days = [cells.hours(each) for each in written]
    if row["year closed"] or not any(written) or None in days:
        return None
    return round(sum(each or 0 for each in days), 2)


def _common(
    row: Row, name: str = "name", uprn: str = "uprn", address: str = "address"
) -> dict[str, Any]:
    number = row[uprn]
    return {
        "name": row[name][:160],
        "uprn": number if number.isascii() and number.isdigit() and len(number) <= 12 else "",
        "address": _joined(row[f"{address}{i}"] for i in (1, 2, 3))[:300],
        "postcode": cells.postcode_or_nothing(row["postcode"]),
    }


def _joined(parts: Iterable[str]) -> str:
    """The parts that say something, each once, with commas."""
    return ", ".join(dict.fromkeys(part for part in parts if cells.said(part)))
