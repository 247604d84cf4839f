"""The demo as a whole: told once, it is what the story says, and its record is true."""

import os
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from commissioning import OWED
from commissioning.agreements.queries import agreement_of
from commissioning.approvals import queries as desk
from commissioning.cli import take_due_steps
from commissioning.commissions.queries import running
from commissioning.concerns import queries as concerns
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail, oldest_unsent
from commissioning.corrections import queries as corrections
from commissioning.discussion.models import Question
from commissioning.discussion.queries import comments
from commissioning.flags import queries as flags
from commissioning.groups.queries import waiting_for_check
from commissioning.mutuals.models import Mutual
from commissioning.packs import queries as packs
from commissioning.people.queries import letter_counts
from commissioning.proposals.queries.support import support_of
from commissioning.reports.models import PUBLIC, Report
from commissioning.reports.queries import not_sent, waiting_for_reply
from commissioning.votes import queries as votes
from seed import demo
from seed.story.groups import GROUPS
from tests.architecture.test_status import assert_history_is_true

TODAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
ENDS = {
    "P1": "running", "P2": "running", "P3": "running", "P4": "handover", "P5": "vote",
    "P6": "decision", "P7": "assessment", "P8": "plan", "P9": "check", "P10": "support",
    "P11": "withdrawn", "P12": "draft",
}  # fmt: skip
TAGS = {
    "P1": "open", "P2": "open", "P3": "open", "P4": "on-time", "P5": "open", "P6": "on-time",
    "P7": "late", "P8": "on-time", "P9": "due-soon", "P10": "open",
}  # fmt: skip
COMMISSIONS = {
    "C1": ("running", 182_000), "C2": ("vote", 96_000), "C3": ("money", 124_000),
    "C4": ("provider", 140_000), "C5": ("comments", 88_000), "C6": ("review", 42_000),
}  # fmt: skip
CHOSEN = {
    "C1": (412, [301, 268, 197, 174, 151]),
    "C4": (1312, [918, 806, 733, 541, 402, 377]),
}
# (could vote, voted, yes, no, blank), for the votes that are over.
RESULTS = {
    "P1": (10_790, 1643, 1409, 215, 19),
    "P2": (8905, 3021, 2288, 702, 31),
    "P3": (10_790, 2874, 2512, 339, 23),
    "P4": (10_120, 1924, 1498, 401, 25),
    "P11": (29_920, 6371, 2930, 3374, 67),
    "P6": (10_120, 2550, 1902, 611, 37),
}
FULL = "FULL_SIZE" in os.environ
HOLIDAY = date(2027, 12, 26)  # a Sunday between two bank holidays


def first_monday(year, month):
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


MONDAYS = [first_monday(year, month) for year in (2026, 2027) for month in range(1, 13)]


