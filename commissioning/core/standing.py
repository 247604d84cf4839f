"""Where a thing stands, in words: whose turn it is, and the stages it passes.

What templates/parts/turn.html and templates/parts/tracker.html show. Every page about a proposal
or commission opens with it: two have the whole box, the others a line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g

from commissioning.core import turns
from commissioning.core.charts import ClockBar, clock_bar
from commissioning.core.choices import Choice
from commissioning.core.history import Event
from commissioning.core.pages import in_words, plural
from commissioning.core.turns import Tag, Turn, Unit, Whose

WHOSE = {
    Whose.RESIDENTS: "It is the residents’ turn.",
    Whose.BOTH: "It is the turn of the council and the group.",
    Whose.HOLDERS: "It is the budget holders’ turn.",
}
PROMISE = {
    Whose.COUNCIL: "It said it would finish by {}.",
    Whose.GROUP: "The group has until {}.",
    Whose.RESIDENTS: "They have until {}.",
    Whose.BOTH: "They have until {}.",
    Whose.HOLDERS: "They have until {}.",
    Whose.PROVIDER: "Its next results are due by {}.",
}
# A draft, which no clock drives.
DRAFT_WORDS = {
    "heading": "Where this is now: draft",
    "whose": "It is the group’s turn.",
    "state": "open",
}


def words_of(subject: Any, turn: Turn | None) -> dict[str, Any]:
    """What the turn box says about a thing. `turn`: its open turn, if it has one."""
    if turn is not None:
        return _turn_words(subject, turn)
    if subject.has_ended:
        return _ended_words(subject.status)
    if not subject.is_public:
        return DRAFT_WORDS
    return {
        "heading": _heading(subject.status),
        "whose": _whose(subject.whose_turn),
        "state": Tag.OPEN.value,
    }


def standing_of_page() -> dict[str, Any] | None:
    """The same for the proposal or commission this page is about; None where it is about neither.

    Which one is behind a vote, a case or an agreement is said in commissioning/__init__.py.
    """
    thing = g.get("about")
    behind = current_app.extensions["behind"].get(type(thing))
    if behind is None:
        return None
    subject = behind(thing)
    if subject is None:  # a review may be about a group, which passes no stages
        return None
    asked: tuple[Any, Turn | None] = g.get("standing", (None, None))
    return words_of(subject, asked[1] if asked[0] is subject else turns.turn_of(subject))


def known(subject: Any, turn: Turn | None) -> None:
    """The page has asked for the open turn of its subject already."""
    g.standing = subject, turn


def _turn_words(subject: Any, turn: Turn) -> dict[str, Any]:
    is_groups = turn.whose is Whose.GROUP and turn.due_on is not None
    promise = PROMISE.get(turn.whose, "It has until {}.")
    return {
        "heading": _heading(subject.status),
        "whose": _whose(turn.whose),
        "state": turn.tag.value,
        "promise": promise.format(in_words(turn.due_on)) if turn.due_on else "",
        "now": _now(turn),
        "late": _late(turn),
        "why": turn.late_reason or turn.pause_reason,
        "new_date": turn.new_date,
        "after": getattr(subject, "after_limit", "") if is_groups else "",
        "basis": f"This limit is {turn.basis.words}." if turn.due_on and turn.is_counted else "",
        "bar": _bar(turn),
        "counted": _counted(turn),
    }


def _heading(stage: Choice) -> str:
    return f"Where this is now: {_small(stage.words)}"


def _whose(whose: Whose) -> str:
    return WHOSE.get(whose, f"It is {whose.words}’s turn.")


def _ended_words(ending: Choice) -> dict[str, Any]:
    return {
        "heading": f"This has ended: {_small(ending.words)}",
        "whose": "There is nothing more to do.",
        "state": "closed",
    }


def timeline(events: Sequence[Event]) -> list[dict[str, Any]]:
    """Events as templates/parts/timeline.html wants them."""
    return [
        {"what": each.says, "at": each.created_at, "by": each.role, "why": each.reason}
        for each in events
    ]


def _small(words: str) -> str:
    """For the middle of a sentence: residents’ vote."""
    return words[0].lower() + words[1:]


def _now(turn: Turn) -> str:
    if turn.unit is not Unit.WORKING_DAYS:
        return _late(turn)
    used = plural(turn.days_used, "is", "are").replace("is", "is used").replace("are", "are used")
    return f"It has {plural(turn.count, 'working day')}. {used}. {_late(turn)}".strip()


def _late(turn: Turn) -> str:
    return f"It is {plural(turn.days_late, 'working day')} late." if turn.days_late else ""


def _bar(turn: Turn) -> ClockBar | None:
    return clock_bar(turn.count, turn.days_used) if turn.unit is Unit.WORKING_DAYS else None


def _counted(turn: Turn) -> dict[str, Any] | None:
    """What to ask the page that counts days, so that it ends where the promise does."""
    if turn.unit is not Unit.WORKING_DAYS or turn.due_on is None:
        return None
    added = turn.days.between(turn.started_on, turn.due_on) - turn.count
    asked = {"from": turn.started_on.isoformat(), "days": turn.count}
    return asked | {"added": added} if added > 0 else asked


@dataclass(frozen=True)
class Track:
    """The stages things of one kind pass, in order.

    `beside`: a status that stands between two stages -> the stage it counts to. `limit`: how long
    a stage that is still to come may take. `counted`: adds what is counted at a stage to its words.
    """

    stages: Sequence[Choice]
    beside: Mapping[str, Choice]
    limit: Callable[[Choice], str]
    counted: Callable[[Choice, str], str] = lambda _stage, words: words

    def rows(self, subject: Any, turns: Sequence[Turn]) -> list[dict[str, Any]]:
        """The stages of one thing as the tracker wants them. `turns`: its own, oldest first."""
        ending = subject.status if subject.has_ended else None
        last = turns[-1].stage if turns else self.stages[0]
        place = self.stages.index(self._stage_of(last if ending else subject.status))
        at = {
            stage: [turn for turn in turns if self._stage_of(turn.stage) == stage]
            for stage in self.stages
        }
        return [
            self._row(stage, number - place, at[stage], ending)
            for number, stage in enumerate(self.stages)
        ]

    def _stage_of(self, status: str) -> str:
        return self.beside.get(status, status)

    def _row(
        self, stage: Choice, ahead: int, turns: list[Turn], ending: Choice | None
    ) -> dict[str, Any]:
        """One stage; `ahead` is how many stages after the present one it stands."""
        if ahead > 0:
            words = "" if ending else self.limit(stage)
            return {"name": stage.words, "state": "next", "words": words}
        if ahead < 0 or ending:
            took = f"Ended here: {_small(ending.words)}" if ending and not ahead else _took(turns)
            return {"name": stage.words, "state": "done", "words": self.counted(stage, took)}
        now = turns[-1] if turns else None
        return {
            "name": stage.words,
            "state": "now",
            "is_late": now is not None and now.tag is Tag.LATE,
            "words": self.counted(stage, _used(now)),
            "note": f"Paused {plural(now.paused_days, 'day')}." if now and now.paused_days else "",
        }


def _took(turns: list[Turn]) -> str:
    """What a finished stage took; its last turn speaks for it."""
    ended = [turn for turn in turns if turn.ended_on]
    if not ended:
        return "Finished"
    last = ended[-1]
    if any(turn.whose is not last.whose for turn in ended):
        return f"Finished {in_words(last.ended_on)}"  # more than one side had a part in it
    if last.unit is Unit.WORKING_DAYS:
        return f"Took {last.days_used} of {plural(last.count, 'working day')}"
    return f"Finished {in_words(last.ended_on)}"


def _used(turn: Turn | None) -> str:
    if turn is None or turn.due_on is None:
        return ""
    if turn.unit is Unit.WORKING_DAYS:
        return f"{turn.days_used} days used of {turn.count}"
    return f"Until {in_words(turn.due_on)}"


def init_app(app: Flask) -> None:
    """Give the frame of every page the words for its line."""
    app.extensions["behind"] = {}
    app.jinja_env.globals["standing_of_page"] = standing_of_page
