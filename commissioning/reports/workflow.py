"""A report, from its quarter's end to the council's reply."""

from commissioning.core.history import Visibility
from commissioning.core.workflow import Step, Workflow
from commissioning.reports import rules
from commissioning.reports.models import ReportStatus

REPORTING = Workflow(
    Step("ask-to-certify", ReportStatus.WRITING, ReportStatus.READY, rules.may_ask,
         "The report waits for a second director", plain=False, visibility=Visibility.PARTIES),
    Step("back-to-writing", ReportStatus.READY, ReportStatus.WRITING, rules.may_take_back,
         "The report is being written again", plain=False, visibility=Visibility.PARTIES),
    Step("certify", ReportStatus.READY, ReportStatus.PUBLISHED, rules.may_certify,
         "The report is published", plain=False),
    Step("reply", ReportStatus.PUBLISHED, ReportStatus.REPLIED, rules.may_reply,
         "The council replied to the report", plain=False),
)  # fmt: skip
