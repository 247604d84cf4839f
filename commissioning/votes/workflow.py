"""The life of a vote. The times open and close it to the second; the clock's steps record that."""

from commissioning.core.workflow import Step, Workflow
from commissioning.people.rules import is_the_service as by_the_clock
from commissioning.votes import rules
from commissioning.votes.models import Status

VOTE = Workflow(
    Step("open", Status.ANNOUNCED, Status.OPEN, by_the_clock & rules.opening_has_come,
         "Voting opened", plain=False),
    Step("close", Status.OPEN, Status.CLOSED, by_the_clock & rules.closing_has_come,
         "Voting closed", plain=False),
    Step("call-off", Status.ANNOUNCED, Status.CALLED_OFF, by_the_clock,
         "The vote was called off", plain=False),
    Step("call-off", Status.OPEN, Status.CALLED_OFF, by_the_clock,
         "The vote was called off", plain=False),
    Step("count", Status.CLOSED, Status.COUNTED, rules.may_count,
         "The votes were counted", plain=False),
    Step("publish", Status.COUNTED, Status.PUBLISHED, rules.may_publish,
         "The result was published", plain=False),
)  # fmt: skip
