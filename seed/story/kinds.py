"""The council said that it will close the pavilion; no group has asked for it yet."""

from datetime import timedelta
from typing import Any

from commissioning.core import clock
from commissioning.kinds import operations
from commissioning.kinds.operations import Announced
from seed.story.acts import Act, act
from seed.story.proposals import working_day

PLACE = "PL12"
SAID_DAYS_AGO = 12
CLOSES_IN = timedelta(weeks=26)
REASON = "The roof leaks, and there is no money for a new one."


def acts(world: Any) -> list[Act]:
    """One announcement, two weeks or so ago."""
    today = clock.today()
    day = working_day(today - timedelta(days=SAID_DAYS_AGO))

    def announce() -> None:
        said = Announced(day, today + CLOSES_IN, REASON, f"Cabinet papers of {day.year}, item 7")
        by = world.people["demo.officer"]
        operations.announce(world.places[PLACE], said, by=by)

    return [act(day, 15, announce)]
