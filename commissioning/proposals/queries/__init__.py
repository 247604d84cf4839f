"""Which proposals, and how many."""

from commissioning.proposals.queries.closing import closure_of
from commissioning.proposals.queries.competing import (
    can_compete,
    groups_that_want,
    open_competition,
)
from commissioning.proposals.queries.drafts import (
    get_version,
    others_writing,
    section_of,
    versions,
)
from commissioning.proposals.queries.lists import (
    PAGE,
    Listed,
    due_plans,
    live_on,
    of_group,
    of_place,
    places_to_propose,
    proposals,
)
from commissioning.proposals.queries.one import get_proposal

__all__ = [
    "PAGE",
    "Listed",
    "can_compete",
    "closure_of",
    "due_plans",
    "get_proposal",
    "get_version",
    "groups_that_want",
    "live_on",
    "of_group",
    "of_place",
    "open_competition",
    "others_writing",
    "places_to_propose",
    "proposals",
    "section_of",
    "versions",
]
