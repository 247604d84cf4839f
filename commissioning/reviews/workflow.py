"""A review ends in one of two ways; a complaint is answered once."""

from commissioning.core.history import Visibility
from commissioning.core.workflow import Step, Workflow
from commissioning.reviews import rules
from commissioning.reviews.models import ComplaintStatus, ReviewStatus

REVIEWING = Workflow(
    Step("uphold", ReviewStatus.OPEN, ReviewStatus.UPHELD, rules.may_decide,
         "A senior officer looked again: the refusal stands", needs_reason=True, plain=False),
    Step("set-aside", ReviewStatus.OPEN, ReviewStatus.SET_ASIDE, rules.may_decide,
         "A senior officer looked again: the refusal was set aside", needs_reason=True,
         plain=False),
)  # fmt: skip

ANSWERING = Workflow(
    Step("answer", ComplaintStatus.OPEN, ComplaintStatus.ANSWERED, rules.may_answer,
         "A complaint was answered", plain=False, visibility=Visibility.PARTIES),
)  # fmt: skip
