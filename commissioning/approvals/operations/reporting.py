"""Drafting the report for a decision, writing in it, and publishing it."""

from commissioning.approvals import rules
from commissioning.approvals.models import (
    Case,
    DecisionReport,
    Heading,
    ReportVersion,
)
from commissioning.approvals.operations.desk import must_be_at_work
from commissioning.approvals.operations.moving import CHANGED
from commissioning.approvals.queries import drafted, report_on
from commissioning.core import clock, history, text
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.refusals import Refused
from commissioning.people.models import Person
from commissioning.people.queries import the_service


def draft_report(case: Case, *, by: Person) -> DecisionReport:
    """Draft the report from what the case already holds. Its parts can then be edited."""
    rules.may_advise.check(by, case)
    must_be_at_work(case)
    if report_on(case) is not None:
        raise Refused("There is a report already. You can edit its parts.")
    return _draft(case, by)


def _draft(case: Case, by: Person) -> DecisionReport:
    found = drafted(case)
    report = DecisionReport(case=case, case_id=case.id, tables=found.tables)
    report.versions = [
        ReportVersion(heading=heading, version=1, text=found.words[heading],
                      html=text.to_html(found.words[heading]))
        for heading in Heading
    ]  # fmt: skip
    with unique("uq_decision_report_case_id", says=CHANGED):
        db.session.add(report)
    history.record(case, "draft-report", by=by, visibility=Visibility.INTERNAL,
                   says="The report for the decision was drafted")  # fmt: skip
    return report


def write_part(
    report: DecisionReport, heading: Heading, words: str, version: int, *, by: Person
) -> ReportVersion:
    """Save a part anew; every version is kept. Whoever writes in a report cannot decide.

    `version`: the one that was edited. Raises Refused when there is a newer one, when it is empty,
    or once the report is out.
    """
    rules.may_advise.check(by, report.case)
    must_be_at_work(report.case)
    if report.published_on is not None:
        raise Refused("The report is out for everyone, so it cannot change now.")
    if not words.strip():
        raise Refused("Write this part", "words")
    if report.parts[heading].version != version:
        raise Refused("Somebody else has saved this part since you opened it. Copy your words, "
                      "open it again, and add them.", "words")  # fmt: skip
    made = ReportVersion(heading=heading, version=version + 1, text=words,
                         html=text.to_html(words), person=by)  # fmt: skip
    with unique("uq_report_version_report_id_heading_version", says=CHANGED):
        report.versions.append(made)
    report.tables = drafted(report.case).tables
    history.record(report.case, "write-report", by=by, visibility=Visibility.INTERNAL,
                   says=f"The report was written: {heading.words.lower()}",
                   heading=heading.value, version=made.version)  # fmt: skip
    return made


def publish_report(case: Case) -> DecisionReport:
    """Open the report to everyone, with the figures of today; it is drafted where nobody has.

    Part of publishing the papers or, where there are none, of deciding.
    """
    report = report_on(case) or _draft(case, the_service())
    if report.published_on is None:
        report.tables, report.published_on = drafted(case).tables, clock.today()
    return report
