"""How a mutual is doing, step by step."""

from commissioning.core.workflow import Step, Workflow
from commissioning.mutuals.models import MutualStatus as S
from commissioning.mutuals.rules import may_step

LIFE = Workflow(
    Step("open", S.FORMING, S.RUNNING, may_step, "Opened its doors", plain=False),
    Step("start-support-plan", S.RUNNING, S.SUPPORTED, may_step,
         "The council and the mutual agreed a support plan", needs_reason=True),
    Step("end-support-plan", S.SUPPORTED, S.RUNNING, may_step,
         "The support plan ended", needs_reason=True),
    *[
        Step("close", source, S.CLOSED, may_step, "The mutual closed", needs_reason=True)
        for source in (S.FORMING, S.RUNNING, S.SUPPORTED)
    ],
)  # fmt: skip
