"""Neighbourhoods are made of small areas, have a boundary, and are found by postcode."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import insert, select, update

from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.places.imports.areas import Boundary, Deprivation, Located, Part
from commissioning.places.imports.found import Fault, Skipped
from commissioning.places.models import Council, Neighbourhood, Place, Postcode, SmallArea
from commissioning.places.operations.councils import (
    add_neighbourhood,
    changes,
    neighbourhoods_by_name,
)
from commissioning.places.operations.summary import Summary, Tell, silent

WHERE = (Postcode.small_area_id, Postcode.latitude, Postcode.longitude)
FEW = 500  # how many values one question to the database names


def import_deprivation(areas: list[Deprivation], *, by: Any, tell: Tell = silent) -> Summary:
    """Keep the deciles of small areas, also of those that no neighbourhood has yet."""
    query = select(SmallArea.code, SmallArea.id, SmallArea.decile, SmallArea.uk_decile)
    known = {code: (number, had, uk) for code, number, had, uk in db.session.execute(query)}
    new, changed = [], []
    for area in {each.code: each for each in areas}.values():
        if area.code not in known:
            row = {"code": area.code, "decile": area.decile, "uk_decile": area.uk_decile}
            new.append({**row, "created_at": clock.now()})
        elif known[area.code][1:] != (area.decile, area.uk_decile):
            row = {"id": known[area.code][0], "decile": area.decile, "uk_decile": area.uk_decile}
            changed.append(row)
    tell(f"{len(areas):,} small areas read")
    if new:
        db.session.execute(insert(SmallArea), new)
    if changed:
        db.session.execute(update(SmallArea), changed)
    db.session.expire_all()
    same = len({each.code for each in areas}) - len(new) - len(changed)
    summary = Summary(created=len(new), changed=len(changed), unchanged=same)
    if new or changed:
        _record_everywhere("import-deprivation", "New deprivation figures came in", summary, by)
    return summary


def import_neighbourhoods(
    parts: list[Part], faults: list[Fault], council: Council, *, by: Any, partial: bool = False
) -> Summary:
    """Make neighbourhoods of small areas. A file with faults changes nothing, unless `partial`.

    A small area that leaves the file stays where it is and is flagged.
    """
    areas = _areas_of({part.code for part in parts})
    names = neighbourhoods_by_name(council)
    ours = {each.id for each in names.values()}
    faults = [*faults, *_taken_elsewhere(parts, areas, ours)]
    summary = Summary(faults=faults)
    if faults and not partial:
        return summary
    wrong = {fault.line for fault in faults}
    for part in (each for each in parts if each.line not in wrong):
        home = names.get(part.neighbourhood.casefold())
        if home is None:
            home = add_neighbourhood(council, part.neighbourhood, by=by)
            names[part.neighbourhood.casefold()] = home
        _place_area(part, areas, home, summary)
    summary.flagged = _left_behind(ours, {part.code for part in parts})
    if summary.created or summary.changed:
        says = "The small areas of the neighbourhoods changed"
        _record(council, "import-neighbourhoods", says, summary, by)
    return summary


def _taken_elsewhere(
    parts: list[Part], areas: dict[str, SmallArea], ours: set[int]
) -> Iterator[Fault]:
    for part in parts:
        area = areas.get(part.code)
        if area and area.neighbourhood_id is not None and area.neighbourhood_id not in ours:
            sentence = f"{part.code} belongs to a neighbourhood of another council. Check the code"
            yield Fault(part.line, "small area", sentence)


def _place_area(
    part: Part, areas: dict[str, SmallArea], home: Neighbourhood, summary: Summary
) -> None:
    area = areas.get(part.code)
    if area is None:
        area = areas[part.code] = SmallArea(code=part.code)
        db.session.add(area)
        changes(area, {"neighbourhood_id": home.id, "adults": part.adults})
        summary.created += 1
        return
    facts: dict[str, Any] = {"neighbourhood_id": home.id}
    if part.adults is not None:
        facts["adults"] = part.adults
    changed = changes(area, facts)
    summary.changed += bool(changed)
    summary.unchanged += not changed


def _areas_of(codes: Iterable[str]) -> dict[str, SmallArea]:
    found: dict[str, SmallArea] = {}
    for few in _by(FEW, sorted(codes)):
        query = select(SmallArea).where(SmallArea.code.in_(few)).order_by(SmallArea.id)
        found.update({area.code: area for area in db.session.scalars(query)})
    return found


def _left_behind(neighbourhoods: set[int], named: set[str]) -> int:
    query = select(SmallArea.code).where(SmallArea.neighbourhood_id.in_(neighbourhoods))
    return len(set(db.session.scalars(query)) - named)


def import_boundaries(boundaries: list[Boundary], council: Council, *, by: Any) -> Summary:
    """Give neighbourhoods their outlines, found by name or official code."""
    summary = Summary()
    names = neighbourhoods_by_name(council)
    known = {**{each.code.casefold(): each for each in names.values() if each.code}, **names}
    for shape in boundaries:
        home = next((known[n.casefold()] for n in shape.names if n.casefold() in known), None)
        if home is None:
            what = ", ".join(shape.names[:3]) or "without a name"
            reason = "no neighbourhood has this name or code"
            summary.skipped.append(Skipped(shape.number, f"shape {what}", reason))
            continue
        had_one = home.boundary is not None
        if not changes(home, {"boundary": shape.geometry}):
            summary.unchanged += 1
            continue
        summary.changed += had_one
        summary.created += not had_one
        history.record(home, "draw", by=by, says=f"{home.name} got its boundary")
    return summary


def import_postcodes(chunks: Iterable[list[Located]], *, by: Any, tell: Tell = silent) -> Summary:
    """Keep which small area each postcode lies in, and find places by their postcode.

    `chunks` are read as they come, so that a directory of millions needs little memory.
    """
    summary = Summary()
    for chunk in chunks:
        areas = _numbers_of({each.small_area for each in chunk})
        for few in _by(FEW, list({each.code: each for each in chunk}.values())):
            _keep(few, areas, summary)
        tell(f"{summary.created + summary.changed + summary.unchanged:,} postcodes")
    db.session.expire_all()
    if summary.created or summary.changed:
        _record_everywhere("import-postcodes", "Postcodes came in", summary, by)
    found = locate_places(by=by)
    if found:
        summary.notes.append(f"{found:,} places were found on the map by their postcode")
    return summary


def _numbers_of(codes: set[str]) -> dict[str, int]:
    """The numbers of small areas; those not known yet are made."""
    known = _ask_numbers(codes)
    new = sorted(codes - known.keys())
    if new:
        rows = [{"code": code, "created_at": clock.now()} for code in new]
        db.session.execute(insert(SmallArea), rows)
        known |= _ask_numbers(set(new))
    return known


def _ask_numbers(codes: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for few in _by(FEW, sorted(codes)):
        query = select(SmallArea.code, SmallArea.id).where(SmallArea.code.in_(few))
        found |= {row.code: row.id for row in db.session.execute(query)}
    return found


def _keep(few: list[Located], areas: dict[str, int], summary: Summary) -> None:
    query = select(Postcode.code, Postcode.id, *WHERE)
    query = query.where(Postcode.code.in_([each.code for each in few]))
    known = {code: (number, rest) for code, number, *rest in db.session.execute(query)}
    new, changed = [], []
    for each in few:
        values = [areas[each.small_area], each.latitude, each.longitude]
        row = dict(zip(("small_area_id", "latitude", "longitude"), values, strict=True))
        if each.code not in known:
            new.append({"code": each.code, "created_at": clock.now(), **row})
        elif known[each.code][1] != values:
            changed.append({"id": known[each.code][0], **row})
    if new:
        db.session.execute(insert(Postcode), new)
    if changed:
        db.session.execute(update(Postcode), changed)
    summary.created += len(new)
    summary.changed += len(changed)
    summary.unchanged += len(few) - len(new) - len(changed)


def locate_places(*, by: Any) -> int:
    """Give places that lack them a position, and the neighbourhood their postcode lies in.

    Returns how many places changed. Only neighbourhoods of the place's own council count.
    """
    homeless = Place.neighbourhood_id.is_(None) | Place.latitude.is_(None)
    query = (
        select(Place, Postcode, Neighbourhood)
        .join(Postcode, Postcode.code == db.func.replace(Place.postcode, " ", ""))
        .join(SmallArea, SmallArea.id == Postcode.small_area_id)
        .outerjoin(
            Neighbourhood,
            (Neighbourhood.id == SmallArea.neighbourhood_id)
            & (Neighbourhood.council_id == Place.council_id),
        )
        .where(Place.postcode != "", homeless)
        .order_by(Place.id)
    )
    located = 0
    for place, postcode, home in db.session.execute(query).all():
        facts: dict[str, Any] = {}
        if place.latitude is None and postcode.latitude is not None:
            facts = {"latitude": postcode.latitude, "longitude": postcode.longitude}
        if place.neighbourhood_id is None and home is not None:
            facts["neighbourhood_id"] = home.id
        if changes(place, facts):
            located += 1
            says = f"{place.name} was found on the map by its postcode"
            history.record(place, "locate", by=by, says=says)
    return located


def _record_everywhere(name: str, says: str, summary: Summary, by: Any) -> None:
    for council in db.session.scalars(select(Council).order_by(Council.id)):
        _record(council, name, says, summary, by)


def _record(council: Council, name: str, says: str, summary: Summary, by: Any) -> None:
    history.record(
        council, name, by=by, says=says, created=summary.created, changed=summary.changed
    )


def _by(size: int, things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
