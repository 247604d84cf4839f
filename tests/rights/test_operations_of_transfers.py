"""An asset transfer request in Scotland: six months, agreed extensions, reviews, no repeats."""

from datetime import date

import pytest

from commissioning.core import turns
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis
from commissioning.places.settings import Nation
from commissioning.rights import operations, queries, rules
from commissioning.rights.models import Status
from commissioning.rights.operations import Answer
from commissioning.rights.scheme import Body, RightKind
from tests import factories
from tests.rights import builders
from tests.rights.builders import at

MONDAY = date(2026, 11, 23)
LAST = date(2027, 5, 23)
TRANSFER = RightKind.TRANSFER


@pytest.fixture
def world(database):
    return builders.world(Nation.SCOTLAND)


@pytest.fixture
def request_(world):
    with at(MONDAY):
        return builders.checked(world, TRANSFER)


def test_validation_starts_the_six_months_of_the_law(request_):
    turn = turns.turn_of(request_)
    assert (request_.validated_on, request_.decide_by) == (MONDAY, LAST)
    assert (turn.due_on, turn.basis) == (LAST, Basis.LAW)
    assert turn.source == "SSI 2016/357, regulation 10"
    assert (request_.represent_by, request_.respond_by) == (date(2026, 12, 22), date(2027, 1, 25))


def test_what_is_missing_is_said_and_the_clock_does_not_run(world):
    with at(MONDAY):
        request = builders.sent(world, TRANSFER)
        with saved():
            operations.send_back(request, by=world.officer, reason="Which rent?")
    assert (request.status, request.decide_by) == (Status.SENT_BACK, None)


@pytest.mark.parametrize(("body", "may"), [(Body.CONTROLLED, False), (Body.SCIO, True)])
def test_to_own_a_place_asks_for_a_legal_form(world, body, may):
    request = builders.draft(world, TRANSFER, body=body)
    assert rules.may_ask_to_send(world.steward, request) == may


def test_others_say_what_they_think_and_then_the_group_answers(world, request_):
    someone = factories.person("Nia Neighbour")
    with at(date(2026, 12, 22)):
        with saved():
            operations.represent(request_, "I walk there", by=someone)
        with pytest.raises(Refused, match="You have said"), saved():
            operations.represent(request_, "Again", by=someone)
        with pytest.raises(NotAllowed, match="belong to this group"), saved():
            operations.represent(request_, "We agree", by=world.writer)
        assert not rules.may_respond(world.writer, request_)
    with at(date(2026, 12, 23)):
        assert not rules.may_represent(someone, request_)
        with saved():
            operations.respond(request_, "You still can", by=world.writer)
    with at(date(2027, 1, 26)):
        assert not rules.may_respond(world.writer, request_)
    assert [each.words for each in queries.representations(request_)] == ["I walk there"]


def test_more_time_is_agreed_before_the_time_is_over_and_again(world, request_):
    with at(LAST):
        for day in (None, LAST):
            with pytest.raises(Refused, match="Enter a day after"), saved():
                operations.offer_longer(request_, day, by=world.officer)
        with saved():
            operations.offer_longer(request_, date(2027, 6, 30), by=world.officer)
        assert request_.decide_by == LAST, "asking changes nothing"
        with pytest.raises(NotAllowed, match="steward"), saved():
            operations.agree_longer(request_, by=world.officer)
        with saved():
            operations.agree_longer(request_, by=world.steward)
    assert turns.turn_of(request_).due_on == date(2027, 6, 30)
    with at(date(2027, 6, 30)), saved():
        operations.offer_longer(request_, date(2027, 7, 30), by=world.officer)
    with at(date(2027, 7, 1)):
        assert "is over" in rules.may_agree_longer.why_not(world.steward, request_)
        assert "before the time is over" in rules.may_offer_longer.why_not(world.officer, request_)


def test_without_a_decision_in_time_the_group_may_ask_for_a_review(world, request_):
    with at(LAST), pytest.raises(NotAllowed, match="still has time"), saved():
        operations.ask_review(request_, by=world.steward)
    with at(date(2027, 5, 24)):
        assert request_.is_overdue
        with saved():
            operations.ask_review(request_, by=world.steward)
        with pytest.raises(NotAllowed, match="had a part"), saved():
            operations.review(request_, Answer("overturn", "Yes"), by=_also_senior(world))
        with saved():
            operations.review(request_, Answer("overturn", "Yes"), by=world.reviewer)
    assert request_.status == Status.ACCEPTED


def _also_senior(world):
    """The officer who checked it is a senior officer too."""
    factories.post(world.officer, world.council, "senior-officer")
    return world.officer


def test_after_a_no_there_are_twenty_working_days_for_one_review(world, request_):
    with at(MONDAY):
        builders.decide(world, request_, "refuse")
    with at(date(2026, 12, 23)):
        assert "is over" in rules.may_ask_review.why_not(world.steward, request_)
    with at(date(2026, 12, 22)):
        with saved():
            operations.ask_review(request_, by=world.steward)
        assert turns.turn_of(request_).due_on == date(2027, 1, 25)
        with saved():
            operations.review(request_, Answer("confirm", "Still no"), by=world.reviewer)
        assert request_.status == Status.REFUSED
        assert not rules.may_ask_review(world.steward, request_)


def test_much_the_same_within_two_years_need_not_be_looked_at(world, request_):
    again = builders.draft(world, TRANSFER, place=request_.place)
    with at(MONDAY):
        builders.send(world, again)
        with pytest.raises(Refused, match="has to be looked at"), saved():
            operations.leave(again, by=world.officer, reason="Again")
        builders.decide(world, request_, "refuse")
    with at(date(2028, 11, 23)):
        assert queries.refused_before(again) is None
    with at(date(2028, 11, 22)), saved():
        operations.leave(again, by=world.officer, reason="Again")
    assert again.status == Status.REPEAT


def test_england_has_no_asset_transfer_requests(world):
    builders.change(world, nation=Nation.ENGLAND)
    place = factories.place(world.where, "Mill Meadow")
    with pytest.raises(NotAllowed, match="does not give this right"), saved():
        operations.start(TRANSFER, world.group, place=place, by=world.steward)
