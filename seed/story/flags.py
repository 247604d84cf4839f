"""Residents flag questions and comments: one is kept, one hidden, and six are to be checked."""

from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import select

from commissioning.core import calendar, clock
from commissioning.core.database import db
from commissioning.discussion.models import Comment, HideRule, Question
from commissioning.flags import operations
from commissioning.flags.queries import flags_of, get_flagged
from seed.story.acts import Act, act
from seed.story.proposals import working_day


class Told(NamedTuple):
    """Who flagged which words, how many working days ago; whether they were kept the next day."""

    words: str
    by: str
    ago: int
    rule: HideRule
    kept: bool | None = None


TOLD = (
    Told("Whoever wrote this is a fool.", "demo.resident", 45, HideRule.UNKIND, kept=False),
    Told("Who pays for the water?", "demo.newresident", 12, HideRule.OFF_SUBJECT, kept=True),
    Told("Lights on the path attract people at night.", "demo.resident", 2, HideRule.UNKIND),
    Told("A crossing at Long Acre.", "demo.newresident", 2, HideRule.OFF_SUBJECT),
    Told("Northfields starts at the bridge. My street is left out.", "demo.resident", 1,
         HideRule.OFF_SUBJECT),
    Told("Do not cut our hedges in May: birds nest.", "demo.newresident", 1,
         HideRule.OFF_SUBJECT),
    Told("Who do I ring when a bin is full?", "demo.newresident", 1, HideRule.OFF_SUBJECT),
    Told("What would happen there in the evenings?", "demo.resident", 1, HideRule.OFF_SUBJECT),
)  # fmt: skip


def acts(world: Any) -> list[Act]:
    """What was flagged and decided."""
    found = []
    for each in TOLD:
        day = working_day(clock.today(), each.ago)
        found.append(act(day, 21, partial(_flag, world, each)))
        if each.kept is not None:
            decided = calendar.nth_working_day_after(day, 1)
            found.append(act(decided, 11, partial(_decide, world, each)))
    return found


def _said(told: Told) -> Question | Comment:
    for kind in (Question, Comment):
        found: Any = db.session.scalars(select(kind).where(kind.text == told.words)).one_or_none()
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise LookupError(told.words)


def _flag(world: Any, told: Told) -> None:
    operations.flag(_said(told), told.rule, by=world.people[told.by])


def _decide(world: Any, told: Told) -> None:
    by = world.people["demo.officer"]
    flagged = get_flagged(flags_of(_said(told))[0].id, world.council.id)
    if told.kept:
        operations.keep(flagged, by=by)
    else:
        operations.hide(flagged, told.rule, by=by)
