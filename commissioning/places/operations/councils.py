"""Making a council, changing its numbers, and its neighbourhoods."""

from dataclasses import fields
from typing import Any

from sqlalchemy import select

from commissioning.core import addresses, history
from commissioning.core.database import db, unique
from commissioning.core.refusals import Refused
from commissioning.places.models import Council, Neighbourhood
from commissioning.places.settings import CouncilSettings, why_not_whole, why_unlawful


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
    council: Council, numbers: dict[str, Any], *, by: Any, reason: str = ""
) -> None:
    """Change some of a council's numbers; the others stay. Each change is a version of its own.

    Numbers that stand already change nothing.

    Raises Refused for a number that does not exist, is below zero or against the law.
    """
    known = {field.name for field in fields(CouncilSettings)}
    for name, value in numbers.items():
        if name not in known or (isinstance(value, int) and value < 0):
            raise Refused("Use a whole number of 0 or more", name)
        unlawful = why_unlawful(name, value)
        if unlawful:
            raise Refused(unlawful, name)
    if all(getattr(council.settings, name) == value for name, value in numbers.items()):
        return
    problem = why_not_whole(CouncilSettings.of({**council.changed_settings, **numbers}))
    if problem is not None:
        raise Refused(*problem)
    council.changed_settings = {**council.changed_settings, **numbers}
    council.settings_version += 1
    history.record(
        council,
        "change-settings",
        by=by,
        says="The council changed its stages and times",
        reason=reason,
        version=council.settings_version,
        numbers=[f"{name} {value}" for name, value in sorted(numbers.items())],
    )


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