def tell(moment):
    world = demo.tell(say=lambda _words: None)
    assert {key: str(each.status) for key, each in world.proposals.items()} == ENDS
    assert [each.reference for each in world.proposals.values()] == list(ENDS)
    commissions = world.commissions.items()
    assert {key: c.reference for key, c in commissions} == {key: key for key in COMMISSIONS}
    assert {key: (str(c.status), c.per_year // 100) for key, c in commissions} == COMMISSIONS
    tags = {key: turns.turn_of(world.proposals[key]).tag.value for key in TAGS}
    assert tags == TAGS
    assert_history_is_true(db)
    moments = list(db.session.scalars(select(Event.created_at).order_by(Event.id)))
    assert moments == sorted(moments)
    assert moments[-1] <= moment
    assert oldest_unsent() is None
    return world


def test_the_demo_is_what_the_story_says(database):
    with clock.set_to(TODAY):
        world = tell(TODAY)
        the_proposals(world)
        the_packs()
        the_votes(world)
        the_mutuals(world)
        the_commissions(world)
        what_waits(world)
        time_goes_on(TODAY, most=1)  # the adviser who is late is reminded


def the_proposals(world):
    turn = {key: turns.turn_of(each) for key, each in world.proposals.items()}
    late = turn["P7"]
    assert (late.days_used, late.count, late.paused_days, late.days_late) == (46, 40, 5, 6)
    assert late.new_date == date(2026, 12, 4)
    assert (turn["P6"].days_used, turn["P6"].due_on) == (15, date(2026, 12, 14))
    assert (turn["P9"].days_used, turn["P9"].count) == (8, 10)
    assert [turn[key].days_left for key in ("P4", "P8", "P10")] == [16 * 7, 12 * 7, 35]
    tasks = agreement_of(world.proposals["P4"]).tasks
    assert (sum(each.done_on is not None for each in tasks), len(tasks)) == (7, 12)
    assert support_of(world.proposals["P10"]).counted == 31
    sent_back = select(Event.subject_id).where(
        Event.name == "send-back", Event.subject_kind == "proposal"
    )
    back = [world.proposals["P4"].id, world.proposals["P6"].id]
    assert sorted(db.session.scalars(sent_back)) == back
    the_council_was_late_with(world)
    for told in GROUPS:
        group = world.groups[told.key]
        assert len(group.current_members) + group.supporters_outside == told.members


def the_council_was_late_with(world):
    """Of what it has finished: one check of nine, two assessments of seven, nothing else."""
    key = {each.id: key for key, each in world.proposals.items()}
    finished = select(turns.Turn).where(
        turns.Turn.subject_kind == "proposal",
        turns.Turn.whose == turns.Whose.COUNCIL,
        turns.Turn.ended_on.is_not(None),
    )
    found = list(db.session.scalars(finished))
    late = {(each.stage, key[each.subject_id]) for each in found if each.days_late}
    assert late == {("check", "P8"), ("assessment", "P3"), ("assessment", "P11")}
    assert len({(each.stage, each.subject_id) for each in found}) == 9 + 7 + 4 + 7


def the_packs():
    """Of nine that the council has sent, seven were in time."""
    finished = select(turns.Turn).where(
        turns.Turn.subject_kind == "information_pack", turns.Turn.ended_on.is_not(None)
    )
    late = [each.days_late for each in db.session.scalars(finished.order_by(turns.Turn.id))]
    assert (len(late), [days for days in late if days]) == (9, [3, 6])


def the_votes(world):
    for key, expected in RESULTS.items():
        found = votes.result(votes.votes_about(world.proposals[key])[0]).totals
        counted = (found.electorate, found.papers, found.yes, found.no, found.blank)
        assert counted == expected, key
    swimmers = votes.result(votes.votes_about(world.proposals["P11"])[0])
    shares = [100 * row.voted / row.adults for _decile, row in swimmers.by_decile]
    assert [round(share) for share in (shares[0], shares[-1])] == [11, 32]
    assert shares == sorted(shares)
    now = votes.votes_about(world.proposals["P5"])[0]
    assert now.is_open
    assert (votes.turnout(now).total, now.electorate) == (2214, 10_860)


def the_mutuals(world):
    published = dict(
        db.session.execute(
            select(Mutual.name, func.count(Report.id))
            .join(Report, Report.mutual_id == Mutual.id)
            .where(Report.status.in_(PUBLIC))
            .group_by(Mutual.name)
        ).all()
    )
    assert sorted(published.values()) == [8, 8, 8]
    baths = db.session.scalars(select(Mutual).where(Mutual.name.startswith("Baths"))).one()
    assert concerns.numbers(baths)[:4] == (6, 5, 0, 0)  # raised, in time, late, overdue
    replies = select(Report).where(Report.replied_on.is_not(None))
    assert all(each.replied_on <= each.reply_due_on for each in db.session.scalars(replies))


def the_commissions(world):
    """What the design study says about the six (9.6), and the three votes about them."""
    told = world.commissions
    results = running.published_results(told["C1"])
    assert results[0].people_helped == 214
    assert [each.sentence for each in running.progress(told["C1"], results[0])] == [
        "Was 17%, now 13.4%, promise at most 12%.",
        "Not counted before, now 93%, promise at least 90%.",
        "Not counted before, now 52%, promise at least 60%.",
    ]
    assert turns.turn_of(told["C1"]).due_on == date(2027, 1, 30)
    for key, (voted, chosen) in CHOSEN.items():
        totals = votes.result(votes.votes_about(told[key])[0]).totals
        assert (totals.papers, list(totals.chosen.values())) == (voted, chosen)
    vote = votes.votes_about(told["C2"])[0]
    assert (votes.turnout(vote).total, len(vote.options), vote.most) == (842, 7, 3)
    assert vote.closes_at.date() == date(2026, 12, 9)
    assert [line.answer and line.answer.value for line in told["C3"].lines] == ["yes", None, "yes"]
    turn = turns.turn_of(told["C3"])
    assert (turn.due_on, turn.days_used, turn.tag.value) == (date(2026, 11, 27), 16, "due-soon")
    assert told["C4"].provider == "Northfields Together with Aldermere College"
    assert told["C4"].starts_on == date(2027, 1, 4)
    said = comments(told["C5"])
    assert (len(said), sum(bool(each.has_changed) for each in said)) == (23, 9)
    assert (told["C5"].draft_number, turns.turn_of(told["C5"]).due_on) == (3, date(2026, 12, 4))
    last = running.latest_results(told["C6"])
    assert [each.is_kept for each in running.progress(told["C6"], last)].count(True) == 3
    assert running.review_of(told["C6"]).choice.words == "Carry on with changes"


def what_waits(world):
    number = world.council.id
    rows = desk.queue(number, desk.Filters(kinds=list(OWED)))
    assert rows[0].name.startswith("P7")
    assert [row.name.split()[0] for row in rows if row.kind == "commission"] == ["C4"]
    assert len(rows) == 40
    assert Counter(row.kind for row in rows) == {
        "proposal": 4, "commission": 1, "neighbourhood_group": 3, "group_change": 2, "report": 3,
        "information_pack": 1, "correction": 8, "flag": 6, "neighbourhood": 3,
        "concern_message": 3, "right_request": 2, "refusal_review": 1, "complaint": 3,
    }  # fmt: skip
    assert {band.value: len(found) for band, found in desk.by_band(rows)} == {
        "late": 2, "today": 3, "week": 15, "later": 19, "waiting": 1,
    }  # fmt: skip
    letters = [row.name.split()[-1] for row in rows if row.kind == "neighbourhood"]
    assert letters == ["5", "2", "2"]
    assert desk.advice_on(desk.open_case_of(world.proposals["P6"]))
    replies = waiting_for_reply(number)
    assert [each.reply_due_on for each in replies] == [date(2026, 11, 24)] * 3
    assert not not_sent(number)
    assert len(waiting_for_check(number)) == 3
    assert letter_counts(number)[0] == 9
    late = [turn.days_late for _correction, turn in corrections.waiting(number)]
    assert late == [1] + [0] * 7
    assert [pack.name.split()[0] for pack, _turn in packs.waiting(number)] == ["P9"]
    assert len(concerns.waiting(number)) == 3
    assert len(flags.waiting(number)) == flags.count_waiting(number) == 6
    assert not any(turn.days_late for _flag, turn in flags.waiting(number))
    unanswered = select(func.count(Question.id)).where(Question.answered_at.is_(None))
    assert db.session.scalar(unanswered) == 4


def time_goes_on(moment, most=0):
    """What the worker does first: it surprises nobody, and no mail of the story leaves."""
    events = db.session.scalar(select(func.count(Event.id)))
    db.session.commit()
    assert take_due_steps() == 0
    assert db.session.scalar(select(func.count(Event.id))) == events
    db.session.commit()
    with clock.set_to(moment + timedelta(days=2)):
        assert take_due_steps() <= most
        assert db.session.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))) <= most


@pytest.mark.skipif(not FULL, reason="24 stories take 10 minutes: dev.py test --full")
@pytest.mark.parametrize("day", [*MONDAYS, HOLIDAY], ids=str)
def test_the_story_can_be_told_on_any_day(database, day):
    moment = clock.london(day, 9)
    with clock.set_to(moment):
        tell(moment)
        time_goes_on(moment, most=4)  # and the three mutuals’ reports may fall due
