"""Writing a report part by part, certifying, correcting and answering it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from commissioning.agreements.kpis import BY_KEY, Kpi, for_kind
from commissioning.agreements.models import KeptPromise
from commissioning.agreements.queries import promises_of
from commissioning.core import clock, history, turns
from commissioning.core.database import db, unique
from commissioning.core.history import Visibility
from commissioning.core.pages import money, number
from commissioning.core.refusals import Refused
from commissioning.core.text import to_html
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.follows import operations as follows
from commissioning.mutuals import operations as mutuals
from commissioning.mutuals.models import Mutual
from commissioning.mutuals.quarters import Quarter, quarters_between
from commissioning.people.models import Person
from commissioning.people.queries import the_service
from commissioning.reports import emails, figures, queries, rules
from commissioning.reports.figures import MONEY, PEOPLE, Counted, Money
from commissioning.reports.models import Part, Report, ReportFigure
from commissioning.reports.workflow import REPORTING

WHY = "Say why you are below your promise and when you will be back on track"
COPIED = (
    "grant", "sales", "other_in", "staff", "building", "other_out", "bank",
    "members", "seats_taken", "paid_staff", "volunteers", "risks", "risks_html",
)  # fmt: skip


def fall_due(mutual_id: int) -> list[Report]:
    """The clock: begin the reports about quarters that have ended, if there are any.

    A report is due a number of days after its quarter ends (the council's setting report_days).
    """
    mutual = queries.running_mutual(mutual_id)
    if mutual.opened_on is None:
        return []
    last = Quarter.of(clock.today()).previous
    known = queries.quarters_reported(mutual)
    ended = quarters_between(Quarter.of(mutual.opened_on), last)
    return [_begin(mutual, quarter) for quarter in ended if quarter.key not in known]


def _begin(mutual: Mutual, quarter: Quarter) -> Report:
    days = mutual.council.settings.report_days
    report = Report(
        council=mutual.council,
        mutual=mutual,
        quarter=quarter.key,
        due_on=quarter.ends_on + timedelta(days=days),
    )
    db.session.add(report)
    _turn_of_the_mutual(report, days)
    history.record(report, "fall-due", by=the_service(), quarter=quarter.key,
                   says=f"The report for {quarter.words} fell due")  # fmt: skip
    emails.tell_due(report)
    return report


def _turn_of_the_mutual(report: Report, days: int) -> None:
    db.session.flush()  # the turn needs the report's number
    turn = turns.begin(report, "writing", Whose.MUTUAL, Promise(days, Unit.NONE))
    turn.due_on = report.due_on


def asked_for(report: Report) -> list[Kpi]:
    """The figures the form asks about: first those that were promised.

    Of a promised one that is worked out the form asks only why it is missed and until when.
    """
    promised = {each.kpi for each in promises_of([report.mutual_id])[report.mutual_id]}
    fitting = for_kind(report.mutual.place.kind)
    found = [kpi for kpi in fitting if not kpi.worked_out or kpi.key in promised]
    return sorted(found, key=lambda kpi: kpi.key not in promised)


def save_figures(
    report: Report, counted: dict[str, Counted], *, is_right: bool, by: Person
) -> None:
    """Save the figures. `counted` by the key of a Kpi that fits the place.

    Raises Refused where a promised figure is missing, or a broken promise has no why and by-when;
    and, softly, for figures that jump, until `is_right` says that they are right.
    """
    rules.may_write.check(by, report)
    known = {kpi.key for kpi in asked_for(report)}
    counted = {key: each for key, each in counted.items() if key in known}
    for promise in promises_of([report.mutual_id])[report.mutual_id]:
        _check_promise(report, promise, counted)
    before = queries.report_before(report)
    now = [_named(BY_KEY[key], each.value) for key, each in counted.items()]
    then = [_named(each.figure, each.number) for each in before.figures] if before else []
    _ask(now, then, is_right)
    _keep(report, counted)
    _finish(report, Part.FIGURES, is_right, by)


def _named(kpi: Kpi, value: float | None) -> figures.Named:
    return kpi.words, value, "" if value is None else kpi.shown(value)


def _ask(now: Sequence[figures.Named], before: Sequence[figures.Named], is_right: bool) -> None:
    question = figures.question(now, {each[0]: each for each in before})
    if question and not is_right:
        raise Refused(question, "is_right")


def _check_promise(report: Report, promise: KeptPromise, counted: dict[str, Counted]) -> None:
    if promise.figure.worked_out or not promise.holds_in(report.of_quarter):
        return
    each = counted.get(promise.kpi, Counted(None))
    if each.value is None:
        raise Refused(f"Enter the figure you promised: {promise.figure.words}", promise.kpi)
    if promise.is_kept(each.value):
        return
    if not each.why.strip():
        raise Refused(WHY, f"why_{promise.kpi}")
    if each.back_by is None or each.back_by <= report.of_quarter.ends_on:
        raise Refused("Enter a date after this quarter when you will be back on track",
                      f"back_{promise.kpi}")  # fmt: skip


def _keep(report: Report, counted: dict[str, Counted]) -> None:
    stored = {figure.kpi: figure for figure in report.figures}
    for key, each in counted.items():
        figure = stored.get(key)
        if figure is None:
            figure = ReportFigure(kpi=key)
            report.figures.append(figure)
        figure.value = None if each.value is None else round(each.value * 100)
        figure.why, figure.back_by = each.why.strip(), each.back_by


def save_money(report: Report, given: Money, *, is_right: bool, by: Person) -> None:
    """Save the money. Raises Refused, naming both sums, where the bank does not follow."""
    rules.may_write.check(by, report)
    opening = queries.opening_bank(report)
    wrong = figures.why_bank_is_wrong(opening, given.all_in, given.all_out, given.bank)
    if wrong:
        raise Refused(wrong, "bank")
    before = queries.report_before(report)
    now = [
        (words, getattr(given, name), money(getattr(given, name))) for name, words in MONEY.items()
    ]
    then = [(w, getattr(before, n), money(getattr(before, n))) for n, w in MONEY.items() if before]
    _ask(now, then, is_right)
    for name, pence in asdict(given).items():
        setattr(report, name, pence)
    _finish(report, Part.MONEY, is_right, by)


def save_people(report: Report, counts: dict[str, int], *, is_right: bool, by: Person) -> None:
    """Save how many people there are, by the names of PEOPLE."""
    rules.may_write.check(by, report)
    seats = report.mutual.seats
    if counts["seats_taken"] > seats:
        raise Refused(f"The board has {seats} seats. Enter {seats} or fewer", "seats_taken")
    before = queries.report_before(report)
    now = [(words, counts[name], number(counts[name])) for name, words in PEOPLE.items()]
    then = [
        (w, getattr(before, n), number(getattr(before, n))) for n, w in PEOPLE.items() if before
    ]
    _ask(now, then, is_right)
    for name in PEOPLE:
        setattr(report, name, counts[name])
    _finish(report, Part.PEOPLE, is_right, by)


def save_risks(report: Report, written: str, *, by: Person) -> None:
    """Save the risks, in Markdown."""
    rules.may_write.check(by, report)
    report.risks, report.risks_html = written, to_html(written)
    _finish(report, Part.RISKS, False, by)


def _finish(report: Report, part: Part, is_right: bool, by: Person) -> None:
    report.finished_parts = sorted({*report.finished_parts, part.value})
    report.edits = {**report.edits, part.value: report.edits.get(part.value, 0) + 1}
    checked = set(report.checked_parts) - {part.value}
    report.checked_parts = sorted(checked | ({part.value} if is_right else set()))
    history.record(report, "save-part", by=by, says=f"The part “{part.words}” was written",
                   part=part.value, visibility=Visibility.PARTIES)  # fmt: skip


def ask_to_certify(report: Report, *, by: Person) -> None:
    """A director has finished; another one certifies. Earlier quarters are published first."""
    rules.may_ask.check(by, report)
    earlier = queries.unfinished_before(report)
    if earlier is not None:
        raise Refused(f"Publish the report for {earlier.of_quarter.words} first")
    _check_again(report)
    for promise in promises_of([report.mutual_id])[report.mutual_id]:
        _check_worked_out(report, promise)
    report.asked_by_id = by.id
    REPORTING.take("ask-to-certify", report, by=by)


def _check_again(report: Report) -> None:
    """What was saved earlier must still follow: an earlier report may have been corrected."""
    wrong = figures.why_bank_is_wrong(
        queries.opening_bank(report), report.money_in, report.money_out, report.bank or 0
    )
    if wrong:
        raise Refused(wrong)


def _check_worked_out(report: Report, promise: KeptPromise) -> None:
    """A promise that follows from the money or the members needs its why and by-when as well."""
    said = figures.figure_of(report, promise.kpi)
    explained = said is not None and said.why and said.back_by
    if promise.figure.worked_out and figures.is_kept(promise, report) is False and not explained:
        raise Refused(f"{promise.figure.words}: {WHY[0].lower()}{WHY[1:]}, in the first part")


def back_to_writing(report: Report, *, by: Person) -> None:
    """Something is not right yet: the report can be changed again."""
    REPORTING.take("back-to-writing", report, by=by)


def certify(report: Report, *, by: Person) -> None:
    """A different director certifies: the report is public, and it is the council's turn."""
    _check_again(report)
    REPORTING.take("certify", report, by=by, quarter=report.quarter, bank=report.bank or 0,
                   money_in=report.money_in, money_out=report.money_out)  # fmt: skip
    report.certified_by_id = by.id
    report.published_at, report.published_on = clock.now(), clock.today()
    mutuals.count_members(report.mutual, report.members or 0)
    for older in queries.versions_of(report):
        turns.end(older)
    promise = report.council.settings.promise("reply_days")
    turn = turns.begin(report, "reply", Whose.COUNCIL, promise)
    report.reply_due_on = turn.due_on
    follows.tell(
        report.mutual,
        f"{report.mutual.name} published its report for {report.of_quarter.words}.",
        "The council replies next.",
    )


def correct(report: Report, why: str, *, by: Person) -> Report:
    """Begin a corrected version of a published report; the published one stays as it is."""
    rules.may_correct.check(by, report)
    if not why.strip():
        raise Refused("Say what was wrong, so that people can understand", "why")
    newer = Report(
        council=report.council,
        mutual=report.mutual,
        quarter=report.quarter,
        version=report.version + 1,
        why_corrected=why.strip(),
        due_on=report.due_on,
        finished_parts=[part.value for part in Part],
        checked_parts=list(report.checked_parts),
        **{name: getattr(report, name) for name in COPIED},
    )
    newer.figures = [
        ReportFigure(kpi=each.kpi, value=each.value, why=each.why, back_by=each.back_by)
        for each in report.figures
    ]
    with unique("uq_report_mutual_id_quarter_version",
                says="Somebody is correcting this report already"):  # fmt: skip
        db.session.add(newer)
    history.record(newer, "correct", by=by, reason=why.strip(), version=newer.version,
                   says=f"The report for {report.of_quarter.words} is being corrected")  # fmt: skip
    return newer


def reply(report: Report, written: str, *, by: Person) -> None:
    """The council replies; `written` is Markdown. The board hears of it by mail."""
    rules.may_reply.check(by, report)
    if not written.strip():
        raise Refused("Write the council’s reply", "reply")
    late = report.reply_due_on is not None and clock.today() > report.reply_due_on
    REPORTING.take("reply", report, by=by, late=late)
    report.reply, report.reply_html = written, to_html(written)
    report.replied_by_id, report.replied_on = by.id, clock.today()
    turns.end(report)
    emails.tell_reply(report)
    follows.tell(
        report.mutual,
        f"The council replied to the report of {report.mutual.name}.",
        "The next report comes when this quarter has ended.",
    )
