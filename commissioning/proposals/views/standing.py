"""Where a proposal stands, in words: whose turn it is, and its nine stages."""

from typing import Any

from commissioning.core.charts import ClockBar, clock_bar
from commissioning.core.pages import in_words, plural
from commissioning.core.turns import Tag, Turn, Unit, Whose
from commissioning.places.settings import CouncilSettings
from commissioning.proposals.models import STAGES, Proposal, Status
from commissioning.proposals.workflow import TURNS

WHOSE = {
    Whose.RESIDENTS: "It is residents’ turn.",
    Whose.BOTH: "It is the turn of the council and the group.",
}
PROMISE = {
    Whose.COUNCIL: "It said it would finish by {}.",
    Whose.GROUP: "The group has until {}.",
    Whose.RESIDENTS: "It is open until {}.",
    Whose.BOTH: "They have until {}.",
    Whose.MUTUAL: "It has until {}.",
}


def stage_of(status: str) -> Status:
    """The public stage of a status that stands between two."""
    return Status.SUPPORT if status == Status.SUPPORTED else Status(status)


def turn_words(proposal: Proposal, turn: Turn | None) -> dict[str, Any]:
    """What the turn box says (templates/parts/turn.html)."""
    if turn is None:
        return _without_turn(proposal)
    promise = PROMISE.get(turn.whose, "It has until {}.")
    return {
        "heading": f"Where this is now: {_small(proposal.status.words)}",
        "whose": WHOSE.get(turn.whose, f"It is {turn.whose.words}’s turn."),
        "state": turn.tag.value,
        "promise": promise.format(in_words(turn.due_on)) if turn.due_on else "",
        "now": _now(turn),
        "why": turn.late_reason or turn.pause_reason,
        "new_date": turn.new_date,
        "basis": f"This limit is {turn.basis.words}." if turn.due_on else "",
        "bar": _bar(turn),
    }


def _small(words: str) -> str:
    """For the middle of a sentence: residents’ vote."""
    return words[0].lower() + words[1:]


def _without_turn(proposal: Proposal) -> dict[str, Any]:
    if proposal.status == Status.DRAFT:
        return {
            "heading": "Where this is now: draft",
            "whose": "It is the group’s turn.",
            "state": "open",
        }
    return {
        "heading": f"This has ended: {proposal.status.words.lower()}",
        "whose": "There is nothing more to do.",
        "state": "closed",
    }


def _now(turn: Turn) -> str:
    if turn.unit is not Unit.WORKING_DAYS:
        return _late(turn)
    used = plural(turn.days_used, "is", "are").replace("is", "is used").replace("are", "are used")
    return f"It has {plural(turn.count, 'working day')}. {used}. {_late(turn)}".strip()


def _late(turn: Turn) -> str:
    return f"It is {plural(turn.days_late, 'working day')} late." if turn.days_late else ""


def _bar(turn: Turn) -> ClockBar | None:
    return clock_bar(turn.count, turn.days_used) if turn.unit is Unit.WORKING_DAYS else None


def tracker(proposal: Proposal, turns: list[Turn]) -> list[dict[str, Any]]:
    """The nine stages, as templates/parts/tracker.html wants them."""
    here = _here(proposal, turns)
    by_stage = {stage: [t for t in turns if stage_of(t.stage) == stage] for stage in STAGES}
    place = STAGES.index(here)
    return [
        _stage(proposal, stage, by_stage[stage], number - place)
        for number, stage in enumerate(STAGES)
    ]


def _here(proposal: Proposal, turns: list[Turn]) -> Status:
    if not proposal.has_ended:
        return stage_of(proposal.status)
    return stage_of(turns[-1].stage) if turns else Status.DRAFT


def _stage(proposal: Proposal, stage: Status, turns: list[Turn], ahead: int) -> dict[str, Any]:
    """One stage; `ahead` is how many stages after the present one it stands."""
    if ahead > 0:
        words = "" if proposal.has_ended else _limit(stage, proposal.council.settings)
        return {"name": stage.words, "state": "next", "words": words}
    if ahead < 0 or proposal.has_ended:
        ended = f"Ended here: {proposal.status.words.lower()}" if ahead == 0 else _took(turns)
        return {"name": stage.words, "state": "done", "words": _counted(proposal, stage, ended)}
    now = turns[-1] if turns else None
    return {
        "name": stage.words,
        "state": "now",
        "is_late": now is not None and now.tag is Tag.LATE,
        "words": _counted(proposal, stage, _used(now)),
        "note": f"Paused {plural(now.paused_days, 'day')}." if now and now.paused_days else "",
    }


def _counted(proposal: Proposal, stage: Status, words: str) -> str:
    if stage is not Status.SUPPORT or not proposal.support_target:
        return words
    return f"{proposal.all_supporters_count} of {proposal.support_target}. {words}".strip()


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


def _limit(stage: Status, settings: CouncilSettings) -> str:
    """How long a stage that is still to come may take."""
    _whose, promised = TURNS.get(stage, (None, ""))
    if not promised:
        return ""
    promise = settings.promise(promised)
    return f"Up to {promise.count} {promise.unit.words}"
