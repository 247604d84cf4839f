"""What can happen to councils, neighbourhoods and places. `by` None: the command line."""

from commissioning.places.operations.adults import say_adults
from commissioning.places.operations.areas import (
    import_boundaries,
    import_deprivation,
    import_neighbourhoods,
    import_postcodes,
    locate_places,
)
from commissioning.places.operations.councils import (
    add_neighbourhood,
    change_council,
    change_neighbourhood,
    change_settings,
    close_on,
    count_again,
    create_council,
    open_council,
)
from commissioning.places.operations.libraries import import_libraries, import_libraries_of
from commissioning.places.operations.register import (
    add_place,
    correct_fact,
    correct_place,
    import_places,
    set_costs,
)
from commissioning.places.operations.summary import Summary

__all__ = [
    "Summary",
    "add_neighbourhood",
    "add_place",
    "change_council",
    "change_neighbourhood",
    "change_settings",
    "close_on",
    "correct_fact",
    "correct_place",
    "count_again",
    "create_council",
    "import_boundaries",
    "import_deprivation",
    "import_libraries",
    "import_libraries_of",
    "import_neighbourhoods",
    "import_places",
    "import_postcodes",
    "locate_places",
    "open_council",
    "say_adults",
    "set_costs",
]
