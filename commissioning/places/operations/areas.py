"""Neighbourhoods are made of small areas, have a boundary, and are found by postcode."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import insert, select, update

from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.pages import plural
from commissioning.core.refusals import Refused
from commissioning.places.imports.areas import Boundary, Deprivation, Located, Part
from commissioning.places.imports.found import Fault, Skipped
from commissioning.places.models import Council, Neighbourhood, Place, Postcode, SmallArea
from commissioning.places.operations.adults import WHOLE, forget_whole
from commissioning.places.operations.councils import (
    add_neighbourhood,
    changes,
    neighbourhoods_by_name,
)
from commissioning.places.operations.summary import Summary, Tell, silent

WHERE = (Postcode.small_area_id, Postcode.latitude, Postcode.longitude)
NONE_OF_OURS = (
    "None of the small areas in this file is in your neighbourhoods. "
    "Bring in the small areas of your neighbourhoods first"
)
FEW = 500  # how many values one question to the database names


def import_deprivation(
    areas: list[Deprivation], *, by: Any, only: Council | None = None, tell: Tell = silent
) -> Summary:
    """Keep the deciles of small areas, also of those that no neighbourhood has yet.

    `only`: no others than those of this council. Raises Refused when the file has none of them.
    """
    summary = Summary()
    if only is not None:
        codes = _codes_of(only)
        ours = [each for each in areas if each.code in codes]
        areas = _only(ours, len(areas), "small area", summary)
    new, changed = _deciles(areas)
    tell(f"{plural(len(areas), 'small area')} read")
    if new:
        db.session.execute(insert(SmallArea), new)
    if changed:
        db.session.execute(update(SmallArea), changed)
    db.session.expire_all()
    summary.created, summary.changed = len(new), len(changed)
    summary.unchanged = len({each.code for each in areas}) - len(new) - len(changed)
    if new or changed:
        says = "New deprivation figures came in"
        _record_everywhere("import-deprivation", says, summary, by, only)
    return summary


def _deciles(areas: list[Deprivation]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of small areas that are new, and of those that changed."""
    query = select(SmallArea.code, SmallArea.id, SmallArea.decile, SmallArea.uk_decile)
    known = {code: (number, had, uk) for code, number, had, uk in db.session.execute(query)}
    new, changed = [], []
    for area in {each.code: each for each in areas}.values():
        row = {"decile": area.decile, "uk_decile": area.uk_decile}
        if area.code not in known:
            new.append({"code": area.code, **row, "created_at": clock.now()})
        elif known[area.code][1:] != (area.decile, area.uk_decile):
            changed.append({"id": known[area.code][0], **row})
    return new, changed


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
    good = [each for each in parts if each.line not in wrong]
    for part in good:
        home = names.get(part.neighbourhood.casefold())
        if home is None:
            home = add_neighbourhood(council, part.neighbourhood, by=by)
            names[part.neighbourhood.casefold()] = home
        _place_area(part, areas, home, summary)
    forget_whole({names[p.neighbourhood.casefold()].id for p in good if p.adults is not None})
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
    query = select(SmallArea.code).where(
        SmallArea.neighbourhood_id.in_(neighbourhoods), SmallArea.code.not_like(f"{WHOLE}%")
    )
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


def import_postcodes(
    chunks: Iterable[list[Located]], *, by: Any, only: Council | None = None, tell: Tell = silent
) -> Summary:
    """Keep which small area each postcode lies in, and find places by their postcode.

    `chunks` are read as they come, so that a directory of millions needs little memory. `only`: no
    others than those of this council. Raises Refused when the file has none of them.
    """
    summary = Summary()
    for chunk in chunks if only is None else [_postcodes_of(only, chunks, summary)]:
        areas = _numbers_of({each.small_area for each in chunk})
        for few in _by(FEW, list({each.code: each for each in chunk}.values())):
            _keep(few, areas, summary)
        tell(plural(summary.created + summary.changed + summary.unchanged, "postcode"))
    db.session.expire_all()
    if summary.created or summary.changed:
        _record_everywhere("import-postcodes", "Postcodes came in", summary, by, only)
    found = locate_places(by=by, only=only)
    if found:
        summary.notes.append(
            f"{plural(found, 'place was', 'places were')} found on the map by their postcode"
        )
    return summary


def _codes_of(council: Council) -> set[str]:
    """The small areas of a council's neighbourhoods."""
    query = select(SmallArea.code).join(Neighbourhood).where(Neighbourhood.council_id == council.id)
    return set(db.session.scalars(query))


def _only(ours: list[Any], found: int, one: str, summary: Summary) -> list[Any]:
    """Those of a council, which changes nothing of another's; and a note of the rest."""
    if not ours:
        raise Refused(NONE_OF_OURS, "file")
    if len(ours) < found:
        summary.notes.append(
            f"Left out, because they are of other areas: {plural(found - len(ours), one)}"
        )
    return ours


def _postcodes_of(
    council: Council, chunks: Iterable[list[Located]], summary: Summary
) -> list[Located]:
    found = [each for chunk in chunks for each in chunk]
    codes = _codes_of(council)
    ours = [each for each in found if each.small_area in codes]
    taken = _taken_postcodes(council, [each.code for each in ours])
    ours = [each for each in ours if each.code not in taken]
    return _only(ours, len(found), "postcode", summary)


def _taken_postcodes(council: Council, codes: list[str]) -> set[str]:
    """Those that lie in a neighbourhood of another council."""
    elsewhere = (
        select(Postcode.code).join(SmallArea).join(Neighbourhood)
        .where(Neighbourhood.council_id != council.id)
    )  # fmt: skip
    taken: set[str] = set()
    for few in _by(FEW, codes):
        taken |= set(db.session.scalars(elsewhere.where(Postcode.code.in_(few))))
    return taken


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


def locate_places(*, by: Any, only: Council | None = None) -> int:
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
    if only is not None:
        query = query.where(Place.council_id == only.id)
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


def _record_everywhere(
    name: str, says: str, summary: Summary, by: Any, only: Council | None
) -> None:
    councils = [only] if only else db.session.scalars(select(Council).order_by(Council.id))
    for council in councils:
        _record(council, name, says, summary, by)


def _record(council: Council, name: str, says: str, summary: Summary, by: Any) -> None:
    history.record(
        council, name, by=by, says=says, created=summary.created, changed=summary.changed
    )


def _by(size: int, things: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]
