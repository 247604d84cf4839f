"""What the parts of the demo's story know in common, and when things happen in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from commissioning.core import calendar, clock
from commissioning.groups.models import Group
from commissioning.people.models import Person
from commissioning.places.models import Council, Neighbourhood, Place
from commissioning.proposals.models import Proposal

DATA = Path(__file__).parent / "data" / "aldermere.json"
SET_UP_DAYS_AGO = 1600  # before the first group was started
OFFICE_OPENS = 10


@dataclass
class World:
    """The council and, by the keys of the story (PL1, G3, P12, demo.officer), what is in it."""

    council: Council = field(init=False)
    neighbourhoods: dict[str, Neighbourhood] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    votes: dict[str, Any] = field(default_factory=dict)
    commissions: dict[str, Any] = field(default_factory=dict)
    mutuals: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def data(self) -> dict[str, Any]:
        """The council's figures."""
        return dict(json.loads(DATA.read_text(encoding="utf-8")))

    @cached_property
    def beginning(self) -> date:
        """The working day on which the council set the site up."""
        day = clock.today() - timedelta(days=SET_UP_DAYS_AGO)
        return calendar.nth_working_day_beginning_with(day, 1)


def split(total: int, weights: Sequence[float]) -> list[int]:
    """A whole number in parts that follow the weights and add up (largest remainders)."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(each) for each in exact]
    order = sorted(range(len(parts)), key=lambda n: parts[n] - exact[n])
    for n in order[: total - sum(parts)]:
        parts[n] += 1
    return parts


def last_accounts() -> int:
    """The year in which the last financial year began for which the accounts are out (in July)."""
    today = clock.today()
    return today.year - (1 if today.month >= 7 else 2)
