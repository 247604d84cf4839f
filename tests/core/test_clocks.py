"""The two nights a year when London's clocks change, and a server's clock that steps back.

On 25 October 2026 it is half past one twice; on 28 March 2027 it never is.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from commissioning.core import calendar, clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, EventCounter, record
from commissioning.core.refusals import NotAllowed, NotHere
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.people.models import SignInLink
from commissioning.people.queries import get_link
from commissioning.proposals.models import Status as ProposalStatus
from commissioning.votes import operations
from commissioning.votes.models import Status, VoteDay
from tests import factories

BACK, FORWARD = date(2026, 10, 25), date(2027, 3, 28)
ORDINARY = date(2028, 3, 26)  # clocks go forward, and it is not Easter
FIRST = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
SECOND = FIRST + clock.HOUR
SECOND_OF_TIME = timedelta(seconds=1)
ELECTION = [(BACK, date(2026, 9, 1)), (FORWARD, date(2027, 2, 1))]


def test_both_half_past_ones_are_told_apart_and_the_missing_one_is_after_the_gap():
    assert [each.astimezone(clock.LONDON).hour for each in (FIRST, SECOND)] == [1, 1]
    assert clock.london(BACK, 1, 30) == FIRST
    assert clock.london(FORWARD, 1, 30) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert clock.london(FORWARD, 1, 30) == clock.london(FORWARD, 2, 30)


@pytest.mark.parametrize("moment", [FIRST, SECOND, clock.london(FORWARD, 1, 30)])
def test_a_moment_is_kept_as_it_was(database, moment):
    with clock.set_to(moment):
        made = factories.council()
    database.session.expire_all()
    assert made.created_at == moment


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC), date(2026, 10, 24)),
        (datetime(2026, 10, 24, 23, tzinfo=UTC), BACK),
        (datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC), BACK),
        (datetime(2026, 10, 26, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2027, 3, 28, tzinfo=UTC), FORWARD),
        (datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC), FORWARD),
        (datetime(2027, 3, 28, 23, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_a_day_is_londons_day_of_23_24_or_25_hours(moment, day):
    with clock.set_to(moment):
        assert clock.today() == day


@pytest.mark.parametrize("day", [BACK, ORDINARY])
def test_the_week_of_a_change_has_five_working_days(day):
    friday = day - timedelta(days=2)
    assert calendar.working_days_between(friday - timedelta(days=3), friday) == 3
    assert calendar.working_days_between(day - timedelta(days=6), day) == 4
    with clock.set_to(clock.london(day, 12)):
        assert calendar.nth_working_day_after(clock.today(), 4) == day + timedelta(days=4)


def test_easter_can_hold_a_change():
    thursday, tuesday = FORWARD - timedelta(days=3), FORWARD + timedelta(days=2)
    assert calendar.nth_working_day_after(thursday, 1) == tuesday
    assert calendar.working_days_between(thursday, tuesday) == 1


def announced(day, notice):
    """A vote that opens on the day before a change and closes on the day after it."""
    with clock.set_to(clock.london(notice, 12)):
        scene = factories.voting()
        scene.voter = factories.person("Ann", scene.where, small_area=scene.areas[0])
        days = (day - notice).days - 1
        return scene, factories.announce(scene, opens_in=days, days=2)


def cast(vote, voter, choice="yes"):
    with saved():
        return operations.cast(vote, [choice], by=voter)


@pytest.mark.parametrize(("day", "notice"), ELECTION)
def test_a_vote_over_the_change_opens_and_closes_at_its_hours(database, day, notice):
    _scene, vote = announced(day, notice)
    hours = (vote.closes_at - vote.opens_at) / clock.HOUR
    assert hours == (57 if day == BACK else 55)  # 9am to 5pm two days later, and an hour
    for moment, hour in ((vote.opens_at, 9), (vote.closes_at, 17)):
        assert moment.astimezone(clock.LONDON).hour == hour
    for moment, is_open in (
        (vote.opens_at - SECOND_OF_TIME, False),
        (vote.opens_at, True),
        (vote.closes_at - SECOND_OF_TIME, True),
        (vote.closes_at, False),
    ):
        with clock.set_to(moment):
            assert vote.is_open is is_open


@pytest.mark.parametrize(("day", "notice"), ELECTION)
def test_a_vote_in_the_changing_hour_is_counted_on_its_day(database, day, notice):
    scene, vote = announced(day, notice)
    for hour in (1, 2):
        with clock.set_to(clock.london(day, 1, 30) + (hour - 1) * clock.HOUR):
            cast(vote, scene.voter)
    days = database.session.execute(select(VoteDay.day, VoteDay.voted).order_by(VoteDay.day)).all()
    assert [tuple(each) for each in days] == [
        (day - timedelta(days=1), 0), (day, 1), (day + timedelta(days=1), 0)
    ]  # fmt: skip


def test_a_vote_closes_at_the_second_half_past_one_and_not_the_first(database):
    scene, vote = announced(*ELECTION[0])
    vote.closes_at = SECOND
    factories.save(vote)
    with clock.set_to(FIRST + SECOND_OF_TIME):
        factories.tick()
        cast(vote, scene.voter)
        assert vote.status == Status.OPEN
    with clock.set_to(SECOND), saved(), pytest.raises(NotAllowed, match="Voting closed"):
        operations.cast(vote, ["no"], by=scene.voter)
    with clock.set_to(SECOND):
        factories.tick()
    assert vote.status == Status.CLOSED


@pytest.mark.parametrize("day", [BACK, FORWARD])
def test_support_closes_when_the_changing_day_is_over(database, day):
    with clock.set_to(clock.london(day - timedelta(weeks=8), 12)):
        where = factories.neighbourhood(factories.council())
        proposal = factories.gathering(factories.three(where)[0])
    assert turns.turn_of(proposal).due_on == day
    midnight = clock.london(day + timedelta(days=1))
    with clock.set_to(midnight - SECOND_OF_TIME):
        assert factories.tick() == 0
    with clock.set_to(midnight):
        assert factories.tick() == 1
    assert proposal.status == ProposalStatus.NOT_REACHED


@pytest.mark.parametrize("day", [BACK, ORDINARY])
def test_a_turn_counts_and_pauses_by_days_not_hours(database, day):
    before, after = day - timedelta(days=2), day + timedelta(days=1)  # Friday and Monday
    with clock.set_to(clock.london(before, 23, 59)), saved():
        where = factories.neighbourhood(factories.council())
        turn = turns.begin(where, "check", Whose.COUNCIL, Promise(5, Unit.WORKING_DAYS))
        turns.pause(turn, "A question")
    assert turn.due_on == day + timedelta(days=5)
    with clock.set_to(clock.london(after, 0, 1)), saved():
        turns.resume(turn)
    assert (turn.paused_days, turn.due_on) == (1, day + timedelta(days=8))


def test_a_link_lasts_24_hours_whatever_the_wall_clock_shows(database):
    with clock.set_to(FIRST - clock.HOUR * 12), saved():
        link = SignInLink(token_hash="x", email="ann@example.org")
        db.session.add(link)
    with clock.set_to(link.created_at + clock.HOUR * 24):
        assert get_link("x") is link
    too_late = link.created_at + clock.HOUR * 24 + SECOND_OF_TIME
    with clock.set_to(too_late), pytest.raises(NotHere):
        get_link("x")


# A server's clock that steps back


@pytest.fixture
def closed(database):
    """A vote that was cast in, and has closed as its time came."""
    scene = factories.voting()
    scene.voter = factories.person("Ann", scene.where, small_area=scene.areas[0])
    vote = factories.announce(scene)
    with factories.while_open(vote):
        factories.tick()
        cast(vote, scene.voter)
    with clock.set_to(vote.closes_at):
        factories.tick()
    return scene, vote


def test_a_closed_vote_stays_closed_when_the_clock_steps_back(database, closed):
    scene, vote = closed
    late = factories.person("Late", scene.where, small_area=scene.areas[0])
    with clock.set_to(vote.closes_at - clock.HOUR):
        assert factories.tick() == 0
        assert (vote.status, vote.is_open, vote.has_closed) == (Status.CLOSED, False, True)
        with saved(), pytest.raises(NotAllowed, match="Voting closed"):
            operations.cast(vote, ["no"], by=scene.voter)
        with saved(), pytest.raises(NotAllowed, match="closed"):
            operations.join_roll(vote, by=late)
        with saved(), pytest.raises(NotAllowed, match="one minute after"):
            operations.count(vote, by=scene.officer)


def test_numbers_of_the_record_never_go_back(database):
    council = factories.council()
    for hours in (0, -1, -25, 1):
        with clock.set_to(SECOND + clock.HOUR * hours), saved():
            record(council, "look", hours=hours)
    numbers = list(database.session.scalars(select(Event.id).order_by(Event.id)))
    told = [each.details["hours"] for each in database.session.scalars(
        select(Event).where(Event.name == "look").order_by(Event.id))]  # fmt: skip
    assert numbers == list(range(1, len(numbers) + 1))
    assert told == [0, -1, -25, 1]
    assert database.session.scalar(select(EventCounter.size)) == len(numbers)


def test_what_ended_stays_ended_when_the_clock_steps_back(database):
    with clock.set_to(clock.london(BACK + timedelta(days=1))):
        where = factories.neighbourhood(factories.council())
        proposal = factories.gathering(factories.three(where)[0])
    due = turns.turn_of(proposal).due_on
    with clock.set_to(clock.london(due + timedelta(days=1))):
        factories.tick()
    with clock.set_to(clock.london(due, 23)):
        assert factories.tick() == 0
        assert proposal.status == ProposalStatus.NOT_REACHED
        assert turns.turn_of(proposal) is None
