"""What can be done with a proposal."""

from typing import Any

from commissioning.proposals.workflow import TAKEOVER


def take_step(proposal: Any, name: str, *, by: Any, reason: str = "", says: str = "") -> None:
    TAKEOVER.take(name, proposal, by=by, reason=reason, says=says)
