"""Who may decide about what was flagged."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.flags.models import Flag, Flagged
from commissioning.groups import rules as groups
from commissioning.people.rules import is_officer


@rule
def has_no_part_in_it(person: Any, flagged: Flagged) -> bool:
    """You have a part in this, so somebody else at the council has to decide about it."""
    # One sentence for all three parts: the desk shows it beside names, and who flagged is secret.
    flagged_it = any(each.person_id == person.id for each in flagged.flags)
    wrote_it = person.email == flagged.said.email
    return not (flagged_it or wrote_it) and groups.is_outsider(person, flagged)


@rule
def is_not_the_flags_own(person: Any, flag: Flag) -> bool:
    """You have a part in this, so somebody else at the council has to decide about it."""
    return bool(person.id != flag.person_id)


may_decide = is_officer & has_no_part_in_it
may_close = is_officer & is_not_the_flags_own  # each flag, once may_decide has said yes
