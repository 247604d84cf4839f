"""Reports fall due, are written, certified by a second director, corrected and answered."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commissioning.core import clock
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose, turn_of
from commissioning.follows import operations as follows
from commissioning.mutuals.quarters import Quarter
from commissioning.people.models import Post, PostKind
from commissioning.reports import operations, queries
from commissioning.reports.models import Report, ReportStatus
from commissioning.reports.operations import Counted, Money
from tests import factories
from tests.architecture.test_status import assert_history_is_true

AFTER_Q3 = clock.london(date(2026, 10, 1), 6)
PROMISES = [("lei_visits", 40_000), ("lei_open_hours", 70)]
MONEY = Money(20_000_00, 171_800_00, 4_700_00, 101_300_00, 39_900_00, 26_200_00, 81_100_00)
PEOPLE = {"members": 3344, "seats_taken": 5, "paid_staff": 20, "volunteers": 40}


@pytest.fixture(autouse=True)
def _in_october():
    with clock.set_to(AFTER_Q3):
        yield


def due(**facts):
    mutual, board = factories.running_mutual(date(2026, 7, 1), promises=PROMISES, **facts)
    with saved():
        (report,) = operations.fall_due(mutual.id)
    return report, board


def counted(visits=47_800, hours=72, **facts):
    return {"lei_visits": Counted(visits), "lei_open_hours": Counted(hours, **facts)}


def write(report, by, **changes):
    with saved():
        operations.save_figures(report, changes.get("counted", counted()), is_right=True, by=by)
        operations.save_money(report, changes.get("money", MONEY), is_right=True, by=by)
        operations.save_people(report, PEOPLE, is_right=True, by=by)
        operations.save_risks(report, "The **boiler** is old.", by=by)


def published(report, board):
    write(report, board[0])
    with saved():
        operations.ask_to_certify(report, by=board[0])
        operations.certify(report, by=board[1])
    return report


def test_a_report_falls_due_once_when_its_quarter_has_ended(database):
    mutual, board = factories.running_mutual(date(2026, 7, 1))
    with clock.set_to(clock.london(date(2026, 9, 30), 23)):
        assert queries.due_reports() == []
    assert queries.due_reports() == [mutual.id]
    with saved():
        (report,) = operations.fall_due(mutual.id)
    assert (report.quarter, report.due_on) == ("2026-q3", date(2026, 10, 30))
    turn = turn_of(report)
    assert (turn.whose, turn.due_on) == (Whose.MUTUAL, report.due_on)
    assert queries.due_reports() == []
    with saved():
        assert operations.fall_due(mutual.id) == []
    told = set(database.session.scalars(select(Mail.address)))
    assert told == {each.email for each in board}


def test_two_missed_quarters_both_fall_due(database):
    mutual, _board = factories.running_mutual(date(2026, 5, 1))
    with saved():
        reports = operations.fall_due(mutual.id)
    assert [each.quarter for each in reports] == ["2026-q2", "2026-q3"]


def test_a_different_director_certifies_and_the_council_replies(database):
    report, board = due()
    officer = factories.staff(report.council, PostKind.OFFICER)
    write(report, board[0])
    with saved():
        operations.ask_to_certify(report, by=board[0])
    with pytest.raises(NotAllowed, match="different director"), saved():
        operations.certify(report, by=board[0])
    with pytest.raises(NotAllowed, match="Only directors"), saved():
        operations.certify(report, by=officer)
    with saved():
        operations.certify(report, by=board[1])
    assert report.status == ReportStatus.PUBLISHED
    assert report.mutual.members_count == 3344
    assert turn_of(report).whose == Whose.COUNCIL
    assert queries.waiting_for_reply(report.council_id) == [report]
    with pytest.raises(NotAllowed, match="officer"), saved():
        operations.reply(report, "Well done", by=board[0])
    factories.save(Post(person=board[1], council_id=report.council_id, kind=PostKind.OFFICER,
                        started_on=clock.today()))  # fmt: skip
    with pytest.raises(NotAllowed, match="on the board"), saved():
        operations.reply(report, "Well done", by=board[1])
    with saved():
        operations.reply(report, "Well *done*", by=officer)
    assert report.reply_html == "<p>Well <em>done</em></p>"
    assert turn_of(report) is None
    assert queries.waiting_for_reply(report.council_id) == []
    assert_history_is_true(database)


def test_late_reports_and_late_replies_show(database):
    report, board = due()
    with clock.set_to(clock.london(date(2026, 11, 2), 9)):
        assert report.is_overdue
        published(report, board)
        assert report.was_late
    with clock.set_to(clock.london(report.reply_due_on + timedelta(days=1), 9)):
        assert report.reply_is_late


def test_a_missed_promise_needs_why_and_by_when(database):
    report, board = due()
    missed = {"visits": 47_800, "hours": 68}
    for facts, field in (
        ({}, "why_lei_open_hours"),
        ({"why": "The boiler"}, "back_lei_open_hours"),
        ({"why": "The boiler", "back_by": date(2026, 9, 1)}, "back_lei_open_hours"),
    ):
        figures = counted(**missed, **facts)
        with pytest.raises(Refused) as refusal, saved():
            operations.save_figures(report, figures, is_right=True, by=board[0])
        assert refusal.value.field == field
    assert report.figures == []
    good = counted(**missed, why="The boiler", back_by=date(2026, 12, 1))
    with saved():
        operations.save_figures(report, good, is_right=False, by=board[0])
    assert len(report.figures) == 2


def test_a_promised_figure_cannot_be_left_out(database):
    report, board = due()
    with pytest.raises(Refused, match="the figure you promised") as refusal, saved():
        operations.save_figures(report, {}, is_right=True, by=board[0])
    assert refusal.value.field == "lei_visits"


def test_the_bank_must_follow_and_the_sentence_names_both_sums(database):
    report, board = due()
    wrong = Money(**{**MONEY.__dict__, "bank": 87_000_00})
    with pytest.raises(Refused, match="£81,100, but you wrote £87,000") as refusal, saved():
        operations.save_money(report, wrong, is_right=True, by=board[0])
    assert refusal.value.field == "bank"
    assert report.bank is None


def next_report(report):
    with (
        clock.set_to(clock.london(Quarter.from_key(report.quarter).next.next.starts_on, 9)),
        saved(),
    ):
        return operations.fall_due(report.mutual_id)[0]


def test_a_figure_that_jumps_is_asked_about_until_it_is_said_to_be_right(database):
    first, board = due()
    published(first, board)
    report = next_report(first)
    with pytest.raises(Refused, match="Visits: 47,800 last time, 90,000 now") as refusal, saved():
        operations.save_figures(report, counted(90_000), is_right=False, by=board[0])
    assert refusal.value.field == "is_right"
    with saved():
        operations.save_figures(report, counted(90_000), is_right=True, by=board[0])
    assert "figures" in report.checked_parts


def test_quarters_are_published_in_order(database):
    first, board = due()
    report = next_report(first)
    write(report, board[0])
    with pytest.raises(Refused, match="report for July to September 2026 first"), saved():
        operations.ask_to_certify(report, by=board[0])


def test_a_corrected_report_keeps_both(database):
    report, board = due()
    published(report, board)
    with saved():
        newer = operations.correct(report, "Two weeks were not counted", by=board[2])
    with pytest.raises(Refused, match="already"), saved():
        operations.correct(report, "Again", by=board[1])
    with saved():
        operations.save_figures(newer, counted(49_000), is_right=True, by=board[2])
        operations.ask_to_certify(newer, by=board[2])
        operations.certify(newer, by=board[0])
    assert [each.version for each in queries.versions_of(newer)] == [2, 1]
    assert report.figures[0].number == 47_800
    assert newer.figures[0].number == 49_000
    assert queries.published([report.mutual_id])[report.mutual_id] == [newer]
    assert queries.waiting_for_reply(report.council_id) == [newer]
    assert database.session.query(Report).count() == 2


def test_a_report_that_is_not_finished_cannot_be_certified(database):
    report, board = due()
    with pytest.raises(NotAllowed, match="all four parts"), saved():
        operations.ask_to_certify(report, by=board[0])
    write(report, board[0])
    with saved():
        operations.ask_to_certify(report, by=board[0])
    with pytest.raises(NotAllowed, match="not being written"), saved():
        operations.save_risks(report, "None", by=board[0])
    with saved():
        operations.back_to_writing(report, by=board[0])
    assert report.status == ReportStatus.WRITING


def test_a_promise_that_is_worked_out_needs_its_why_as_well(database):
    promises = [*PROMISES, ("fin_reserves_months", 12)]
    mutual, board = factories.running_mutual(date(2026, 7, 1), promises=promises)
    with saved():
        (report,) = operations.fall_due(mutual.id)
    write(report, board[0])
    with pytest.raises(Refused, match="Months of running costs in the bank: say why"), saved():
        operations.ask_to_certify(report, by=board[0])
    said = {**counted(), "fin_reserves_months": Counted(None, "A new roof", date(2027, 3, 1))}
    with saved():
        operations.save_figures(report, said, is_right=True, by=board[0])
        operations.ask_to_certify(report, by=board[0])
    assert report.status == ReportStatus.READY


def test_followers_hear_of_the_report_and_of_the_reply(database):
    report, board = due()
    officer = factories.staff(report.council, PostKind.OFFICER)
    with saved():
        follows.add_follower(report.mutual, "reader@example.org")
    published(report, board)
    with saved():
        operations.reply(report, "Well done", by=officer)
    to_reader = select(Mail.body).where(Mail.address == "reader@example.org").order_by(Mail.id)
    first, second = database.session.scalars(to_reader)
    assert "published its report for July to September 2026" in first
    assert "The council replied to the report" in second
