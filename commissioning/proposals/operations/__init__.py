"""What can be done with a proposal: write it, agree to it, send it, take its steps."""

from commissioning.proposals.operations.drafting import (
    SavedMeanwhile,
    Written,
    describe,
    note_open,
    put_back,
    save_section,
    start,
)
from commissioning.proposals.operations.money import save_money
from commissioning.proposals.operations.sending import (
    agree,
    ask_to_send,
    open_support,
    plan_version,
    run_out,
    send_in,
    send_plan,
    withdraw,
)
from commissioning.proposals.operations.sizing import set_size
from commissioning.proposals.operations.steps import take_step, what_follows

__all__ = [
    "SavedMeanwhile",
    "Written",
    "agree",
    "ask_to_send",
    "describe",
    "note_open",
    "open_support",
    "plan_version",
    "put_back",
    "run_out",
    "save_money",
    "save_section",
    "send_in",
    "send_plan",
    "set_size",
    "start",
    "take_step",
    "what_follows",
    "withdraw",
]
