"""A commission, step by step. Later chapters take the council's steps."""

from commissioning.commissions import rules
from commissioning.commissions.models import Status
from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import (
    is_decision_maker,
    is_officer,
    is_returning_officer,
    is_senior_officer,
)
from commissioning.people.rules import is_the_service as by_the_clock

# Approvals says which of them decides: an officer only where the council’s scheme leaves it to one.
decides = is_senior_officer | is_decision_maker
PRE_DECISION = (Status.COMMENTS, Status.COMMENTED, Status.MONEY, Status.VOTE, Status.DECISION)

COMMISSION = Workflow(
    Step("open-comments", Status.DRAFT, Status.COMMENTS, rules.may_open_comments,
         "Opened for comments", plain=False),
    Step("close-comments", Status.COMMENTS, Status.COMMENTED, by_the_clock,
         "The time for comments is over", plain=False),
    Step("ask-holders", Status.COMMENTED, Status.MONEY, rules.may_ask_holders,
         "Sent to the budget holders", plain=False),
    Step("change-money", Status.MONEY, Status.COMMENTED, rules.may_change_money,
         "The group changes it, because a budget holder said no", needs_reason=True, plain=False),
    Step("agree-money", Status.MONEY, Status.VOTE, by_the_clock & rules.all_said_yes,
         "Every budget holder said yes: residents vote next", plain=False),
    Step("ask-for-decision", Status.VOTE, Status.DECISION, is_returning_officer,
         "Goes to the council for a decision", plain=False),
    Step("approve", Status.DECISION, Status.PROVIDER, decides | by_the_clock,
         "The council said yes", needs_reason=True, plain=False),
    Step("refuse", Status.DECISION, Status.REFUSED, decides | by_the_clock,
         "The council said no", needs_reason=True, plain=False),
    Step("reopen-decision", Status.REFUSED, Status.DECISION, is_senior_officer,
         "A review set the refusal aside: the council decides again", needs_reason=True,
         plain=False),
    Step("start-running", Status.PROVIDER, Status.RUNNING,
         (is_officer | by_the_clock) & rules.has_provider, "It has started", plain=False),
    Step("review", Status.RUNNING, Status.REVIEW,
         (is_officer | by_the_clock) & rules.has_come_to_its_end,
         "It has come to its end: the council looks at how it went", plain=False),
    *[
        Step("withdraw", source, Status.WITHDRAWN, rules.may_withdraw,
             "Withdrawn by the group", needs_reason=True, plain=False)
        for source in PRE_DECISION
    ],
)  # fmt: skip

# What happens next, for those who follow a commission that has just come to a stage or an ending.
NEXT = {
    Status.DRAFT: "The group writes it.",
    Status.COMMENTS: "Everyone can say what they think of each part.",
    Status.COMMENTED: "The group answers the comments and changes the draft.",
    Status.MONEY: "Each budget holder says yes or no.",
    Status.VOTE: "Residents vote on what should come first.",
    Status.DECISION: "The council decides.",
    Status.PROVIDER: "The council looks for who will run it.",
    Status.RUNNING: "Results come out each quarter.",
    Status.REVIEW: "The council says how it went, and whether it carries on.",
    Status.WITHDRAWN: "It ends here.",
    Status.REFUSED: "The reason is on its page.",
}
