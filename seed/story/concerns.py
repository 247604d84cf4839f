"""Residents raise concerns about the mutuals; three wait for an answer."""

from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select

from commissioning.concerns import operations
from commissioning.concerns.models import Concern
from commissioning.concerns.operations import Written
from commissioning.core import calendar, clock
from commissioning.core.database import db
from seed.story.acts import Act, act
from seed.story.mutuals import BATHS, SOCIETIES, Society, board_of, society_of
from seed.story.proposals import working_day

PARK, LIBRARY = SOCIETIES[0], SOCIETIES[1]
ASKED = "Is the rail repaired on the ladder at the deep end as well?"
TOLD = "Both were done on the same day. The photograph is in the book at the desk."


class Told(NamedTuple):
    """Who raised what about whom, how many working days ago, and the answer after how many."""

    about: Society
    by: str
    ago: int
    what: str
    happened: str
    answer: str = ""
    after: int = 0


TOLD_OF = (
    Told(BATHS, "demo.resident", 190, "The water in the small pool is too cold for babies.",
         "Every Saturday in the winter", "We heat it to 31 degrees now, on Saturdays too.", 8),
    Told(BATHS, "demo.newresident", 142, "The changing rooms were not clean.",
         "Last Sunday afternoon", "We clean them once more on Sundays.", 5),
    Told(PARK, "demo.resident", 120, "The gate was locked at 6pm while I was inside.",
         "A Friday in June", "We are sorry. The sign says 9pm again, and so does the rota.", 13),
    Told(BATHS, "demo.resident", 97, "The rail at the shallow end is loose.",
         "For about two weeks", "It is repaired. Thank you for telling us.", 2),
    Told(BATHS, "demo.newresident", 61, "There was only one lifeguard for both pools.",
         "A Tuesday evening", "One was ill. We close the small pool when that happens.", 6),
    Told(BATHS, "demo.resident", 30, "The lift did not work for a week.",
         "The first week of last month", "A part was on order. It works again.", 10),
    Told(LIBRARY, "demo.resident", 5, "A shelf in the children’s corner wobbles.",
         "On Saturday"),
    Told(LIBRARY, "demo.newresident", 6, "The side door is hard to open from a wheelchair.",
         "Each time I come"),
    Told(BATHS, "demo.newresident", 3, "Lessons for adults were cancelled without notice.",
         "Last Thursday"),
)  # fmt: skip
COUNCIL_ASKED_ABOUT = TOLD_OF[3]
# What the council asks about the three that are open: how many working days ago, what, and what the
# board wrote back a day later.
ASKED_NOW = (
    (TOLD_OF[-3], 3, "When was the shelf last checked?",
     "In spring. We check all of them each month from now on."),
    (TOLD_OF[-2], 4, "When was the door last looked at?", ""),
    (TOLD_OF[-1], 2, "How do you tell people that a lesson is off?",
     "By text, the evening before. Eleven people had given us no number."),
)  # fmt: skip


def acts(world: Any) -> list[Act]:
    """What was raised and answered; about one the council asked the board."""
    found = []
    for each in TOLD_OF:
        day = working_day(clock.today(), each.ago)
        found.append(act(day, 19, partial(_raise, world, each)))
        if each.answer:
            answered = calendar.nth_working_day_after(day, each.after)
            found.append(act(answered, 18, partial(_answer, world, each)))
        if each is COUNCIL_ASKED_ABOUT:
            next_day = calendar.nth_working_day_after(day, 1)
            found.append(act(next_day, 10, partial(_ask, world, each)))
            found.append(act(next_day, 17, partial(_write_back, world, each)))
            read_on = calendar.nth_working_day_after(next_day, 1)
            found.append(act(read_on, 9, partial(_settle, world, each)))
    for told, ago, words, answer in ASKED_NOW:
        day = working_day(clock.today(), ago)
        found.append(act(day, 11, partial(_ask, world, told, words)))
        if answer:
            next_day = calendar.nth_working_day_after(day, 1)
            found.append(act(next_day, 16, partial(_write_back, world, told, answer)))
    return found


def _concern(told: Told) -> Concern:
    return db.session.scalars(select(Concern).where(Concern.what == told.what)).one()


def _raise(world: Any, told: Told) -> None:
    written = Written(told.what, told.happened, wants_reply=True)
    mutual = society_of(world, told.about)
    operations.raise_concern(mutual, written, by=world.people[told.by])


def _answer(world: Any, told: Told) -> None:
    operations.answer(_concern(told), told.answer, by=board_of(world, told.about)[1])


def _ask(world: Any, told: Told, words: str = ASKED) -> None:
    operations.ask(_concern(told), words, by=world.people["demo.officer"])


def _write_back(world: Any, told: Told, words: str = TOLD) -> None:
    operations.write_to_council(_concern(told), words, by=board_of(world, told.about)[1])


def _settle(world: Any, told: Told) -> None:
    operations.settle(_concern(told), by=world.people["demo.officer"])
