"""Where a commission stands: its eight stages."""

from typing import Any

from commissioning.commissions.models import STAGES, TURNS, Commission, Status
from commissioning.core.standing import Track
from commissioning.core.turns import Turn


def tracker(commission: Commission, turns: list[Turn]) -> list[dict[str, Any]]:
    """The eight stages, as templates/parts/tracker.html wants them."""
    settings = commission.council.settings

    def limit(stage: Any) -> str:
        if stage is Status.VOTE:
            return settings.vote_limit
        return settings.limit(TURNS[stage][1]) if stage in TURNS else ""

    return Track(STAGES, {Status.COMMENTED: Status.COMMENTS}, limit).rows(commission, turns)
