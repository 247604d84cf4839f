"""Where a proposal stands, in words: whose turn it is, and its nine stages."""

from typing import Any

from commissioning.core import standing
from commissioning.core.turns import Turn
from commissioning.proposals.models import STAGES, Proposal, Status
from commissioning.proposals.workflow import TURNS


def stage_of(status: str) -> Status:
    """The public stage of a status that stands between two."""
    return Status.SUPPORT if status == Status.SUPPORTED else Status(status)


def turn_words(proposal: Proposal, turn: Turn | None) -> dict[str, Any]:
    """What the turn box says (templates/parts/turn.html)."""
    if turn is not None:
        return standing.turn_words(proposal.status, turn)
    if proposal.status == Status.DRAFT:
        return standing.draft_words()
    return standing.ended_words(proposal.status)


def tracker(proposal: Proposal, turns: list[Turn]) -> list[dict[str, Any]]:
    """The nine stages, as templates/parts/tracker.html wants them."""
    settings = proposal.council.settings

    def counted(stage: Any, words: str) -> str:
        if stage is not Status.SUPPORT or not proposal.support_target:
            return words
        return f"{proposal.all_supporters_count} of {proposal.support_target}. {words}".strip()

    def limit(stage: Any) -> str:
        _whose, promised = TURNS.get(stage, (None, ""))
        return settings.promise(promised).words if promised else ""

    return standing.Track(
        STAGES,
        _here(proposal, turns),
        {stage: [t for t in turns if stage_of(t.stage) == stage] for stage in STAGES},
        proposal.status if proposal.has_ended else None,
        limit,
        counted,
    ).rows()


def _here(proposal: Proposal, turns: list[Turn]) -> Status:
    if not proposal.has_ended:
        return stage_of(proposal.status)
    return stage_of(turns[-1].stage) if turns else Status.DRAFT
