"""A concern is answered once, or has no answer because the mutual has closed."""

from commissioning.concerns import rules
from commissioning.concerns.models import ConcernStatus
from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import is_the_service

ANSWERING = Workflow(
    Step("answer", ConcernStatus.OPEN, ConcernStatus.ANSWERED, rules.may_answer,
         "The mutual answered a concern", plain=False),
    Step("close", ConcernStatus.OPEN, ConcernStatus.ANSWERED, is_the_service,
         "A concern was closed without an answer: the mutual has closed", plain=False),
)  # fmt: skip
