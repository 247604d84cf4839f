"""Cases, decisions, and what the law asks for before a decision."""

from commissioning.approvals.models.cases import (
    AgreedScore,
    Case,
    CaseKind,
    CaseQuestion,
    CaseStatus,
    Check,
    CheckResult,
    Criterion,
    Ground,
    LateReason,
    Message,
    Note,
    Score,
    SendBackGround,
    Side,
)
from commissioning.approvals.models.deciding import (
    DecisionFacts,
    ExemptPart,
    Paragraph,
    PlanEntry,
)
from commissioning.approvals.models.decisions import (
    Advice,
    Choose,
    Decision,
    Deferral,
    Interest,
)
from commissioning.approvals.scheme import Body, Land

__all__ = [
    "Advice",
    "AgreedScore",
    "Body",
    "Case",
    "CaseKind",
    "CaseQuestion",
    "CaseStatus",
    "Check",
    "CheckResult",
    "Choose",
    "Criterion",
    "Decision",
    "DecisionFacts",
    "Deferral",
    "ExemptPart",
    "Ground",
    "Interest",
    "Land",
    "LateReason",
    "Message",
    "Note",
    "Paragraph",
    "PlanEntry",
    "Score",
    "SendBackGround",
    "Side",
]
