"""Everything that can happen to a case, and the council’s decision."""

from commissioning.approvals.operations.answers import answer_questions, ask_questions, run_again
from commissioning.approvals.operations.conditions import accept, claim, give_back
from commissioning.approvals.operations.deciding import (
    Written,
    advise,
    check_decision,
    decide,
    declare,
    defer,
)
from commissioning.approvals.operations.desk import (
    add_note,
    explain_delay,
    record_check,
    send_message,
)
from commissioning.approvals.operations.moving import (
    ask_to_refuse,
    choose,
    drop_refusal,
    move_on,
    send_back,
    sign_refusal,
)
from commissioning.approvals.operations.noticing import say_who_decides
from commissioning.approvals.operations.opening import (
    close_ended,
    hand_in,
    hand_in_plan,
    open_case,
    open_due_commission,
    open_due_decision,
    open_next,
)
from commissioning.approvals.operations.owners import assign, hand_over, who_may_deal
from commissioning.approvals.operations.planning import (
    Notice,
    agree_urgency,
    ask_urgency,
    keep_back,
    publish_entry,
    publish_papers,
    use_exception,
)
from commissioning.approvals.operations.providing import name_provider
from commissioning.approvals.operations.scores import agree_scores, give_scores
from commissioning.approvals.operations.taking_effect import call_in, record_hearing, take_effect

__all__ = [
    "Notice",
    "Written",
    "accept",
    "add_note",
    "advise",
    "agree_scores",
    "agree_urgency",
    "answer_questions",
    "ask_questions",
    "ask_to_refuse",
    "ask_urgency",
    "assign",
    "call_in",
    "check_decision",
    "choose",
    "claim",
    "close_ended",
    "decide",
    "declare",
    "defer",
    "drop_refusal",
    "explain_delay",
    "give_back",
    "give_scores",
    "hand_in",
    "hand_in_plan",
    "hand_over",
    "keep_back",
    "move_on",
    "name_provider",
    "open_case",
    "open_due_commission",
    "open_due_decision",
    "open_next",
    "publish_entry",
    "publish_papers",
    "record_check",
    "record_hearing",
    "run_again",
    "say_who_decides",
    "send_back",
    "send_message",
    "sign_refusal",
    "take_effect",
    "use_exception",
    "who_may_deal",
]
