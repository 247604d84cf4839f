"""How the installation is, the people and mails of a demo, and everything that can be found."""

from commissioning.home.queries.installation import (
    DemoPerson,
    adults_by_neighbourhood,
    demo_mails,
    demo_people,
    get_demo_mail,
    get_demo_person,
    health,
    place_counts,
    set_up_tasks,
    still_to_do,
)
from commissioning.home.queries.promises import promises
from commissioning.home.queries.search import everything_public, find, named, words_in

__all__ = [
    "DemoPerson",
    "adults_by_neighbourhood",
    "demo_mails",
    "demo_people",
    "everything_public",
    "find",
    "get_demo_mail",
    "get_demo_person",
    "health",
    "named",
    "place_counts",
    "promises",
    "set_up_tasks",
    "still_to_do",
    "words_in",
]
