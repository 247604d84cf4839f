"""An outline map of neighbourhoods with numbered points, drawn without any tile server.

The map is a picture beside a numbered list; the list is the content. Longitudes are narrowed by the
cosine of the latitude, which is true enough within one council's area.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

Position = tuple[float, float]  # longitude and latitude in degrees, as GeoJSON has them (RFC 7946)
Ring = list[Position]
EDGE = 16
NEAR = 0.8  # corners nearer to the last one than this, in the map's units, are left out


@dataclass(frozen=True)
class Shape:
    """A neighbourhood: its outline as an SVG path, and where its name stands."""

    name: str
    path: str
    x: float
    y: float
    shade: int


@dataclass(frozen=True)
class Pin:
    """A numbered point."""

    number: int
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Map:
    """A drawing of shapes and pins, in its own units."""

    id: str
    title: str
    width: int
    height: int
    shapes: list[Shape]
    pins: list[Pin]

    @property
    def description(self) -> str:
        """What the picture shows, in words."""
        names = ", ".join(shape.name for shape in self.shapes)
        places = ", ".join(f"{pin.number} {pin.name}" for pin in self.pins)
        return ". ".join(part for part in (names, places) if part) + "."


@dataclass(frozen=True)
class Scale:
    """From degrees to the map's units."""

    west: float
    north: float
    across: float  # units for a degree of longitude
    down: float  # units for a degree of latitude

    def at(self, position: Sequence[float]) -> Position:
        """Where a position stands on the map."""
        x = EDGE + (position[0] - self.west) * self.across
        y = EDGE + (self.north - position[1]) * self.down
        return round(x, 1), round(y, 1)


def rings(geometry: dict[str, Any] | None) -> list[Ring]:
    """All rings of a Polygon or MultiPolygon, holes too; none of anything else."""
    kind = (geometry or {}).get("type")
    if geometry is None or kind not in {"Polygon", "MultiPolygon"}:
        return []
    polygons = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return [[(c[0], c[1]) for c in ring] for polygon in polygons for ring in polygon]


def outline(
    id: str,
    title: str,
    neighbourhoods: Iterable[tuple[str, dict[str, Any] | None]],
    points: Iterable[tuple[int, str, float | None, float | None]] = (),
    width: int = 640,
) -> Map | None:
    """A map of named GeoJSON boundaries and of points (number, name, longitude, latitude).

    None when there is nothing to draw. `id` must be the map's own on its page.
    """
    named = [(name, rings(geometry)) for name, geometry in neighbourhoods]
    named = [(name, found) for name, found in named if found]
    placed = [(n, name, (x, y)) for n, name, x, y in points if x is not None and y is not None]
    every = [c for _name, found in named for ring in found for c in ring]
    every += [position for _n, _name, position in placed]
    if not every:
        return None
    scale, height = _scale(every, width)
    pins = [Pin(n, name, *scale.at(position)) for n, name, position in placed]
    shapes = [_shape(name, found, scale, i) for i, (name, found) in enumerate(named)]
    return Map(id, title, width, height, [_clear_of(shape, pins) for shape in shapes], pins)


def _clear_of(shape: Shape, pins: list[Pin]) -> Shape:
    """The shape with its name moved down, a little at a time, from under the points."""
    for _try in range(5):
        if not any(abs(p.x - shape.x) < 80 and abs(p.y - shape.y + 6) < 30 for p in pins):
            break
        shape = replace(shape, y=round(shape.y + 24, 1))
    return shape


def _scale(every: list[Position], width: int) -> tuple[Scale, int]:
    west, east = min(c[0] for c in every), max(c[0] for c in every)
    south, north = min(c[1] for c in every), max(c[1] for c in every)
    narrowing = cos(radians((south + north) / 2))
    wide, tall = (east - west) * narrowing, north - south
    inside = width - 2 * EDGE
    # Neither a single point nor a thin strip may stretch the map without end.
    unit = inside / max(wide, tall * 0.8, 0.001)
    scale = Scale(west, north, unit * narrowing, unit)
    return scale, max(round(tall * unit) + 2 * EDGE, 4 * EDGE)


def _shape(name: str, found: list[Ring], scale: Scale, place: int) -> Shape:
    drawn = [_thinned([scale.at(c) for c in ring]) for ring in found]
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "Z" for ring in drawn)
    x, y = _middle(max(drawn, key=lambda ring: abs(_area(ring))))
    return Shape(name, path, x, y, place % 4)


def _thinned(ring: Ring) -> Ring:
    kept: Ring = []
    for x, y in ring[:-1] or ring:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= NEAR:
            kept.append((x, y))
    return kept


def _area(ring: Ring) -> float:
    """The signed area of a ring (the shoelace formula)."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _middle(ring: Ring) -> Position:
    """The centre of gravity of a ring; of a ring without area, the mean of its corners."""
    area = _area(ring)
    if abs(area) < 1:
        return tuple(round(sum(c[i] for c in ring) / len(ring), 1) for i in (0, 1))  # type: ignore[return-value]
    x = y = 0.0
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x += (a[0] + b[0]) * cross
        y += (a[1] + b[1]) * cross
    return round(x / (6 * area), 1), round(y / (6 * area), 1)
