"""A pack is sent once, or is not needed any more."""

from commissioning.core.workflow import Step, Workflow
from commissioning.packs import rules
from commissioning.packs.models import PackStatus
from commissioning.people.rules import is_the_service

PACKING = Workflow(
    Step("send", PackStatus.ASKED, PackStatus.SENT, rules.may_send,
         "The council sent the place information pack", plain=False),
    Step("close", PackStatus.ASKED, PackStatus.CLOSED, is_the_service,
         "The information pack is not needed any more", plain=False),
)  # fmt: skip
