"""Who may decide about what was flagged."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.flags.models import Flag, Flagged
from commissioning.groups.rules import is_outsider
from commissioning.people.rules import is_officer


@rule
def did_not_flag_it(person: Any, flagged: Flagged) -> bool:
    """You flagged this, so somebody else at the council has to decide about it."""
    return person.id not in {each.person_id for each in flagged.flags}


@rule
def did_not_say_it(person: Any, flagged: Flagged) -> bool:
    """You wrote this, so somebody else at the council has to decide about it."""
    return bool(person.email != flagged.said.email)


@rule
def is_not_the_flags_own(person: Any, flag: Flag) -> bool:
    """You flagged this, so somebody else at the council has to decide about it."""
    return bool(person.id != flag.person_id)


may_decide = is_officer & is_outsider & did_not_flag_it & did_not_say_it
may_close = is_officer & is_not_the_flags_own  # each flag, once may_decide has said yes
