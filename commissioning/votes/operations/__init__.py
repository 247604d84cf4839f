"""Everything that can happen to a vote."""

from commissioning.votes.operations.announcing import (
    Notice,
    announce,
    call_off,
    close_due,
    open_due,
)
from commissioning.votes.operations.casting import Cast, cast, join_roll, written_choice
from commissioning.votes.operations.counting import (
    Batch,
    agree_batch,
    count,
    enter_batch,
    publish,
    send_on,
)
from commissioning.votes.operations.steps import take_step

__all__ = [
    "Batch",
    "Cast",
    "Notice",
    "agree_batch",
    "announce",
    "call_off",
    "cast",
    "close_due",
    "count",
    "enter_batch",
    "join_roll",
    "open_due",
    "publish",
    "send_on",
    "take_step",
    "written_choice",
]
