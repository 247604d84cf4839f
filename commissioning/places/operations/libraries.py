"""Lists of libraries make councils and the libraries in them."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select

from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.tables import Table
from commissioning.places.imports.found import Found, Skipped
from commissioning.places.imports.libraries import read
from commissioning.places.models import Council, PlaceKind
from commissioning.places.operations.councils import create_council
from commissioning.places.operations.register import bring_in
from commissioning.places.operations.summary import Summary, Tell, silent

SOURCE = "libraries"
# What councils are called, and lists leave out.
FORMAL = {
    *("city", "county", "borough", "district", "metropolitan", "royal", "unitary"),
    *("council", "authority", "corporation", "of", "the"),
}


def import_libraries(
    found: Found, authorities: Collection[str] | None, *, by: Any, tell: Tell = silent
) -> Summary:
    """Bring in the libraries of these authorities; of all in the file when None.

    A council that is not here yet is made. Raises Refused for an authority the file does not have.
    """
    chosen = _chosen(found, authorities)
    summary = Summary(notes=_notes(found, chosen))
    summary.skipped = [each for each in found.skipped if _concerns(each, authorities)]
    councils = {council_key(each.name): each for each in _councils()}
    for i, authority in enumerate(chosen, start=1):
        council = councils.get(council_key(authority))
        if council is None:
            council = create_council(council_name(authority), by=by)
        bring_in(council, found.entries[authority], SOURCE, summary, by=by)
        done = summary.created + summary.changed + summary.unchanged
        tell(f"{i} of {len(chosen)} councils, {done:,} libraries: {council.name}")
    return summary


def import_libraries_of(table: Table, council: Council, *, by: Any) -> Summary:
    """Bring in one council's libraries from a list of many. Raises Refused when it has none."""
    found = read(table)
    for authority in found.entries:
        if council_key(authority) == council_key(council.name):
            summary = Summary(
                skipped=[each for each in found.skipped if _concerns(each, [authority])]
            )
            bring_in(council, found.entries[authority], SOURCE, summary, by=by)
            return summary
    raise Refused(f"This list has no libraries of {council.name}. Check the council’s name", "file")


def council_name(authority: str) -> str:
    """What we call the council a list names: Bristol, City of -> Bristol City Council."""
    if authority.endswith("Council"):
        return authority
    plain, comma, _of = authority.partition(", ")
    city = " City" if comma and authority.endswith("City of") else ""
    return f"{plain if comma and (city or authority.endswith('of')) else authority}{city} Council"


def council_key(name: str) -> str:
    """Peterborough and Peterborough City Council are one council."""
    words = name.replace(",", " ").casefold().replace("london borough", "").split()
    return " ".join(word for word in words if word not in FORMAL) or name.casefold()


def _chosen(found: Found, authorities: Collection[str] | None) -> list[str]:
    if authorities is None:
        return sorted(found.entries)
    wanted = {council_key(each): each for each in authorities}
    chosen = [each for each in sorted(found.entries) if council_key(each) in wanted]
    missing = set(wanted) - {council_key(each) for each in chosen}
    if missing:
        name = wanted[sorted(missing)[0]]
        there = ", ".join(sorted(found.entries)[:8])
        raise Refused(f"The file has no libraries of “{name}”. It begins with: {there}.")
    return chosen


def _concerns(skipped: Skipped, authorities: Collection[str] | None) -> bool:
    keys = None if authorities is None else {council_key(each) for each in authorities}
    return keys is None or council_key(skipped.council) in keys


def _notes(found: Found, chosen: Iterable[str]) -> list[str]:
    entries = [entry for each in chosen for entry in found.entries[each]]
    closed = sum(bool(entry.facts.get("is_closed")) for entry in entries)
    archives = sum(entry.facts["kind"] == PlaceKind.OTHER for entry in entries)
    notes = [*found.notes]
    if closed:
        notes.append(f"Closed for good, and shown as closed: {closed:,}")
    if archives:
        notes.append(f"Archives, which came in as places of another kind: {archives:,}")
    return notes


def _councils() -> list[Council]:
    return list(db.session.scalars(select(Council).order_by(Council.id)))
