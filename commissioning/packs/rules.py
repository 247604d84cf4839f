"""Who may ask for a pack, fill it, and read all of it."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.groups.rules import is_member, is_outsider, is_steward
from commissioning.packs.models import InformationPack, PackStatus
from commissioning.people.rules import is_officer
from commissioning.proposals.models import Proposal, Status


@rule
def is_time_for_a_pack(_person: Any, proposal: Proposal) -> bool:
    """A group can ask for the pack during the council’s check and while it writes its full plan."""
    is_early = proposal.is_fast and proposal.is_gathering  # stages run side by side
    return is_early or proposal.status in {Status.CHECK, Status.PLAN}


@rule
def is_being_filled(_person: Any, pack: InformationPack) -> bool:
    """This pack does not change any more."""
    return pack.status == PackStatus.ASKED


@rule
def is_sent(_person: Any, pack: InformationPack) -> bool:
    """The council has not sent this pack yet."""
    return pack.status == PackStatus.SENT


@rule
def is_filled(_person: Any, pack: InformationPack) -> bool:
    """Say something about every item first."""
    return not pack.left


may_ask = is_steward & is_time_for_a_pack
may_fill = is_officer & is_outsider & is_being_filled
may_send = may_fill & is_filled
may_read_all = is_member | is_officer
may_see_file = is_sent | is_officer
may_read_file = (is_member & is_sent) | is_officer
may_remove_file = is_officer & is_outsider
