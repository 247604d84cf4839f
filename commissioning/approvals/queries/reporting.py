"""The officer's report for a decision: which there is, and who wrote it."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from commissioning.approvals.models import (
    Case,
    DecisionReport,
    Heading,
    PlanEntry,
    ReportVersion,
)
from commissioning.core.database import db

_WHOLE = select(DecisionReport).options(
    joinedload(DecisionReport.versions).joinedload(ReportVersion.person)
)


def report_on(case: Case) -> DecisionReport | None:
    """The report in a case, with all versions of its parts; None before it is drafted."""
    return db.session.scalars(_WHOLE.where(DecisionReport.case_id == case.id)).unique().first()


def get_report(report_id: int, council_id: int) -> DecisionReport:
    """One report of this council. Raises NoResultFound."""
    query = _WHOLE.join(Case, Case.id == DecisionReport.case_id)
    query = query.where(DecisionReport.id == report_id, Case.council_id == council_id)
    return db.session.scalars(query).unique().one()


def papers_of(case: Case) -> tuple[PlanEntry | None, int | None]:
    """The notice of the decision in a case, and the number of its report, where there are any."""
    query = (
        select(PlanEntry, DecisionReport.id)
        .select_from(Case)
        .outerjoin(PlanEntry, PlanEntry.case_id == Case.id)
        .outerjoin(DecisionReport, DecisionReport.case_id == Case.id)
        .where(Case.id == case.id)
    )
    entry, report_id = db.session.execute(query).one()
    return entry, report_id


def writers_of(case: Case) -> set[int]:
    """The numbers of the people who wrote in the report of a case."""
    query = select(ReportVersion.person_id).join(DecisionReport)
    query = query.where(DecisionReport.case_id == case.id, ReportVersion.person_id.is_not(None))
    return {number for number in db.session.scalars(query.distinct()) if number is not None}


def versions_of(report: DecisionReport, heading: Heading) -> list[ReportVersion]:
    """All versions of one part, the newest first."""
    return [each for each in report.versions if each.heading == heading][::-1]
