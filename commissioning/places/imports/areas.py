"""Small areas: how deprived they are, which neighbourhood they are in, and where it lies.

Deprivation: mySociety, "Composite UK deprivation index", England-anchored (CC BY 4.0). `lsoa` is a
2011 code; `original_decile` is the area's decile in its own nation, `UK_IMD_E_pop_decile` one for
comparing nations. Postcodes: ONS Postcode Directory. Boundaries: GeoJSON (RFC 7946), WGS 84.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from commissioning.core.refusals import Refused
from commissioning.core.tables import Row, Table
from commissioning.places.imports import cells
from commissioning.places.imports.found import Fault

SECOND = "The index of deprivation and this site join on the areas of the 2011 census"
NEW_CODES = (
    "This file has small areas of the 2021 census (LSOA 2021). {}. "
    "Use a file with 2011 codes: its column is called lsoa11, lsoa11cd or lsoa."
)
# The last codes of the 2011 census; what comes after them was made for the 2021 census.
LAST_OF_2011 = {"E01": "E01033768", "W01": "W01001958"}
DECILES = ("original_decile", "uk_imd_e_pop_decile")
AREA_COLUMNS = ("lsoa11", "lsoa11cd", "lsoa", "small area")
POSTCODE_COLUMNS = ("pcds", "pcd7", "pcd", "pcd8", "postcode")
CHUNK = 5_000


@dataclass(frozen=True)
class Deprivation:
    """The deciles of one small area: 1 is the most deprived tenth."""

    code: str
    decile: int
    uk_decile: int


@dataclass(frozen=True)
class Part:
    """One small area as a part of a neighbourhood, with the people in it who may vote."""

    line: int
    neighbourhood: str
    code: str
    adults: int | None


@dataclass(frozen=True)
class Located:
    """A postcode without its space, its small area, and where it is."""

    code: str
    small_area: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Boundary:
    """A shape and every word of it that could be a neighbourhood's name or code."""

    number: int
    names: list[str]
    geometry: dict[str, Any]


def is_of_2021(code: str) -> bool:
    """Was this small area made for the 2021 census?"""
    last = LAST_OF_2011.get(code[:3])
    return last is not None and len(code) == len(last) and code > last


def refuse_2021(*codes: str) -> None:
    """Raise Refused when one of these codes is of the 2021 census."""
    if any(map(is_of_2021, codes)):
        raise Refused(NEW_CODES.format(SECOND))


def area_column(table: Table) -> str:
    """The column with the 2011 codes. Raises Refused for 2021 codes, or when there is none."""
    for name in AREA_COLUMNS:
        if name in table.columns:
            return name
    if any("2021" in name or "lsoa21" in name for name in table.columns):
        raise Refused(NEW_CODES.format(SECOND))
    table.need(AREA_COLUMNS[0])
    raise AssertionError("need() raises")  # pragma: no cover


def deprivation(table: Table) -> list[Deprivation]:
    """The deciles of all small areas in the file. Raises Refused for a line that has none."""
    area = area_column(table)
    table.need(*DECILES)
    return [
        Deprivation(_old(row[area]), *(_decile(row, column) for column in DECILES))
        for row in table.rows
    ]


def _old(code: str) -> str:
    refuse_2021(code)
    return code[:12]


def _decile(row: Row, column: str) -> int:
    written = row[column].removesuffix(".0")
    if not written.isdigit() or not 1 <= int(written) <= 10:
        raise Refused(
            f"Line {row.line}, column “{column}”: a decile is a number from 1 to 10, "
            f"not “{written}”."
        )
    return int(written)


def parts(table: Table) -> tuple[list[Part], list[Fault]]:
    """Which small areas make up which neighbourhood, and what is wrong in the file."""
    table.need("neighbourhood")
    area = area_column(table)
    found: list[Part] = []
    faults = []
    seen: dict[str, int] = {}
    for row in table.rows:
        refuse_2021(row[area])
        try:
            part = Part(row.line, row["neighbourhood"][:120], row[area], cells.whole(row["adults"]))
        except ValueError as error:
            faults.append(Fault(row.line, "adults", str(error)))
            continue
        faults += _part_faults(part, area, seen.get(part.code))
        seen.setdefault(part.code, row.line)
        found.append(part)
    return found, faults


