"""Where a commission stands, in words: whose turn it is, and its eight stages."""

from typing import Any

from commissioning.commissions.models import STAGES, Commission, Status
from commissioning.commissions.workflow import TURNS
from commissioning.core import standing
from commissioning.core.turns import Turn


def stage_of(status: str) -> Status:
    """The public stage of a status that stands between two."""
    return Status.COMMENTS if status == Status.COMMENTED else Status(status)


def turn_words(commission: Commission, turn: Turn | None) -> dict[str, Any]:
    """What the turn box says (templates/parts/turn.html)."""
    if turn is not None:
        return standing.turn_words(commission.status, turn)
    if commission.status == Status.DRAFT:
        return standing.draft_words()
    return standing.ended_words(commission.status)


def tracker(commission: Commission, turns: list[Turn]) -> list[dict[str, Any]]:
    """The eight stages, as templates/parts/tracker.html wants them."""
    settings = commission.council.settings

    def limit(stage: Any) -> str:
        _whose, promised = TURNS.get(stage, (None, ""))
        return settings.promise(promised).words if promised else ""

    return standing.Track(
        STAGES,
        _here(commission, turns),
        {stage: [t for t in turns if stage_of(t.stage) == stage] for stage in STAGES},
        commission.status if commission.has_ended else None,
        limit,
    ).rows()


def _here(commission: Commission, turns: list[Turn]) -> Status:
    if not commission.has_ended:
        return stage_of(commission.status)
    return stage_of(turns[-1].stage) if turns else Status.DRAFT
