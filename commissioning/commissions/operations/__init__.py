"""Everything that can happen to a commission."""

from commissioning.commissions.operations.drafting import (
    ChangedMeanwhile,
    Idea,
    add_row,
    change_row,
    describe,
    remove_row,
    start,
)
from commissioning.commissions.operations.holders import (
    HoldersAnswer,
    ask_again,
    ask_holders,
    change_money,
    remind,
)
from commissioning.commissions.operations.providing import Award, name_provider
from commissioning.commissions.operations.sending import (
    agree,
    ask_to_send,
    close_comments,
    has_changes,
    open_comments,
    publish_draft,
    withdraw,
)
from commissioning.commissions.operations.steps import take_step, wait_for_results

__all__ = [
    "Award",
    "ChangedMeanwhile",
    "HoldersAnswer",
    "Idea",
    "add_row",
    "agree",
    "ask_again",
    "ask_holders",
    "ask_to_send",
    "change_money",
    "change_row",
    "close_comments",
    "describe",
    "has_changes",
    "name_provider",
    "open_comments",
    "publish_draft",
    "remind",
    "remove_row",
    "start",
    "take_step",
    "wait_for_results",
    "withdraw",
]
