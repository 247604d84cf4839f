"""A council's own register of places: the same columns in and out.

The columns are those that the Local Government Transparency Code 2015 asks of a list of land and
assets, as far as people need them, and what a plan to take a place over is made of. Amounts of
money are in pounds in the file and in whole pence inside.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commissioning.core import csv_cells
from commissioning.core.addresses import slug
from commissioning.core.choices import Choice
from commissioning.core.tables import Row, Table
from commissioning.places.imports import cells
from commissioning.places.imports.found import Entry, Fault, Found, Skipped
from commissioning.places.models import Condition, Operator, Place, PlaceKind, Tenure

SOURCE = "register"


def plain(value: Any) -> Any:
    """A value as it is written in a file; numbers stay numbers."""
    if isinstance(value, Choice):
        return value.words
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return value


def pounds(value: int | None) -> float | None:
    """Whole pence as pounds: 142600 or 75.5."""
    if value is None:
        return None
    return value / 100 if value % 100 else value // 100


@dataclass(frozen=True)
class Column:
    """One column: its heading, the column of `Place`, and how a cell is read and written."""

    heading: str
    name: str
    read: cells.Reader
    write: Callable[[Any], Any] = plain

    @property
    def key(self) -> str:
        """The heading as a table's reader has it."""
        return self.heading.casefold()


REFERENCE = "Reference"
NAME = "Name"
AREA = "Neighbourhood"
COLUMNS = (
    Column(NAME, "name", cells.line(160)),
    Column("Type", "kind", cells.choice(PlaceKind)),
    Column("About", "about", cells.line(600)),
    Column("Address", "address", cells.line(300)),
    Column("Postcode", "postcode", cells.postcode),
    Column("UPRN", "uprn", cells.uprn),
    Column("Latitude", "latitude", cells.degrees(90)),
    Column("Longitude", "longitude", cells.degrees(180)),
    Column("Run by", "operator", cells.choice(Operator, Operator.UNKNOWN)),
    Column("Operator name", "run_by", cells.line(160)),
    Column("Statutory", "is_statutory", cells.yes_or_no),
    Column("Opened", "opened_year", cells.year),
    Column("Closed", "closed_year", cells.year),
    Column("Closed for good", "is_closed", lambda written: bool(cells.yes_or_no(written))),
    Column("Staffed hours a week", "staffed_hours", cells.decimal),
    Column("Unstaffed hours a week", "unstaffed_hours", cells.decimal),
    Column("Opening in words", "opening", cells.line(300)),
    Column("Shared with", "shared_with", cells.line(300)),
    Column("Website", "website", cells.line(300)),
    Column("Email", "email", cells.line(254)),
    Column("Running cost a year", "running_cost", cells.pence, pounds),
    Column("Income a year", "income", cells.pence, pounds),
    Column("Visits a year", "visits", cells.whole),
    Column("Staff (full-time)", "staff", cells.decimal),
    Column("Condition", "condition", cells.choice(Condition, Condition.UNKNOWN)),
    Column("Repairs needed", "repairs", cells.pence, pounds),
    Column("Tenure", "tenure", cells.choice(Tenure, Tenure.UNKNOWN)),
    Column("Open space", "is_open_space", cells.yes_or_no),
    Column("Charity land", "is_charity_land", cells.yes_or_no),
    Column("Listed grade", "listed_grade", cells.line(8)),
    Column("Not open to proposals until", "not_open_until", cells.day),
    Column("Not open because", "not_open_because", cells.line(300)),
)
HEADINGS = [REFERENCE, AREA, *(column.heading for column in COLUMNS)]


def column(name: str) -> Column:
    """The column of the register that holds this column of `Place`."""
    return next(each for each in COLUMNS if each.name == name)


def read(table: Table, neighbourhoods: Mapping[str, int]) -> Found:
    """The places of a register, under the name "" of its one council.

    `neighbourhoods`: their numbers by name in small letters. Returns entries with the values of the
    columns the file has, and every fault with its line and column. Raises Refused when the file has
    no columns Name and Type.
    """
    table.need(NAME.casefold(), "type")
    found = Found()
    columns = [column for column in COLUMNS if column.key in table.columns]
    strange = [name for name in table.columns if name and name not in _known()]
    found.notes += [f"The column “{name}” is not one of ours and was not read" for name in strange]
    seen: dict[str, int] = {}
    for row in table.rows:
        entry, faults = _entry(row, columns, neighbourhoods, AREA.casefold() in table.columns)
        found.faults += faults
        if not faults and entry.key in seen:
            reason = f"it repeats line {seen[entry.key]}"
            found.skipped.append(Skipped(row.line, entry.name, reason))
        elif not faults:
            seen[entry.key] = row.line
            found.entries.setdefault("", []).append(entry)
    return found


def _known() -> set[str]:
    return {heading.casefold() for heading in HEADINGS}


def _entry(
    row: Row, columns: list[Column], neighbourhoods: Mapping[str, int], has_area: bool
) -> tuple[Entry, list[Fault]]:
    facts: dict[str, Any] = {}
    faults = []
    if row.is_too_long:
        sentence = "There are more cells than columns. Put words that have a comma in double quotes"
        faults.append(Fault(row.line, "", sentence))
    for column in columns:
        try:
            facts[column.name] = column.read(_unquoted(row[column.key]))
        except ValueError as error:
            faults.append(Fault(row.line, column.heading, str(error)))
    if not facts.get("name"):
        faults.append(Fault(row.line, NAME, "Enter the name of the place"))
    if has_area:
        facts["neighbourhood_id"] = neighbourhoods.get(row[AREA.casefold()].casefold())
        if row[AREA.casefold()] and facts["neighbourhood_id"] is None:
            faults.append(Fault(row.line, AREA, _no_such_area(row, neighbourhoods)))
    faults += _together(row, facts)
    return Entry(row.line, _key(row, facts), facts), faults


def _unquoted(written: str) -> str:
    """Without the mark that keeps a spreadsheet from running it."""
    return written[1:] if written[:1] == "'" and written[1:2] in csv_cells.DANGEROUS else written


def _no_such_area(row: Row, neighbourhoods: Mapping[str, int]) -> str:
    known = ", ".join(sorted(name.title() for name in neighbourhoods))
    there = f"Use one of these: {known}" if known else "Add the neighbourhoods first"
    return f"There is no neighbourhood “{row[AREA.casefold()]}”. {there}"


def _together(row: Row, facts: dict[str, Any]) -> Iterable[Fault]:
    """What cannot be said of one cell alone."""
    if (facts.get("latitude") is None) != (facts.get("longitude") is None):
        yield Fault(row.line, "Latitude", "Give both the latitude and the longitude, or neither")
    if facts.get("not_open_until") and not facts.get("not_open_because"):
        yield Fault(row.line, "Not open because", "Say why it is not open to proposals")


def _key(row: Row, facts: dict[str, Any]) -> str:
    """The council's own reference; else made of the name and postcode, and the same every time."""
    name, postcode = facts.get("name") or "", facts.get("postcode") or ""
    return (_unquoted(row[REFERENCE.casefold()]) or slug(f"{name} {postcode}", 30))[:200]


def write(places: Iterable[tuple[Place, str]]) -> str:
    """The register as CSV: places, each with the name of its neighbourhood."""
    rows = (
        [place.register_key, area, *(each.write(getattr(place, each.name)) for each in COLUMNS)]
        for place, area in places
    )
    return "".join(csv_cells.lines(HEADINGS, rows))
