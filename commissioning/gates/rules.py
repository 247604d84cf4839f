"""Who answers what the law asks, who confirms it, and who says which laws a council checks."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.gates.models import GateAnswer, SubsidyEntry
from commissioning.groups.rules import is_outsider
from commissioning.people.rules import is_administrator, is_officer, is_staff
from commissioning.proposals.models import Proposal, Status
from commissioning.proposals.rules import is_outside_rivals

OPEN = (
    Status.CHECK,
    Status.PLAN,
    Status.ASSESSMENT,
    Status.VOTE,
    Status.DECISION,
    Status.HANDOVER,
)


@rule
def is_under_way(_person: Any, proposal: Proposal) -> bool:
    """What the law asks is answered from the council’s check until the mutual opens."""
    is_early = proposal.is_fast and proposal.is_gathering  # stages run side by side
    return is_early or proposal.status in OPEN


@rule
def is_not_struck(_person: Any, entry: SubsidyEntry) -> bool:
    """This line is struck out already."""
    return entry.struck_on is None


may_see = is_staff
may_fill = is_officer & is_outsider & is_outside_rivals & is_under_way
may_keep_ledger = is_officer & is_outsider
may_strike = may_keep_ledger & is_not_struck
may_switch = is_administrator


def why_not_confirm(person: Any, answer: GateAnswer | None) -> str | None:
    """Why this officer may not confirm these answers; None when they may."""
    if answer is None:
        return "There are no answers to confirm yet."
    if answer.confirmed_by_id is not None:
        return "These answers are confirmed already."
    if answer.saved_by_id == person.id:
        return "You wrote these answers, so another officer has to confirm them."
    return None
