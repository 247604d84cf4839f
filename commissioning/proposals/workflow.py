"""The takeover, step by step, as a proposal sees it. Later chapters take the council's steps."""

from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import is_decision_maker, is_officer, is_returning_officer
from commissioning.people.rules import is_the_service as by_the_clock
from commissioning.proposals import rules
from commissioning.proposals.models import Status as S

PRE_DECISION = (S.SUPPORT, S.SUPPORTED, S.CHECK, S.PLAN, S.ASSESSMENT, S.VOTE, S.DECISION)

TAKEOVER = Workflow(
    Step("open-support", S.DRAFT, S.SUPPORT, rules.may_open_support,
         "Opened for support", plain=False),
    Step("restart-support", S.NOT_REACHED, S.SUPPORT, rules.may_open_support,
         "Opened for support again", plain=False),
    Step("reach-target", S.SUPPORT, S.SUPPORTED, rules.has_reached_target,
         "Reached its target of supporters", plain=False),
    Step("miss-target", S.SUPPORT, S.NOT_REACHED, by_the_clock,
         "Did not reach its target in time", plain=False),
    Step("send-in", S.SUPPORTED, S.CHECK, rules.may_withdraw,
         "Sent to the council", plain=False),
    Step("accept", S.CHECK, S.PLAN, is_officer,
         "The council’s check is passed: the group can write its full plan", plain=False),
    Step("not-accept", S.CHECK, S.NOT_ACCEPTED, is_officer,
         "The council did not accept it", needs_reason=True, plain=False),
    Step("send-plan", S.PLAN, S.ASSESSMENT, rules.may_send_plan,
         "The full plan was sent to the council", plain=False),
    Step("run-out", S.PLAN, S.RAN_OUT, by_the_clock,
         "The time for the full plan ran out", plain=False),
    Step("send-back", S.ASSESSMENT, S.PLAN, is_officer,
         "Sent back to the group for changes", needs_reason=True, plain=False),
    Step("pass-assessment", S.ASSESSMENT, S.VOTE, is_officer,
         "The council’s assessment is finished: residents vote next", plain=False),
    Step("refuse-assessment", S.ASSESSMENT, S.REFUSED, is_officer,
         "The council refused it after its assessment", needs_reason=True, plain=False),
    Step("ask-for-decision", S.VOTE, S.DECISION, is_returning_officer | rules.may_withdraw,
         "Goes to the council for a decision", plain=False),
    Step("approve", S.DECISION, S.HANDOVER, is_decision_maker,
         "The council said yes", needs_reason=True, plain=False),
    Step("refuse", S.DECISION, S.REFUSED, is_decision_maker,
         "The council said no", needs_reason=True, plain=False),
    Step("start-running", S.HANDOVER, S.RUNNING, is_officer,
         "Opened: it is now run by the mutual", plain=False),
    Step("hand-back", S.RUNNING, S.HANDED_BACK, is_officer,
         "Handed back to the council", needs_reason=True, plain=False),
    *[
        Step("withdraw", source, S.WITHDRAWN, rules.may_withdraw,
             "Withdrawn by the group", needs_reason=True, plain=False)
        for source in PRE_DECISION
    ],
)  # fmt: skip
