"""Who may write, certify and answer a report."""

from typing import Any

from commissioning.core.rules import rule
from commissioning.mutuals.rules import is_director, sits_elsewhere
from commissioning.people.rules import is_officer
from commissioning.reports.models import Report, ReportStatus


@rule
def is_being_written(_person: Any, report: Report) -> bool:
    """This report is not being written any more. Correct it if something is wrong."""
    return report.status == ReportStatus.WRITING


@rule
def is_ready(_person: Any, report: Report) -> bool:
    """This report is not waiting to be certified."""
    return report.status == ReportStatus.READY


@rule
def has_all_parts(_person: Any, report: Report) -> bool:
    """Finish all four parts of the report first."""
    return not report.parts_left


@rule
def is_another_director(person: Any, report: Report) -> bool:
    """A different director has to certify it: not the one who finished writing it."""
    return bool(person.id != report.asked_by_id)


@rule
def is_public(_person: Any, report: Report) -> bool:
    """This report is not published yet."""
    return report.is_public


@rule
def is_unanswered(_person: Any, report: Report) -> bool:
    """The council can reply once, after the report is published."""
    return report.status == ReportStatus.PUBLISHED


may_write = is_director & is_being_written
may_ask = may_write & has_all_parts
may_take_back = is_director & is_ready
may_certify = is_director & is_ready & is_another_director
may_correct = is_director & is_public
may_reply = is_officer & sits_elsewhere & is_unanswered
