"""Places come into the register one by one or from a file, are corrected, and are never lost."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from commissioning.core import history
from commissioning.core.addresses import slug
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.core.tables import Table
from commissioning.places.imports import register
from commissioning.places.imports.found import Entry
from commissioning.places.models import Council, Operator, Place, PlaceCost
from commissioning.places.operations.councils import changes, neighbourhoods_by_name
from commissioning.places.operations.summary import Summary

# What a mutual took over is not given back by a list that is a year old.
KEPT_FOR_A_MUTUAL = {"operator", "run_by", "source_operator"}


def add_place(council: Council, facts: dict[str, Any], *, by: Any) -> Place:
    """Add one place. Raises Refused when its key is in this council's register already."""
    place = Place(council_id=council.id, **facts)
    with unique(
        "uq_place_council_id_register_key",
        says="This place is in the register already.",
        field="register_key",
    ):
        db.session.add(place)
    _record_added(place, by)
    return place


def correct_place(place: Place, facts: dict[str, Any], *, by: Any, reason: str = "") -> list[str]:
    """Change columns of a place. Returns the names of those that were different."""
    changed = changes(place, facts)
    if changed:
        _record_changed(place, changed, by, reason)
    return changed


def correct_fact(place: Place, name: str, written: str, *, by: Any, reason: str) -> None:
    """Change one column of a place to what was written, read as a cell of the register is.

    Raises Refused, with the field "written", when it cannot be read or is what we say already.
    """
    try:
        value = register.column(name).read(written)
    except ValueError as error:
        raise Refused(str(error), "written") from error
    if not correct_place(place, {name: value}, by=by, reason=reason):
        raise Refused("The register says this already", "written")


def set_costs(place: Place, costs: Iterable[PlaceCost], *, by: Any) -> None:
    """Publish what a place cost in some years, in place of what was said of those years before."""
    query = select(PlaceCost).where(PlaceCost.place_id == place.id)
    known = {each.year: each for each in db.session.scalars(query)}
    years = []
    for cost in costs:
        if cost.year in known:
            db.session.delete(known[cost.year])
            db.session.flush()  # the year must be free before it is taken again
        cost.place_id = place.id
        db.session.add(cost)
        years.append(f"{cost.year}")
    history.record(
        place,
        "publish-costs",
        by=by,
        says=f"The council published what {place.name} costs to run",
        years=years,
    )


def import_places(table: Table, council: Council, *, by: Any, partial: bool = False) -> Summary:
    """Bring in a council's own register of places.

    A file with faults changes nothing, unless `partial`: then its good rows come in. Raises Refused
    when the file has not the columns of a register.
    """
    areas = neighbourhoods_by_name(council)
    found = register.read(table, {name: each.id for name, each in areas.items()})
    summary = Summary(faults=found.faults, skipped=found.skipped, notes=found.notes)
    if found.faults and not partial:
        return summary
    wrong = {fault.line for fault in found.faults}
    entries = [each for each in found.entries.get("", []) if each.line not in wrong]
    bring_in(council, entries, register.SOURCE, summary, by=by, is_whole=not wrong)
    return summary


def bring_in(
    council: Council,
    entries: list[Entry],
    source: str,
    summary: Summary,
    *,
    by: Any,
    is_whole: bool = True,
) -> None:
    """Add what is new, change what is different, and flag what vanished from this source.

    `is_whole`: the entries are all there are, so what is missing has vanished.
    """
    query = select(Place).where(Place.council_id == council.id).order_by(Place.id)
    known = Known(list(db.session.scalars(query)))
    new = []
    for entry in entries:
        place = known.take(entry, source)
        if place is None:
            new.append(Place(council_id=council.id, source=source))
            _apply(new[-1], entry)
        elif changed := _apply(place, entry):
            _record_changed(place, changed, by)
            summary.changed += 1
        else:
            summary.unchanged += 1
    db.session.add_all(new)
    db.session.flush()  # the history needs their numbers
    for place in new:
        _record_added(place, by)
    summary.created += len(new)
    if is_whole:
        summary.flagged += _flag([each for each in known.left if each.source == source], by)


class Known:
    """The places a council has; each can be found once by an import."""

    def __init__(self, places: list[Place]) -> None:
        self.by_key = {each.register_key: each for each in places}
        self.by_name: dict[tuple[str, str], list[Place]] = {}
        for each in places:
            self.by_name.setdefault(self._name(each.name, each.postcode), []).append(each)
        self.taken: set[int] = set()

    @staticmethod
    def _name(name: str, postcode: str) -> tuple[str, str]:
        """Bretton and Bretton Library at one postcode are the same place."""
        words = [word for word in slug(name, 20).split("-") if word not in {"library", "the"}]
        return " ".join(words), postcode

    def take(self, entry: Entry, source: str) -> Place | None:
        """The place of this key; else one of the same source, name and postcode, whose key changed.

        A library gets a UPRN, or another list names it: it stays the same library.
        """
        found = self.by_key.get(entry.key)
        if found is None and entry.facts.get("postcode"):
            name = self._name(entry.name, entry.facts["postcode"])
            alike = [each for each in self.by_name.get(name, []) if each.source == source]
            found = next((each for each in alike if each.id not in self.taken), None)
        if found is None or found.id in self.taken:
            return None
        self.taken.add(found.id)
        return found

    @property
    def left(self) -> list[Place]:
        """The places that the import did not name."""
        return [each for each in self.by_key.values() if each.id not in self.taken]


def _apply(place: Place, entry: Entry) -> list[str]:
    facts = {**entry.facts, "register_key": entry.key, "is_missing": False}
    if place.operator == Operator.MUTUAL:
        facts = {name: value for name, value in facts.items() if name not in KEPT_FOR_A_MUTUAL}
    return changes(place, facts)


def _flag(places: list[Place], by: Any) -> int:
    gone = [each for each in places if not each.is_missing]
    for place in gone:
        place.is_missing = True
        history.record(
            place,
            "flag-missing",
            by=by,
            says=f"{place.name} is no longer in the list it came from",
            visibility=Visibility.INTERNAL,
        )
    return len(gone)


def _record_added(place: Place, by: Any) -> None:
    history.record(place, "add", by=by, says=f"{place.name} was added to the register")


def _record_changed(place: Place, changed: list[str], by: Any, reason: str = "") -> None:
    history.record(
        place,
        "correct",
        by=by,
        says=f"The register’s facts about {place.name} changed",
        reason=reason,
        changed=changed,
    )
