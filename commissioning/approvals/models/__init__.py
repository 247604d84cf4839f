"""Cases, decisions, and what the law asks for before a decision."""

from commissioning.approvals.models.advising import AdviceRequest, Field
from commissioning.approvals.models.calling_in import (
    CallIn,
    CallInGround,
    CallInRequest,
    Outcome,
)
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
    Interest,
    LateReason,
    Message,
    Note,
    Score,
    SendBackGround,
    Side,
)
from commissioning.approvals.models.conditions import (
    Condition,
    ConditionDue,
    ConditionStatus,
)
from commissioning.approvals.models.deciding import (
    DecisionFacts,
    ExemptPart,
    Office,
    PlanEntry,
)
from commissioning.approvals.models.decisions import (
    PENDING,
    Advice,
    Choose,
    Decision,
    DecisionStatus,
    Deferral,
)
from commissioning.approvals.models.reporting import DecisionReport, Heading, ReportVersion
from commissioning.approvals.models.scorers import Panel, Scorer
from commissioning.approvals.models.working import CaseLock
from commissioning.approvals.scheme import Body, Land
from commissioning.files.models import Paragraph

__all__ = [
    "PENDING",
    "Advice",
    "AdviceRequest",
    "AgreedScore",
    "Body",
    "CallIn",
    "CallInGround",
    "CallInRequest",
    "Case",
    "CaseKind",
    "CaseLock",
    "CaseQuestion",
    "CaseStatus",
    "Check",
    "CheckResult",
    "Choose",
    "Condition",
    "ConditionDue",
    "ConditionStatus",
    "Criterion",
    "Decision",
    "DecisionFacts",
    "DecisionReport",
    "DecisionStatus",
    "Deferral",
    "ExemptPart",
    "Field",
    "Ground",
    "Heading",
    "Interest",
    "Land",
    "LateReason",
    "Message",
    "Note",
    "Office",
    "Outcome",
    "Panel",
    "Paragraph",
    "PlanEntry",
    "ReportVersion",
    "Score",
    "Scorer",
    "SendBackGround",
    "Side",
]
