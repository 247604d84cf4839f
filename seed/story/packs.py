"""Groups ask for the information pack as they write their full plans; one waits for it now."""

from datetime import date
from functools import partial
from typing import Any

from commissioning.core import calendar
from commissioning.packs import operations
from commissioning.packs.models import Item, ItemState
from commissioning.packs.operations import Answer
from commissioning.packs.queries import pack_of
from seed.story.acts import Act, act
from seed.story.groups import three_of
from seed.story.plans import PROPOSALS, Proposed
from seed.story.proposals import days_of

# How many working days after it was asked for the council sent it. P9's group is still waiting.
SENT_AFTER = {"P1": 16, "P2": 19, "P3": 23, "P4": 18, "P5": 20, "P6": 14, "P7": 17, "P8": 19,
              "P9": None, "P11": 26}  # fmt: skip
GIVEN = {
    Item.TITLE_PLAN: "The council owns the land. Nobody else has rights over it.",
    Item.RUNNING_COSTS: "The last three years are on the page of the place.",
    Item.SERVICING: "Lifts, boilers, alarms and water are checked as the law asks: £4,200 a year.",
    Item.CONDITION: "Grade C. The roof has about ten years left.",
    Item.ASBESTOS: "Some in the floor tiles of one room. It is sealed and safe.",
    Item.FIRE: "Done last spring. Two doors need new closers.",
    Item.STAFF: "Six jobs, with hours and pay, without names until a transfer is agreed.",
    Item.BOOKINGS: "Eleven groups book it each week. The list says when.",
    Item.INCOME: "Hire of rooms and printing. The last three years are on the page of the place.",
}
NOT_HELD = {Item.ENERGY: "It was last let before certificates were needed. One is ordered."}
FILLED_AT_ONCE = 4  # items of the pack that waits


def acts(world: Any) -> list[Act]:
    """Each is asked for on the working day after the check is passed; P9's during the check."""
    found = []
    for plan in PROPOSALS:
        if plan.key in SENT_AFTER:
            days, after = days_of(plan.key), SENT_AFTER[plan.key]
            asked = _next(days.accepted or days.sent_in)
            found.append(act(asked, 11, partial(_ask, world, plan)))
            if after is None:
                found.append(act(_next(asked), 14, partial(_fill, world, plan.key, FILLED_AT_ONCE)))
            else:
                sent = calendar.nth_working_day_after(asked, after)
                found.append(act(sent, 12, partial(_send, world, plan.key)))
    return found


def _next(day: date | None) -> date:
    if day is None:
        raise LookupError("The proposal is not sent in")
    return calendar.nth_working_day_after(day, 1)


def _ask(world: Any, plan: Proposed) -> None:
    operations.ask(world.proposals[plan.key], by=three_of(world, plan.group)[0])


def _fill(world: Any, key: str, most: int = len(Item)) -> None:
    pack = pack_of(world.proposals[key])
    for each in pack.items[:most] if pack else []:
        said = Answer(ItemState.NOT_HELD, NOT_HELD.get(each.item, ""))
        if each.item in GIVEN:
            count = 6 if each.item == Item.STAFF else None
            said = Answer(ItemState.GIVEN, GIVEN[each.item], staff_count=count)
        operations.answer(each, said, by=world.people["demo.officer"])


def _send(world: Any, key: str) -> None:
    _fill(world, key)
    pack = pack_of(world.proposals[key])
    if pack is not None:
        operations.send(pack, by=world.people["demo.officer"])
