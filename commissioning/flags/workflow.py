"""What was flagged is kept or hidden. Only the hiding is public, as an event of its own."""

from commissioning.core.history import Visibility
from commissioning.core.workflow import Step, Workflow
from commissioning.flags import rules
from commissioning.flags.models import FlagStatus

CHECKING = Workflow(
    Step("keep", FlagStatus.CHECKING, FlagStatus.KEPT, rules.may_close,
         "The council kept what was flagged", plain=False, visibility=Visibility.INTERNAL),
    Step("hide", FlagStatus.CHECKING, FlagStatus.HIDDEN, rules.may_close,
         "The council hid what was flagged", plain=False, visibility=Visibility.INTERNAL),
)  # fmt: skip
