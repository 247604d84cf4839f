"""Cases, decisions, and what the law asks for before a decision."""

from commissioning.approvals.models.advising import AdviceRequest, Field
from commissioning.approvals.models.calling_in import (
    CallIn,
    CallInGround,
    CallInRequest,
    Outcome,
)
from commissioning.approvals.models.cases import (
    Case,
    CaseKind,
    CaseQuestion,
    CaseStatus,
    Check,
    CheckResult,
    Ground,
    Interest,
    LateReason,
    Message,
    Note,
    SendBackGround,
    Side,
)
from commissioning.approvals.models.conditions import Condition, ConditionStatus
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
from commissioning.approvals.models.scorers import AgreedScore, Criterion, Panel, Score, Scorer
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
    "ConditionStatus",
    "Criterion",
    "Decision",
    "DecisionFacts",
    "DecisionStatus",
    "Deferral",
    "ExemptPart",
    "Field",
    "Ground",
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
    "Score",
    "Scorer",
    "SendBackGround",
    "Side",
]
