"""One council brings in the text of a file. Each raises Refused for a file of another kind."""

from typing import Any

from commissioning.core.tables import table_of
from commissioning.places.imports import areas
from commissioning.places.models import Council
from commissioning.places.operations.areas import (
    import_boundaries,
    import_deprivation,
    import_neighbourhoods,
    import_postcodes,
    locate_places,
)
from commissioning.places.operations.libraries import import_libraries_of
from commissioning.places.operations.register import import_places
from commissioning.places.operations.summary import Summary


def register(text: str, council: Council, by: Any) -> Summary:
    """A council's own register of places."""
    summary = import_places(table_of(text), council, by=by)
    locate_places(by=by, only=council)
    return summary


def libraries(text: str, council: Council, by: Any) -> Summary:
    """A list of libraries, of which the council's own come in."""
    summary = import_libraries_of(table_of(text), council, by=by)
    locate_places(by=by, only=council)
    return summary


def small_areas(text: str, council: Council, by: Any) -> Summary:
    """The small areas of its neighbourhoods, and the people in them who may vote."""
    parts, faults = areas.parts(table_of(text))
    return import_neighbourhoods(parts, faults, council, by=by)


def postcodes(text: str, council: Council, by: Any) -> Summary:
    """The postcodes of its small areas."""
    return import_postcodes(areas.postcodes(table_of(text)), by=by, only=council)


def deprivation(text: str, council: Council, by: Any) -> Summary:
    """How deprived its small areas are."""
    return import_deprivation(areas.deprivation(table_of(text)), by=by, only=council)


def boundaries(text: str, council: Council, by: Any) -> Summary:
    """The outlines of its neighbourhoods."""
    return import_boundaries(areas.boundaries(text), council, by=by)
