"""Residents tell the council of mistakes about places; eight of these are being checked."""

from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select

from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.corrections import operations
from commissioning.corrections.models import Correction, CorrectionStatus, Fact
from commissioning.corrections.operations import Written
from seed.story.acts import Act, act
from seed.story.proposals import working_day


class Told(NamedTuple):
    """Who told what about which place, and how many working days ago.

    `answered_after`: working days, and the answer: where the council has the fact from, or why
    it stays. None: the council is checking it.
    """

    place: str
    by: str
    ago: int
    written: Written
    answered_after: int | None = None
    is_right: bool = True
    answer: str = ""


TOLD = (
    Told("PL2", "demo.resident", 120,
         Written(Fact.SHARED_WITH, "The advice centre", "I go to both of them"),
         6, True, "The library’s manager"),
    Told("PL8", "demo.newresident", 71,
         Written(Fact.OPENING, "Closed at night", "There is a gate"),
         9, False, "The gate is for cars. People can walk in at any time."),
    Told("PL4", "demo.resident", 33,
         Written(Fact.EMAIL, "leisure@aldermere.example", "It is on their poster"),
         12, True, "The centre’s own poster"),
    Told("PL10", "demo.resident", 11,
         Written(Fact.OPENING, "Monday to Saturday, 8am to 10pm", "The sign on the door")),
    Told("PL1", "demo.newresident", 6,
         Written(Fact.SHARED_WITH, "The children’s centre", "I work there")),
    Told("PL13", "demo.resident", 2,
         Written(Fact.WEBSITE, "https://longacre.example", "I have a plot there")),
    Told("PL6", "demo.newresident", 5,
         Written(Fact.OPENING, "Open from dawn to dusk", "The sign by the east gate")),
    Told("PL3", "demo.resident", 4,
         Written(Fact.UNSTAFFED_HOURS, "12", "I use it on Sundays with my card")),
    Told("PL12", "demo.newresident", 3,
         Written(Fact.SHARED_WITH, "The bowls club", "My father plays there")),
    Told("PL5", "demo.resident", 2,
         Written(Fact.EMAIL, "baths@aldermere.example", "They answered me from it")),
    Told("PL14", "demo.newresident", 1,
         Written(Fact.LISTED_GRADE, "II", "The blue plate on the tower says so")),
)  # fmt: skip


def acts(world: Any) -> list[Act]:
    """What was told, and what was answered."""
    found = []
    for each in TOLD:
        day = working_day(clock.today(), each.ago)
        found.append(act(day, 20, partial(_send, world, each)))
        if each.answered_after is not None:
            answered = calendar.nth_working_day_after(day, each.answered_after)
            found.append(act(answered, 11, partial(_answer, world, each)))
    return found


def _send(world: Any, told: Told) -> None:
    operations.send(world.places[told.place], told.written, by=world.people[told.by])


def _answer(world: Any, told: Told) -> None:
    place, by = world.places[told.place], world.people["demo.officer"]
    query = select(Correction).where(
        Correction.place_id == place.id, Correction.status == CorrectionStatus.CHECKING
    )
    correction = db.session.scalars(query).one()
    if told.is_right:
        operations.accept(correction, told.written.right, told.answer, by=by)
    else:
        operations.decline(correction, told.answer, by=by)
