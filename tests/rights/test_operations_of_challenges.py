"""A challenge: when it may come, the ten grounds, changes the group agrees to, and what follows."""

from datetime import date, timedelta

import pytest

from commissioning.core import turns
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis, Whose
from commissioning.places.settings import Nation
from commissioning.rights import operations, rules
from commissioning.rights.models import Status
from commissioning.rights.operations import Answer
from commissioning.rights.scheme import Body, RefusalGround, RightKind
from tests.rights import builders
from tests.rights.builders import at

MONDAY = date(2026, 3, 2)
CHALLENGE = RightKind.CHALLENGE
ENDED = (RefusalGround.ENDED,)


@pytest.fixture
def world(database):
    return builders.world()


def test_the_group_is_told_within_thirty_days_when_it_will_be_decided(world):
    with at(MONDAY):
        request = builders.sent(world, CHALLENGE)
        turn = turns.turn_of(request)
        assert (turn.due_on, turn.basis) == (MONDAY + timedelta(days=30), Basis.DEFAULT)
        late = MONDAY + timedelta(weeks=26, days=1)
        for named in (None, MONDAY - timedelta(days=1), late):
            with pytest.raises(Refused, match="Enter a day from today to") as refused, saved():
                operations.pass_on(request, by=world.officer, decide_by=named)
            assert refused.value.field == "decide_by"
        with saved():
            operations.pass_on(request, by=world.officer, decide_by=date(2026, 6, 1))
    turn = turns.turn_of(request)
    assert (turn.whose, turn.due_on) == (Whose.COUNCIL, date(2026, 6, 1))
    assert turn.basis == Basis.COUNCIL, "the law sets no day: the council names it"


def test_it_comes_only_in_the_published_months(world):
    builders.change(world, challenge_opens_month=8, challenge_closes_month=8)
    with at(MONDAY):
        request = builders.draft(world, CHALLENGE)
        assert "only in the months" in rules.may_ask_to_send.why_not(world.steward, request)
    with at(date(2026, 8, 1)):
        assert builders.send(world, request).status == Status.CHECK


def test_half_a_window_and_a_thirteenth_month_are_refused(world):
    with pytest.raises(Refused, match="both months"):
        builders.change(world, challenge_opens_month=8)
    with pytest.raises(Refused, match="1 to 12"):
        builders.change(world, challenge_opens_month=8, challenge_closes_month=13)


@pytest.mark.parametrize(("people", "staff", "may"), [(1, "Yes", 0), (2, "", 0), (2, "Yes", 1)])
def test_two_employees_may_ask_and_say_how_the_other_staff_have_a_say(world, people, staff, may):
    words = builders.words(CHALLENGE)
    request = builders.draft(
        world, CHALLENGE, body=Body.EMPLOYEES, people=people,
        contents={**words.contents, "staff": staff},
    )  # fmt: skip
    assert rules.may_ask_to_send(world.steward, request) == bool(may)


def test_only_employees_have_to_say_that(world):
    words = builders.words(CHALLENGE)
    request = builders.draft(world, CHALLENGE, contents={**words.contents, "staff": ""})
    assert rules.may_ask_to_send(world.steward, request)


def test_it_is_refused_only_on_a_ground_of_the_law(world):
    request = builders.checked(world, CHALLENGE)
    with pytest.raises(Refused, match="Choose the ground") as refused, saved():
        operations.decide(request, Answer("refuse", "We do not want to"), by=world.second)
    assert refused.value.field == "grounds"
    builders.decide(world, request, "refuse")
    assert request.ground_words == [RefusalGround.ENDED.words]
    assert len(RefusalGround) == 10


def test_it_is_accepted_with_changes_only_when_the_group_agrees(world):
    request = builders.checked(world, CHALLENGE)
    with pytest.raises(Refused, match="what has to change"), saved():
        operations.decide(request, Answer("offer-changes", "So", grounds=ENDED), by=world.second)
    with pytest.raises(Refused, match="Choose the ground"), saved():
        operations.decide(request, Answer("offer-changes", "So", changes="Less"), by=world.second)
    builders.decide(world, request, "offer-changes", changes="Only the parks")
    assert turns.turn_of(request).whose == Whose.GROUP
    with pytest.raises(NotAllowed, match="steward"), saved():
        operations.agree_changes(request, by=world.writer)
    with saved():
        operations.agree_changes(request, by=world.steward)
    assert (request.status, request.changes) == (Status.ACCEPTED, "Only the parks")
    assert request.ground_words == []


def test_a_group_that_does_not_agree_gets_a_decision_by_the_same_day(world):
    request = builders.checked(world, CHALLENGE)
    day = request.decide_by
    builders.decide(world, request, "offer-changes", changes="Only the parks")
    with saved():
        operations.decline_changes(request, by=world.steward, reason="All or nothing")
    assert (request.status, turns.turn_of(request).due_on) == (Status.DECISION, day)
    assert (request.changes, request.decided_on) == ("", None)
    builders.decide(world, request, "refuse")
    assert request.status == Status.REFUSED


def test_it_has_no_steps_of_the_other_rights(world):
    request = builders.checked(world, CHALLENGE)
    with pytest.raises(NotAllowed, match="Only a nomination"), saved():
        operations.decide(request, Answer("list", "So"), by=world.second)


def test_scotland_has_no_right_to_challenge(world):
    builders.change(world, nation=Nation.SCOTLAND)
    with pytest.raises(NotAllowed, match="does not give this right"), saved():
        operations.start(CHALLENGE, world.group, title="Grass", by=world.steward)
