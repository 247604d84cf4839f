"""Everything that can happen to a case, and the council’s decision."""

from commissioning.approvals.operations.advising import (
    AdviceWanted,
    ask_advice,
    ask_advice_again,
    chase_advice,
    give_advice,
    read_advice,
    withdraw_advice,
)
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
from commissioning.approvals.operations.interests import declare_interest
from commissioning.approvals.operations.moving import (
    ask_to_refuse,
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
from commissioning.approvals.operations.reporting import draft_report, write_part
from commissioning.approvals.operations.scores import (
    agree_scores,
    close_scoring,
    give_scores,
    name_panel,
)
from commissioning.approvals.operations.taking_effect import call_in, record_hearing, take_effect
from commissioning.approvals.operations.working import lock, take_over, unlock

__all__ = [
    "AdviceWanted",
    "Notice",
    "Written",
    "accept",
    "add_note",
    "advise",
    "agree_scores",
    "agree_urgency",
    "answer_questions",
    "ask_advice",
    "ask_advice_again",
    "ask_questions",
    "ask_to_refuse",
    "ask_urgency",
    "assign",
    "call_in",
    "chase_advice",
    "check_decision",
    "claim",
    "close_ended",
    "close_scoring",
    "decide",
    "declare",
    "declare_interest",
    "defer",
    "draft_report",
    "drop_refusal",
    "explain_delay",
    "give_advice",
    "give_back",
    "give_scores",
    "hand_in",
    "hand_in_plan",
    "hand_over",
    "keep_back",
    "lock",
    "move_on",
    "name_panel",
    "name_provider",
    "open_case",
    "open_due_commission",
    "open_due_decision",
    "open_next",
    "publish_entry",
    "publish_papers",
    "read_advice",
    "record_check",
    "record_hearing",
    "run_again",
    "say_who_decides",
    "send_back",
    "send_message",
    "sign_refusal",
    "take_effect",
    "take_over",
    "unlock",
    "use_exception",
    "who_may_deal",
    "withdraw_advice",
    "write_part",
]