def _part_faults(part: Part, column: str, before: int | None) -> Iterator[Fault]:
    if not part.neighbourhood:
        yield Fault(part.line, "neighbourhood", "Enter the name of the neighbourhood")
    if not part.code or len(part.code) > 12:
        yield Fault(part.line, column, "Enter the code of the small area, like E01000001")
    elif before:
        yield Fault(part.line, column, f"{part.code} stands on line {before} too. Keep one of them")


def postcodes(table: Table) -> Iterator[list[Located]]:
    """The postcodes in use, a few thousand at a time, so that a whole directory fits in memory."""
    area = area_column(table)
    column = next((name for name in POSTCODE_COLUMNS if name in table.columns), "")
    if not column:
        table.need(POSTCODE_COLUMNS[0])
    found = (_located(row, column, area) for row in table.rows if not row["doterm"])
    good = (each for each in found if each is not None)
    while chunk := list(islice(good, CHUNK)):
        yield chunk


def _located(row: Row, column: str, area: str) -> Located | None:
    code, small_area = row[column].replace(" ", "").upper(), row[area]
    if not code or not small_area or len(code) > 7:
        return None
    refuse_2021(small_area)
    latitude, longitude = _position(row["lat"] or row["latitude"], row["long"] or row["longitude"])
    return Located(code, small_area[:12], latitude, longitude)


def _position(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    try:  # where there is none the directory writes a latitude of 99.999999
        north, east = cells.degrees(90)(latitude), cells.degrees(180)(longitude)
    except ValueError:
        return None, None
    return (north, east) if north is not None and east is not None else (None, None)


def boundaries(text: str) -> list[Boundary]:
    """The shapes of a GeoJSON file. Raises Refused when it is not one, or not in WGS 84."""
    try:
        read = json.loads(text)
    except ValueError as error:
        raise Refused("This is not a GeoJSON file: it is not JSON. Save it as GeoJSON.") from error
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list):
        raise Refused("This is not a GeoJSON file with features. Save it as a FeatureCollection.")
    return [_boundary(i, each) for i, each in enumerate(features, start=1)]


def _boundary(number: int, feature: Any) -> Boundary:
    feature = feature if isinstance(feature, dict) else {}
    geometry, properties = feature.get("geometry"), feature.get("properties") or {}
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise Refused(f"Shape {number} is not a Polygon or MultiPolygon. Send the outlines alone.")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not _are_polygons(polygons):
        raise Refused(
            f"Shape {number} cannot be drawn: each outline needs 4 corners or more, each with a "
            "longitude and a latitude in degrees (WGS 84), not metres."
        )
    names = [str(value).strip() for value in properties.values() if isinstance(value, str | int)]
    return Boundary(number, names, {"type": kind, "coordinates": _trimmed(coordinates)})


def _are_polygons(polygons: Any) -> bool:
    if not isinstance(polygons, list) or not polygons:
        return False
    rings = [ring for each in polygons if isinstance(each, list) for ring in each]
    if not rings or any(not isinstance(each, list) or not each for each in polygons):
        return False
    return all(
        isinstance(ring, list) and len(ring) >= 4 and all(map(_is_position, ring)) for ring in rings
    )


def _is_position(corner: Any) -> bool:
    if not isinstance(corner, list) or len(corner) < 2:
        return False
    x, y = corner[:2]
    are_numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (x, y))
    return are_numbers and abs(x) <= 180 and abs(y) <= 90


def _trimmed(coordinates: Any) -> Any:
    """Six figures after the point are a tenth of a metre; heights are left out."""
    if coordinates and isinstance(coordinates[0], int | float):
        return [round(float(coordinates[0]), 6), round(float(coordinates[1]), 6)]
    return [_trimmed(each) for each in coordinates]
