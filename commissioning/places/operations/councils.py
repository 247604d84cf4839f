"""Making a council, changing its numbers, and its neighbourhoods."""

from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from commissioning.core import addresses, clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.pages import in_words
from commissioning.core.refusals import Refused
from commissioning.places.models import Council, Neighbourhood
from commissioning.places.settings import (
    WORDS,
    CouncilSettings,
    why_not_together,
    why_not_whole,
    why_unlawful,
)


def create_council(name: str, *, by: Any, **facts: Any) -> Council:
    """Make a council. `facts` are its other columns; `short_name` is made from the name.

    Raises Refused when the name or the short name is taken.
    """
    short_name = facts.pop("short_name", "") or addresses.slug(name.removesuffix(" Council"))[:60]
    council = Council(name=name, short_name=short_name, **facts)
    says = "There is a council of this name already."
    with unique("uq_council_name", says, "name"), unique("uq_council_short_name", says, "name"):
        db.session.add(council)
    history.record(council, "create", by=by, says=f"{name} was set up")
    return council


def change_council(council: Council, facts: dict[str, Any], *, by: Any) -> list[str]:
    """Change columns of a council. Returns the names of those that were different."""
    changed = changes(council, facts)
    if changed:
        history.record(
            council, "change", by=by, says="The council changed its entry", changed=changed
        )
    return changed


def change_settings(
    council: Council, numbers: dict[str, Any], *, by: Any, reason: str = "", follow: bool = False
) -> None:
    """Change some of a council's numbers; the others stay. Each change is a version of its own.

    Numbers that stand already change nothing. `follow`: clocks that run already follow them.

    Raises Refused for a number that does not exist, is below zero or against the law, and for
    numbers that do not fit each other.
    """
    known = {field.name for field in fields(CouncilSettings)}
    for name, value in numbers.items():
        if name not in known or (isinstance(value, int) and value < 0):
            raise Refused("Use a whole number of 0 or more", name)
        unlawful = why_unlawful(name, value)
        if unlawful:
            raise Refused(unlawful, name)
    _hold(council)
    after = replace(council.settings, **numbers)
    if clash := why_not_together(after) or why_not_whole(after):
        raise Refused(*clash)
    if all(getattr(council.settings, name) == value for name, value in numbers.items()):
        return
    different = [name for name in numbers if getattr(council.settings, name) != numbers[name]]
    council.changed_settings = {**council.changed_settings, **numbers}
    # Whose bank holidays count is a part of every clock.
    clocks = None if "nation" in different else different
    moved = _next_version(council, clocks if follow else [])
    history.record(
        council,
        "change-settings",
        by=by,
        says="The council changed its stages and times",
        reason=reason,
        version=council.settings_version,
        numbers=[f"{name} {value}" for name, value in sorted(numbers.items())],
        moved=moved,
    )


def close_on(council: Council, day: date, why: str, *, by: Any, follow: bool = False) -> None:
    """Say that the council is closed on a day, so that it does not count.

    `follow`: clocks that run already leave it out too. Raises Refused for a day that has passed,
    or that does not count already.
    """
    _hold(council)
    if day < clock.today():
        raise Refused("Enter today or a day to come: days that have passed were counted", "day")
    known = council.settings.working_days.why_not(day)
    if known:
        raise Refused(f"This day does not count already: {known}", "day")
    council.closed_days = {**council.closed_days, day.isoformat(): why}
    _record_day(council, "close-on", f"The council is closed on {in_words(day)}", why, by, follow)


def count_again(council: Council, day: date, *, by: Any, follow: bool = False) -> None:
    """Say that a closed day is a working day after all. Raises Refused when it is none of them."""
    _hold(council)
    if day.isoformat() not in council.closed_days or day < clock.today():
        raise Refused("The council is not closed on this day, or it has passed")
    left = {each: why for each, why in council.closed_days.items() if each != day.isoformat()}
    council.closed_days = left
    _record_day(council, "count-again", f"The council is open on {in_words(day)}", "", by, follow)


def _hold(council: Council) -> None:
    """Two administrators at once change it one after the other: no setting of either is lost."""
    db.session.flush()
    db.session.refresh(council, with_for_update=True)


def _record_day(council: Council, name: str, says: str, why: str, by: Any, follow: bool) -> None:
    moved = _next_version(council, None if follow else [])
    version = council.settings_version
    history.record(council, name, by=by, says=says, reason=why, version=version, moved=moved)


def _next_version(council: Council, follow: Collection[str] | None) -> list[str]:
    """One more version; open clocks with these numbers follow (None: all). Says which moved."""
    council.settings_version += 1
    settings = council.settings
    timed = [name for name in WORDS if name.endswith(("_days", "_weeks"))]
    names = [name for name in timed if follow is None or name in follow]
    return turns.recount(council.id, {name: settings.promise(name) for name in names})


def open_council(council: Council, *, by: Any) -> None:
    """Open a council's site to the public. Raises Refused when it is open."""
    if council.is_open:
        raise Refused(f"{council.name} is open to the public already")
    council.is_open = True
    history.record(council, "open", by=by, says=f"{council.name} opened its site to the public")


def add_neighbourhood(council: Council, name: str, *, by: Any, **facts: Any) -> Neighbourhood:
    """Add a neighbourhood. Raises Refused when the council has one of this name."""
    made = Neighbourhood(council_id=council.id, name=name, **facts)
    with unique(
        "uq_neighbourhood_council_id_name",
        says=f"There is a neighbourhood called {name} already.",
        field="name",
    ):
        db.session.add(made)
    history.record(made, "add", by=by, says=f"{name} was added")
    return made


def change_neighbourhood(home: Neighbourhood, facts: dict[str, Any], *, by: Any) -> list[str]:
    """Change columns of a neighbourhood. Returns the names of those that were different."""
    changed = changes(home, facts)
    if changed:
        says = f"The facts about {home.name} changed"
        history.record(home, "change", by=by, says=says, changed=changed)
    return changed


def neighbourhoods_by_name(council: Council) -> dict[str, Neighbourhood]:
    """A council's neighbourhoods by their names in small letters."""
    query = select(Neighbourhood).where(Neighbourhood.council_id == council.id)
    found = db.session.scalars(query.order_by(Neighbourhood.id))
    return {each.name.casefold(): each for each in found}


def changes(row: Any, facts: dict[str, Any]) -> list[str]:
    """Put these values into a row. Returns the names of the columns that were different."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    return changed
