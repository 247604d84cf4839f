"""What can be done: competitions, closures and the fast track. Sizes are in proposals."""

from commissioning.kinds.operations.choosing import ask_to_choose, drop_choice, sign_choice
from commissioning.kinds.operations.closing import (
    Announced,
    Offered,
    announce,
    put_on_fast_track,
    take_back,
)
from commissioning.kinds.operations.competing import (
    answer,
    ask,
    call_off,
    let_in,
    move_last_day,
    open_competition,
)

__all__ = [
    "Announced",
    "Offered",
    "announce",
    "answer",
    "ask",
    "ask_to_choose",
    "call_off",
    "drop_choice",
    "let_in",
    "move_last_day",
    "open_competition",
    "put_on_fast_track",
    "sign_choice",
    "take_back",
]
