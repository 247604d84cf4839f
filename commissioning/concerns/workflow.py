"""A concern is answered once."""

from commissioning.concerns import rules
from commissioning.concerns.models import ConcernStatus
from commissioning.core.workflow import Step, Workflow

ANSWERING = Workflow(
    Step("answer", ConcernStatus.OPEN, ConcernStatus.ANSWERED, rules.may_answer,
         "The mutual answered a concern", plain=False),
)  # fmt: skip
