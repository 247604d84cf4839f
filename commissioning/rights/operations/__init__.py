"""What can be done with a request: write, send, check, decide, review; and to hold up a sale."""

from commissioning.rights.operations.deciding import (
    Answer,
    agree_changes,
    answer,
    decide,
    decline_changes,
    expire,
    note_review,
    pass_on,
    review,
    send_back,
)
from commissioning.rights.operations.selling import (
    answer_bid,
    ask_to_bid,
    move_on,
    note_notice,
    note_sale,
)
from commissioning.rights.operations.transfers import (
    agree_longer,
    ask_review,
    leave,
    offer_longer,
    represent,
    respond,
)
from commissioning.rights.operations.writing import (
    Written,
    ask_to_send,
    send,
    start,
    withdraw,
    write,
)

__all__ = [
    "Answer",
    "Written",
    "agree_changes",
    "agree_longer",
    "answer",
    "answer_bid",
    "ask_review",
    "ask_to_bid",
    "ask_to_send",
    "decide",
    "decline_changes",
    "expire",
    "leave",
    "move_on",
    "note_notice",
    "note_review",
    "note_sale",
    "offer_longer",
    "pass_on",
    "represent",
    "respond",
    "review",
    "send",
    "send_back",
    "start",
    "withdraw",
    "write",
]
