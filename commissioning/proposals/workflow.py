"""The takeover, step by step, as a proposal sees it. Later chapters take the council's steps."""

from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import (
    is_decision_maker,
    is_officer,
    is_returning_officer,
    is_senior_officer,
)
from commissioning.people.rules import is_the_service as by_the_clock
from commissioning.proposals import rules
from commissioning.proposals.models import Status

# Approvals says which of them decides: an officer only where the council’s scheme leaves it to one.
decides = is_senior_officer | is_decision_maker
PRE_DECISION = (
    Status.SUPPORT,
    Status.SUPPORTED,
    Status.CHECK,
    Status.PLAN,
    Status.ASSESSMENT,
    Status.VOTE,
    Status.DECISION,
)

TAKEOVER = Workflow(
    Step("open-support", Status.DRAFT, Status.SUPPORT, rules.may_open_support,
         "Opened for support", plain=False),
    Step("restart-support", Status.NOT_REACHED, Status.SUPPORT, rules.may_restart_support,
         "Opened for support again", plain=False),
    Step("reach-target", Status.SUPPORT, Status.SUPPORTED, rules.has_reached_target,
         "Reached its target of supporters", plain=False),
    Step("miss-target", Status.SUPPORT, Status.NOT_REACHED, by_the_clock,
         "Did not reach its target in time", plain=False),
    Step("send-in", Status.SUPPORTED, Status.CHECK, rules.may_withdraw,
         "Sent to the council", plain=False),
    Step("accept", Status.CHECK, Status.PLAN, is_officer,
         "The council’s check is passed: the group can write its full plan", plain=False),
    Step("not-accept", Status.CHECK, Status.NOT_ACCEPTED, is_officer,
         "The council did not accept it", needs_reason=True, plain=False),
    Step("send-plan", Status.PLAN, Status.ASSESSMENT, rules.may_send_plan,
         "The full plan was sent to the council", plain=False),
    Step("run-out", Status.PLAN, Status.RAN_OUT, by_the_clock,
         "The time for the full plan ran out", plain=False),
    Step("send-back", Status.ASSESSMENT, Status.PLAN, is_officer,
         "Sent back to the group for changes", needs_reason=True, plain=False),
    Step("pass-assessment", Status.ASSESSMENT, Status.VOTE, is_officer,
         "The council’s assessment is finished: residents vote next", plain=False),
    Step("refuse-assessment", Status.ASSESSMENT, Status.REFUSED, is_officer,
         "The council refused it after its assessment", needs_reason=True, plain=False),
    Step("ask-for-decision", Status.VOTE, Status.DECISION,
         is_returning_officer | rules.may_withdraw,
         "Goes to the council for a decision", plain=False),
    Step("approve", Status.DECISION, Status.HANDOVER, decides | by_the_clock,
         "The council said yes", needs_reason=True, plain=False),
    Step("refuse", Status.DECISION, Status.REFUSED, decides | by_the_clock,
         "The council said no", needs_reason=True, plain=False),
    Step("reopen-check", Status.NOT_ACCEPTED, Status.CHECK, is_senior_officer,
         "A review set the refusal aside: the council checks it again", needs_reason=True,
         plain=False),
    Step("reopen-assessment", Status.REFUSED, Status.ASSESSMENT, is_senior_officer,
         "A review set the refusal aside: the council assesses it again", needs_reason=True,
         plain=False),
    Step("reopen-decision", Status.REFUSED, Status.DECISION, is_senior_officer,
         "A review set the refusal aside: the council decides again", needs_reason=True,
         plain=False),
    Step("start-running", Status.HANDOVER, Status.RUNNING, is_officer,
         "Opened: it is now run by the mutual", plain=False),
    Step("hand-back", Status.RUNNING, Status.HANDED_BACK, is_officer,
         "Handed back to the council", needs_reason=True, plain=False),
    *[
        Step("withdraw", source, Status.WITHDRAWN, rules.may_withdraw,
             "Withdrawn by the group", needs_reason=True, plain=False)
        for source in PRE_DECISION
    ],
)  # fmt: skip


# What happens next, for those who follow a proposal that has just come to a stage or an ending.
NEXT = {
    Status.DRAFT: "The group writes it.",
    Status.SUPPORT: "People who want it to be looked at can say so.",
    Status.SUPPORTED: "The group sends it to the council.",
    Status.CHECK: "The council checks whether it can be done.",
    Status.PLAN: "The group writes its full plan.",
    Status.ASSESSMENT: "The council looks at the full plan.",
    Status.VOTE: "Residents vote.",
    Status.DECISION: "The council decides.",
    Status.HANDOVER: "The council and the group agree how to hand it over.",
    Status.RUNNING: "The mutual reports each quarter how it goes.",
    Status.NOT_REACHED: "The group can ask for support again later. The support it has is kept.",
    Status.RAN_OUT: "It ends here. The group can start again.",
    Status.NOT_ACCEPTED: "The reason is on its page, with what the group can do.",
    Status.REFUSED: "The reason is on its page, with what the group can do.",
    Status.WITHDRAWN: "It ends here. The place stays as it is.",
    Status.HANDED_BACK: "The council runs the place again.",
}
