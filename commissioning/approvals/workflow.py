"""A case from opening to done, and the steps of its subject that each kind of case can take."""

from dataclasses import dataclass

from commissioning.approvals import rules
from commissioning.approvals.models import (
    PENDING,
    CaseKind,
    CaseStatus,
    ConditionStatus,
    DecisionStatus,
)
from commissioning.core.history import Visibility
from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import is_the_service as by_the_clock

STAFF = Visibility.INTERNAL

CASE = Workflow(
    Step("ask", CaseStatus.OPEN, CaseStatus.WAITING, rules.may_work,
         "Questions went to the group; the clock stands still", plain=False, visibility=STAFF),
    Step("answer", CaseStatus.WAITING, CaseStatus.OPEN, rules.may_answer,
         "The group answered; the clock runs again", plain=False, visibility=STAFF),
    Step("finish", CaseStatus.OPEN, CaseStatus.DONE, rules.is_at_work,
         "The case is done", plain=False, visibility=STAFF),
    Step("finish", CaseStatus.WAITING, CaseStatus.DONE, rules.is_at_work,
         "The case is done", plain=False, visibility=STAFF),
)  # fmt: skip


DECISION = Workflow(
    Step("take-effect", DecisionStatus.WAITING, DecisionStatus.IN_EFFECT, rules.may_put_in_effect,
         "The decision takes effect", plain=False),
    Step("call-in", DecisionStatus.WAITING, DecisionStatus.CALLED_IN, rules.may_call_in,
         "Scrutiny councillors called the decision in", plain=False),
    Step("stand", DecisionStatus.CALLED_IN, DecisionStatus.IN_EFFECT,
         rules.may_record_hearing | by_the_clock,
         "The decision stands after the call-in, and takes effect", plain=False),
    Step("decide-again", DecisionStatus.CALLED_IN, DecisionStatus.SENT_BACK,
         rules.may_record_hearing, "The decision has to be made again", needs_reason=True,
         plain=False),
    *[
        Step("lapse", source, DecisionStatus.LAPSED, by_the_clock,
             "The group withdrew it before the decision took effect", plain=False)
        for source in PENDING
    ],
)  # fmt: skip


CONDITION = Workflow(
    Step("claim", ConditionStatus.OPEN, ConditionStatus.CLAIMED, rules.may_claim,
         "The group says that a condition is met", plain=False),
    Step("accept", ConditionStatus.CLAIMED, ConditionStatus.MET, rules.may_accept,
         "The council accepts that a condition is met", plain=False),
    Step("return", ConditionStatus.CLAIMED, ConditionStatus.OPEN, rules.may_accept,
         "A condition is not met yet", needs_reason=True, plain=False),
)  # fmt: skip


@dataclass(frozen=True)
class Moves:
    """The steps of the subject that an officer takes from a case of one kind."""

    forward: str = ""
    button: str = ""
    back: str = ""
    refuse: str = ""


MOVES = {
    CaseKind.PROPOSAL_CHECK: Moves("accept", "Move to full plan", refuse="not-accept"),
    CaseKind.ASSESSMENT: Moves(
        "pass-assessment", "Move to residents’ vote", "send-back", "refuse-assessment"
    ),
    CaseKind.DECISION: Moves(),
    CaseKind.PROVIDER: Moves(),
}

# What is checked in a case of each kind: key -> words. What the law asks stands in gates.
CHECKS: dict[CaseKind, dict[str, str]] = {
    CaseKind.PROPOSAL_CHECK: {
        "owner": "The place is the council’s",
        "free": "No sale, lease, grant or charity rule stands in the way",
        "pack": "The place information pack has gone to the group",
        "group": "The group can take it on in law",
        "same": "No other open proposal asks for the same place, or the groups will compete",
        "law": "No law or duty would be broken",
    },
    CaseKind.ASSESSMENT: {
        "law": "The group has a legal form and rules that fit",
        "money": "The money works for 5 years",
        "survey": "Building or ground survey",
        "terms": "Heads of terms are agreed, subject to the decision",
    },
    CaseKind.DECISION: {
        "equality": "The decision-maker has the equality paper (Equality Act 2010, section 149)",
    },
    CaseKind.PROVIDER: {
        "route": "The way to choose is written down, with its reasons",
        "interests": "Everyone who compares the offers has declared their interests",
        "equality": "Equality (Equality Act 2010, section 149)",
        "sharing": "The services have agreed which data they share",
    },
}
