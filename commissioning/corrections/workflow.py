"""A correction is accepted or declined."""

from commissioning.core.workflow import Step, Workflow
from commissioning.corrections import rules
from commissioning.corrections.models import CorrectionStatus

CHECKING = Workflow(
    Step("accept", CorrectionStatus.CHECKING, CorrectionStatus.ACCEPTED, rules.may_decide,
         "The council accepted a correction", needs_reason=True, plain=False),
    Step("decline", CorrectionStatus.CHECKING, CorrectionStatus.DECLINED, rules.may_decide,
         "The council declined a correction", needs_reason=True, plain=False),
)  # fmt: skip
