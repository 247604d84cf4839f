"""Where a thing stands, in words: whose turn it is, and the stages it passes.

What templates/parts/turn.html and templates/parts/tracker.html show.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

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
    Whose.RESIDENTS: "It is open until {}.",
    Whose.BOTH: "They have until {}.",
    Whose.HOLDERS: "They have until {}.",
    Whose.PROVIDER: "Its next results are due by {}.",
}


def turn_words(stage: Choice, turn: Turn) -> dict[str, Any]:
    """What the turn box says while a turn is open. `stage`: where the thing is now."""
    promise = PROMISE.get(turn.whose, "It has until {}.")
    return {
        "heading": f"Where this is now: {_small(stage.words)}",
        "whose": WHOSE.get(turn.whose, f"It is {turn.whose.words}’s turn."),
        "state": turn.tag.value,
        "promise": promise.format(in_words(turn.due_on)) if turn.due_on else "",
        "now": _now(turn),
        "why": turn.late_reason or turn.pause_reason,
        "new_date": turn.new_date,
        "basis": f"This limit is {turn.basis.words}." if turn.due_on else "",
        "bar": _bar(turn),
    }


def draft_words() -> dict[str, Any]:
    """What the turn box says about a draft, which no clock drives."""
    return {
        "heading": "Where this is now: draft",
        "whose": "It is the group’s turn.",
        "state": "open",
    }


def ended_words(ending: Choice) -> dict[str, Any]:
    """What the turn box says when nothing more comes."""
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


@dataclass(frozen=True)
class Track:
    """The stages of one thing, in order, and where it stands among them.

    `here`: the stage it is at, or ended in. `turns`: stage -> its turns, the oldest first.
    `ending`: how it ended, if it has. `limit`: how long a stage that is still to come may take.
    `counted`: adds what is counted at a stage to its words.
    """

    stages: Sequence[Choice]
    here: Choice
    turns: dict[Choice, list[Turn]]
    ending: Choice | None
    limit: Callable[[Choice], str]
    counted: Callable[[Choice, str], str] = lambda _stage, words: words

    def rows(self) -> list[dict[str, Any]]:
        """The stages as the tracker wants them."""
        place = self.stages.index(self.here)
        return [self._row(stage, number - place) for number, stage in enumerate(self.stages)]

    def _row(self, stage: Choice, ahead: int) -> dict[str, Any]:
        """One stage; `ahead` is how many stages after the present one it stands."""
        turns = self.turns.get(stage, [])
        if ahead > 0:
            words = "" if self.ending else self.limit(stage)
            return {"name": stage.words, "state": "next", "words": words}
        if ahead < 0 or self.ending:
            ended = (
                f"Ended here: {_small(self.ending.words)}"
                if self.ending and ahead == 0
                else _took(turns)
            )
            return {"name": stage.words, "state": "done", "words": self.counted(stage, ended)}
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
    if last.unit is Unit.WORKING_DAYS:
        return f"Took {last.days_used} of {plural(last.count, 'working day')}"
    return f"Finished {in_words(last.ended_on)}"


def _used(turn: Turn | None) -> str:
    if turn is None or turn.due_on is None:
        return ""
    if turn.unit is Unit.WORKING_DAYS:
        return f"{turn.days_used} days used of {turn.count}"
    return f"Until {in_words(turn.due_on)}"
