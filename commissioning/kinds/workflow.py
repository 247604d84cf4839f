"""A competition is decided once, or called off."""

from commissioning.core.workflow import Step, Workflow
from commissioning.kinds import rules
from commissioning.proposals.models import CompetitionStatus

COMPETING = Workflow(
    Step("decide", CompetitionStatus.OPEN, CompetitionStatus.DECIDED, rules.may_run,
         "One of the groups that want the place was chosen in principle", plain=False),
    Step("call-off", CompetitionStatus.OPEN, CompetitionStatus.CALLED_OFF, rules.may_run,
         "The competition was called off", needs_reason=True, plain=False),
)  # fmt: skip
