"""Where a proposal stands: its nine stages."""

from typing import Any

from commissioning.core.standing import Track
from commissioning.core.turns import Turn
from commissioning.proposals.models import STAGES, TURNS, Proposal, Status


def tracker(proposal: Proposal, turns: list[Turn]) -> list[dict[str, Any]]:
    """The nine stages, as templates/parts/tracker.html wants them."""
    settings = proposal.council.settings

    def counted(stage: Any, words: str) -> str:
        if stage is not Status.SUPPORT or not proposal.support_target:
            return words
        return f"{proposal.all_supporters_count} of {proposal.support_target}. {words}".strip()

    def limit(stage: Any) -> str:
        if stage is Status.VOTE:
            return settings.vote_limit
        name = TURNS[stage][1] if stage in TURNS else ""
        return proposal.promise(name).words if name else ""

    track = Track(STAGES, {Status.SUPPORTED: Status.SUPPORT}, limit, counted)
    return track.rows(proposal, turns)
