"""What can be done with a competition: open it, ask and answer, choose."""

from commissioning.kinds.operations.choosing import ask_to_choose, drop_choice, sign_choice
from commissioning.kinds.operations.competing import (
    answer,
    ask,
    call_off,
    let_in,
    move_last_day,
    open_competition,
)

__all__ = [
    "answer",
    "ask",
    "ask_to_choose",
    "call_off",
    "drop_choice",
    "let_in",
    "move_last_day",
    "open_competition",
    "sign_choice",
]
