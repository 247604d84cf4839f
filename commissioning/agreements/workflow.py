"""An agreement, from the first draft to the day it is in force."""

from commissioning.agreements.models import AgreementStatus
from commissioning.agreements.rules import has_mutual, may_open
from commissioning.core.workflow import Step, Workflow

AGREEMENT = Workflow(
    Step("sign", AgreementStatus.DRAFT, AgreementStatus.SIGNED, has_mutual,
         "Both sides signed the agreement", plain=False),
    Step("open-doors", AgreementStatus.SIGNED, AgreementStatus.IN_FORCE, may_open,
         "The agreement came into force: the doors are open", plain=False),
)  # fmt: skip
