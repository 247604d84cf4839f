"""The rows of a draft in words, for the people who write them."""

from functools import singledispatch
from typing import Any, NamedTuple

from commissioning.commissions.models import (
    FEWEST_PRIORITIES,
    FEWEST_SERVICES,
    BudgetLine,
    Direction,
    Need,
    Outcome,
    Part,
    Priority,
    Service,
)
from commissioning.commissions.views.blueprint import bp
from commissioning.core.pages import UNKNOWN, in_words, money, plural
from commissioning.discussion.queries import Counts

GUIDANCE = {
    Part.NEEDS: "Say what is needed, and how we know. Everything here has a source.",
    Part.SERVICES: f"Join up {FEWEST_SERVICES} services or more. Say what each does now, "
    "and what it will do differently.",
    Part.OUTCOMES: "Say what should change, how it is counted, and what you promise.",
    Part.MONEY: "Say which budgets the money comes from. Each holder is asked to say yes or no.",
    Part.PRIORITIES: f"Give residents {FEWEST_PRIORITIES} things or more. "
    "They choose up to three that should come first.",
}
ADD = {
    Part.NEEDS: "Add a need",
    Part.SERVICES: "Add a service",
    Part.OUTCOMES: "Add a change",
    Part.MONEY: "Add a budget",
    Part.PRIORITIES: "Add a choice",
}


class RowWords(NamedTuple):
    """A row: its number, what it is called, and what else it says."""

    id: int
    name: str
    facts: list[tuple[str, str]]


@singledispatch
def row_words(row: Any) -> RowWords:
    """What a row of a draft says."""
    raise TypeError(f"No row of a draft: {row!r}")


@row_words.register
def _(row: Need) -> RowWords:
    source = f"{row.source}, {in_words(row.source_on)}"
    return RowWords(row.id, row.words, [("How we know", source)])


@row_words.register
def _(row: Service) -> RowWords:
    facts = [("Now", row.before), ("Differently", row.differently), ("Answers for it", row.answers)]
    missing = [(name, words or "Not written yet") for name, words in facts]
    return RowWords(row.id, row.name, missing)


@row_words.register
def _(row: Outcome) -> RowWords:
    now = UNKNOWN if row.baseline is None else row.shown(row.baseline)
    facts = [("Now", now), ("Promise", row.promise), ("How it is counted", row.how_counted)]
    return RowWords(row.id, row.words, facts)


@row_words.register
def _(row: BudgetLine) -> RowWords:
    return RowWords(row.id, row.holder, [("A year", money(row.amount)), ("Asked at", row.email)])


@row_words.register
def _(row: Priority) -> RowWords:
    return RowWords(row.id, row.words, [("What it means", row.means)])


@bp.app_template_global()
def outcome_facts(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The outcomes of a draft: what should change, from what to what, and how it is counted."""
    return [(each["words"], _promised(each)) for each in content["outcomes"]]


def _promised(each: dict[str, Any]) -> str:
    """An outcome of a draft, as the row it was would say it."""
    outcome = Outcome(**{name: value for name, value in each.items() if name != "id"})
    outcome.direction = Direction(outcome.direction)
    now = "" if outcome.baseline is None else f"{outcome.shown(outcome.baseline)} now. "
    how = outcome.how_counted.removesuffix(".")
    return f"{now}Promise: {outcome.promise.lower()}. Counted by: {how}."


@bp.app_template_global()
def comments_sentence(counts: Counts) -> str:
    """23 comments. 9 of them changed the draft. 3 wait for an answer."""
    if not counts.total:
        return "No comments yet."
    changed = plural(counts.changed, "comment", "comments")
    said = [plural(counts.total, "comment"), f"The draft was changed because of {changed}"]
    if counts.waiting:
        said.append(plural(counts.waiting, "waits for an answer", "wait for an answer"))
    return ". ".join(said) + "."
