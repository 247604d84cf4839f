"""Which reports, what came before them, and what is due."""

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement

from commissioning.core import clock
from commissioning.core.clock import Due
from commissioning.core.database import db
from commissioning.core.refusals import NotHere
from commissioning.mutuals.models import BoardSeat, Mutual, MutualStatus
from commissioning.mutuals.quarters import Quarter
from commissioning.reports.figures import SHOWN
from commissioning.reports.models import PUBLIC, Report, ReportStatus

AT_ONCE = 25


def _newer(newer: type[Report], public: bool) -> ColumnElement[bool]:
    same = (newer.mutual_id == Report.mutual_id) & (newer.quarter == Report.quarter)
    later = same & (newer.version > Report.version)
    return exists().where(later & newer.status.in_(PUBLIC) if public else later)


def get_report(mutual_id: int, quarter: str, council_id: int) -> Report:
    """The newest version of a mutual's report for a quarter. Raises NoResultFound or NotHere."""
    query = (
        select(Report)
        .where(
            Report.mutual_id == mutual_id,
            Report.quarter == _right_key(quarter),
            Report.council_id == council_id,
        )
        .order_by(Report.version.desc())
        .limit(1)
        .options(
            selectinload(Report.figures),
            joinedload(Report.mutual).selectinload(Mutual.board).joinedload(BoardSeat.person),
            joinedload(Report.mutual).joinedload(Mutual.place),
        )
    )
    return db.session.scalars(query).one()


def _right_key(quarter: str) -> str:
    try:
        return Quarter.from_key(quarter).key
    except ValueError as error:
        raise NotHere from error


def report_to_answer(report_id: int, council_id: int) -> Report:
    """A published report of this council. Raises NoResultFound."""
    query = (
        select(Report)
        .where(Report.id == report_id, Report.council_id == council_id, Report.status.in_(PUBLIC))
        .options(selectinload(Report.figures), joinedload(Report.mutual))
    )
    return db.session.scalars(query).one()


def versions_of(report: Report) -> list[Report]:
    """All published versions of a quarter's report, newest first."""
    query = (
        select(Report)
        .where(
            Report.mutual_id == report.mutual_id,
            Report.quarter == report.quarter,
            Report.status.in_(PUBLIC),
        )
        .order_by(Report.version.desc())
        .options(selectinload(Report.figures))
    )
    return list(db.session.scalars(query))


def report_before(report: Report) -> Report | None:
    """The newest published report about an earlier quarter."""
    query = (
        select(Report)
        .where(
            Report.mutual_id == report.mutual_id,
            Report.quarter < report.quarter,
            Report.status.in_(PUBLIC),
        )
        .order_by(Report.quarter.desc(), Report.version.desc())
        .limit(1)
        .options(selectinload(Report.figures))
    )
    return db.session.scalar(query)


def opening_bank(report: Report) -> int:
    """What was in the bank when the quarter began, in pence."""
    before = report_before(report)
    if before is not None and before.bank is not None:
        return before.bank
    return report.mutual.opening_bank


def unfinished_before(report: Report) -> Report | None:
    """The first earlier quarter whose report nobody has published."""
    query = (
        select(Report)
        .where(
            Report.mutual_id == report.mutual_id,
            Report.quarter < report.quarter,
            Report.version == 1,
            Report.status.not_in(PUBLIC),
        )
        .order_by(Report.quarter)
        .limit(1)
    )
    return db.session.scalar(query)


def published(mutual_ids: list[int], count: int = SHOWN) -> dict[int, list[Report]]:
    """The newest versions of the last quarters' published reports by mutual, oldest first."""
    newer = aliased(Report)
    earliest = Quarter.of(clock.today()).back(count).key
    query = (
        select(Report)
        .where(
            Report.mutual_id.in_(mutual_ids),
            Report.quarter >= earliest,
            Report.status.in_(PUBLIC),
            ~_newer(newer, public=True),
        )
        .order_by(Report.mutual_id, Report.quarter)
        .options(selectinload(Report.figures))
    )
    found: dict[int, list[Report]] = {number: [] for number in mutual_ids}
    for report in db.session.scalars(query):
        found[report.mutual_id].append(report)
    return found


def all_reports(mutual: Mutual, before: str = "") -> list[Report]:
    """A page of a mutual's reports, newest first, one version each; one more than a page holds."""
    newer = aliased(Report)
    query = select(Report).where(Report.mutual_id == mutual.id, ~_newer(newer, public=False))
    if before:
        query = query.where(Report.quarter < before)
    query = query.order_by(Report.quarter.desc()).limit(AT_ONCE + 1)
    return list(db.session.scalars(query))


def open_reports(mutual: Mutual) -> list[Report]:
    """What the board still has to write or certify, the oldest first."""
    query = (
        select(Report)
        .where(Report.mutual_id == mutual.id, Report.status.not_in(PUBLIC))
        .order_by(Report.quarter, Report.version)
    )
    return list(db.session.scalars(query))


def _has_no_reply(council_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Report.council_id == council_id,
        Report.status == ReportStatus.PUBLISHED,
        ~_newer(aliased(Report), public=True),
    )


def waiting_for_reply(council_id: int) -> list[Report]:
    """Published reports the council has not answered, the most urgent first."""
    query = (
        select(Report)
        .where(*_has_no_reply(council_id))
        .order_by(Report.reply_due_on, Report.id)
        .limit(AT_ONCE)
        .options(joinedload(Report.mutual))
    )
    return list(db.session.scalars(query))


def not_sent(council_id: int) -> list[Report]:
    """First reports that mutuals still have to send, the most urgent first."""
    query = (
        select(Report)
        .where(
            Report.council_id == council_id,
            Report.status.not_in(PUBLIC),
            Report.version == 1,
        )
        .order_by(Report.due_on, Report.id)
        .limit(AT_ONCE)
        .options(joinedload(Report.mutual))
    )
    return list(db.session.scalars(query))


def due_reports() -> list[Due]:
    """Mutuals for which a quarter has ended about which there is no report yet."""
    quarter = Quarter.of(clock.today()).previous
    has_one = exists().where(Report.mutual_id == Mutual.id, Report.quarter == quarter.key)
    query = select(Mutual.id).where(
        Mutual.status.in_((MutualStatus.RUNNING, MutualStatus.SUPPORTED)),
        Mutual.opened_on <= quarter.ends_on,
        ~has_one,
    )
    numbers = db.session.scalars(query.order_by(Mutual.id))
    return Due.each((number, quarter.next.starts_on) for number in numbers)


def quarters_reported(mutual: Mutual) -> set[str]:
    """The quarters for which there is a report, written or not."""
    query = select(Report.quarter).where(Report.mutual_id == mutual.id)
    return set(db.session.scalars(query))


def running_mutual(mutual_id: int) -> Mutual:
    """A mutual by its number, with its board, for the clock. Raises NoResultFound."""
    query = select(Mutual).where(Mutual.id == mutual_id)
    return db.session.scalars(query.options(selectinload(Mutual.board))).one()
