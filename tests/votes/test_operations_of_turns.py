"""Whose turn it is while a vote is announced, held, counted and sent on, and how late they are."""

from datetime import timedelta

import pytest
from flask import current_app

from commissioning import OWED
from commissioning.commissions.models import Status as Stage
from commissioning.commissions.operations.providing import Award, name_provider
from commissioning.core import calendar, clock, turns
from commissioning.core.standing import words_of
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis, Tag, Whose
from commissioning.people.models import PostKind
from commissioning.proposals.models import ENDINGS, Status
from commissioning.proposals.operations.steps import begin_turn
from commissioning.proposals.workflow import TAKEOVER
from commissioning.votes import operations
from commissioning.votes.models import Status as VoteStatus
from tests import factories

YES, NO = {"yes": 90, "no": 10}, {"yes": 10, "no": 90}


@pytest.fixture
def voting(database):
    """A proposal that has just come to the residents' vote."""
    made = factories.voting()
    with saved():
        begin_turn(made.proposal)
    return made


def whose(subject):
    now = turns.turn_of(subject)
    return now.whose, now.count, now.basis


def counted(vote, by, chosen):
    """After the close, a hundred papers are entered, agreed and counted."""
    factories.tick()
    with saved():
        batch = operations.Batch(vote.neighbourhoods[0], 100, 0, chosen)
        entered = operations.enter_batch(vote, batch, by=by.officer)
        operations.agree_batch(vote, entered, by=by.second)
    with saved():
        operations.count(vote, by=by.officer)
    with saved():
        operations.publish(vote, "The council decides next.", by=by.second)


def test_the_council_owes_the_announcement(voting):
    assert whose(voting.proposal) == (Whose.COUNCIL, 20, Basis.DEFAULT)
    with clock.set_to(clock.now() + timedelta(days=60)):
        now = turns.turn_of(voting.proposal)
        assert now.tag is Tag.LATE
        assert "working days late" in words_of(voting.proposal, now)["late"]


def test_residents_have_until_the_close(voting):
    vote = factories.announce(voting)
    now = turns.turn_of(voting.proposal)
    assert (now.whose, now.due_on) == (Whose.RESIDENTS, vote.closes_at.date())
    with factories.while_open(vote):
        assert now.tag is Tag.OPEN


def test_then_the_council_owes_the_count(voting):
    vote = factories.announce(voting)
    with factories.after(vote):
        factories.tick()
        assert whose(voting.proposal) == (Whose.COUNCIL, 5, Basis.DEFAULT)
    with clock.set_to(vote.closes_at + timedelta(days=14)):
        assert turns.turn_of(voting.proposal).tag is Tag.LATE


@pytest.mark.parametrize(("chosen", "next_"), [(YES, Whose.COUNCIL), (NO, Whose.BOTH)])
def test_then_it_is_sent_on_or_withdrawn(voting, chosen, next_):
    vote = factories.announce(voting)
    with factories.after(vote):
        counted(vote, voting, chosen)
        assert whose(voting.proposal) == (next_, 5, Basis.DEFAULT)
        with saved():
            operations.send_on(vote, by=voting.officer)
        assert whose(voting.proposal) == (Whose.COUNCIL, 30, Basis.DEFAULT)


def test_too_few_voters_leave_it_to_both(voting):
    vote = factories.announce(voting)
    with factories.after(vote):
        factories.tick()
        with saved():
            operations.count(vote, by=voting.officer)
        with saved():
            operations.publish(vote, "The council decides next.", by=voting.second)
        assert whose(voting.proposal)[0] is Whose.BOTH


def test_a_vote_passes_nothing_on_for_what_has_left_it(voting):
    vote = factories.announce(voting)
    with factories.while_open(vote), saved():
        TAKEOVER.take("ask-for-decision", voting.proposal, by=voting.officer)
        begin_turn(voting.proposal)
    with factories.after(vote):
        factories.tick()
    assert vote.status == VoteStatus.CLOSED
    assert whose(voting.proposal)[:2] == (Whose.COUNCIL, 30)


def test_nothing_that_lives_reads_as_ended(voting):
    """Also where no turn is open, as in an old installation."""
    for status in set(Status) - ENDINGS - {Status.DRAFT}:
        made = factories.proposal_at(voting.proposal.place, voting.proposal.group, status)
        words = words_of(made, None)
        assert words["heading"].startswith("Where this is now")
        assert words["whose"].startswith("It is the")


def test_the_council_owes_a_provider_and_then_the_day_it_starts(voting):
    made = factories.commission(voting.proposal.group, Stage.PROVIDER)
    assert (whose(made)[0], turns.turn_of(made).tag) == (Whose.COUNCIL, Tag.ON_TIME)
    with clock.set_to(clock.now() + timedelta(weeks=27)):
        assert turns.turn_of(made).tag is Tag.LATE
    start = clock.today() + timedelta(days=40)
    officer = factories.staff(voting.council, PostKind.SENIOR_OFFICER)
    with saved():
        award = Award("Home Circle", "By talks.", start, start + timedelta(days=365))
        name_provider(made, award, by=officer)
    assert turns.turn_of(made).due_on == start


@pytest.mark.parametrize(
    ("stage", "side"),
    [(Stage.COMMENTED, Whose.GROUP), (Stage.VOTE, Whose.COUNCIL), (Stage.REVIEW, Whose.COUNCIL)],
)
def test_every_stage_of_a_commission_has_a_limit(voting, stage, side):
    now = turns.turn_of(factories.commission(voting.proposal.group, stage))
    assert now.whose is side
    assert now.due_on > clock.today()


def test_a_batch_of_paper_votes_waits_for_a_second_person(voting):
    vote = factories.announce(voting)
    with factories.after(vote):
        with saved():
            batch = operations.Batch(voting.where, 100, 0, YES)
            entered = operations.enter_batch(vote, batch, by=voting.officer)
        turn = turns.turn_of(entered)
        assert whose(entered) == (Whose.COUNCIL, 1, Basis.DEFAULT)
        assert turn.title == f"V{vote.id} paper votes, batch 1"
        assert turn.due_on == calendar.nth_working_day_after(clock.today(), 1)
        assert turn.neighbourhood_id == voting.where.id
        kind = OWED["paper_batch"]
        with current_app.test_request_context():
            loaded = kind.get(entered.id, vote.council_id)
            own = kind.why_not(voting.officer, loaded, vote.council_id)
            assert own == "Somebody else has to agree: you entered these papers yourself."
            assert kind.why_not(voting.second, loaded, vote.council_id) is None
        with saved():
            operations.agree_batch(vote, entered, by=voting.second)
        assert turns.turn_of(entered) is None
