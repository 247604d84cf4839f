"""A nomination from the draft to the end of its listing, each part by somebody else."""

from datetime import date, timedelta

import pytest

from commissioning.core import clock, turns
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis, Whose
from commissioning.groups.models import GroupRole, Membership
from commissioning.places import operations as places
from commissioning.places.settings import ListingScheme
from commissioning.rights import operations, queries, rules
from commissioning.rights.models import NoticeStatus, Status
from commissioning.rights.operations import Answer, Written
from commissioning.rights.scheme import Body, RightKind
from tests import factories
from tests.rights import builders
from tests.rights.builders import at

MONDAY = date(2026, 3, 2)
ONE = timedelta(days=1)


@pytest.fixture
def world(database):
    return builders.world()


def test_a_nomination_is_sent_by_two_and_decided_by_two_others(world):
    with at(MONDAY):
        request = builders.draft(world)
        assert not request.is_public
        with pytest.raises(NotAllowed, match="A steward asks for it"), saved():
            operations.send(request, by=world.writer, seen=request.version)
        with saved():
            operations.ask_to_send(request, by=world.steward)
        with pytest.raises(NotAllowed, match="another member"), saved():
            operations.send(request, by=world.steward, seen=request.version)
        with saved():
            operations.send(request, by=world.writer, seen=request.version)
        turn = turns.turn_of(request)
        assert (turn.whose, turn.basis, turn.due_on) == (
            Whose.COUNCIL, Basis.DEFAULT, date(2026, 3, 16),
        )  # fmt: skip
    with at(MONDAY + ONE):
        with saved():
            operations.pass_on(request, by=world.officer)
        turn = turns.turn_of(request)
        assert (turn.whose, turn.basis, turn.due_on) == (
            Whose.COUNCIL, Basis.LAW, date(2026, 4, 27),
        )  # fmt: skip
        with pytest.raises(NotAllowed, match="You checked this request"):
            builders.decide(world, request, "list", by=world.officer)
        builders.decide(world, request, "list")
    assert request.status == Status.LISTED
    assert request.listed_until == date(2031, 3, 2)
    assert turns.turn_of(request) is None


def test_what_is_agreed_to_is_what_is_written(world):
    request = builders.draft(world)
    with saved():
        operations.ask_to_send(request, by=world.steward)
        operations.write(request, builders.words(request.kind), by=world.steward, seen=1)
    assert request.asked_by_id is None
    with pytest.raises(Refused, match="Somebody saved this while you wrote"), saved():
        operations.write(request, builders.words(request.kind), by=world.writer, seen=1)
    with saved():
        operations.ask_to_send(request, by=world.steward)
    with pytest.raises(Refused, match="has changed since"), saved():
        operations.send(request, by=world.writer, seen=1)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"people": 20}, "needs 21 members"),
        ({"people": None}, "needs 21 members"),
        ({"body": Body.EMPLOYEES}, "lets only some bodies"),
        ({"body": None}, "Choose what your group is"),
        ({"contents": {"place": "Here"}}, "Fill in every part"),
    ],
)
def test_what_cannot_be_sent(world, changes, why):
    request = builders.draft(world, **changes)
    assert why in rules.may_ask_to_send.why_not(world.steward, request)


def test_a_charity_needs_no_21_members(world):
    request = builders.draft(world, body=Body.CHARITY, people=None)
    assert rules.may_ask_to_send(world.steward, request)


def test_a_place_is_nominated_once_at_a_time(world):
    request = builders.sent(world)
    with pytest.raises(Refused, match="on the list already"), saved():
        operations.start(request.kind, world.group, place=request.place, by=world.steward)


def test_what_is_sent_back_starts_its_clock_again(world):
    with at(MONDAY):
        request = builders.sent(world)
        with saved():
            operations.send_back(request, by=world.officer, reason="Where are the borders?")
    assert turns.turn_of(request).whose == Whose.GROUP
    with at(date(2026, 3, 9)):
        builders.send(world, request)
    with at(date(2026, 3, 10)), saved():
        operations.pass_on(request, by=world.officer)
    assert request.decide_by == date(2026, 5, 4)


def test_members_of_the_group_act_for_the_council_on_nothing_of_theirs(world):
    factories.save(
        Membership(group=world.group, person=world.officer, role=GroupRole.READER,
                   joined_on=clock.today())
    )  # fmt: skip
    request = builders.sent(world)
    with pytest.raises(NotAllowed, match="You belong to this group"), saved():
        operations.pass_on(request, by=world.officer)


def test_a_refusal_has_reasons_and_stays_public(world):
    request = builders.checked(world)
    with pytest.raises(Refused, match="Say why"), saved():
        operations.decide(request, Answer("refuse"), by=world.second)
    builders.decide(world, request, "refuse")
    found = queries.requests(world.council.id, RightKind.NOMINATION, statuses=(Status.REFUSED,))
    assert [each.reasons for each in found] == ["Because of the facts"]


def test_an_owners_review_is_held_by_a_senior_officer_who_had_no_part(world):
    with at(MONDAY):
        request = builders.decide(world, builders.checked(world), "list", by=world.senior)
    with at(MONDAY + timedelta(weeks=8)):
        with saved():
            operations.note_review(request, by=world.officer)
        turn = turns.turn_of(request)
        assert (turn.basis, turn.due_on) == (Basis.LAW, date(2026, 6, 22))
        remove = Answer("remove", "It is a home")
        with pytest.raises(NotAllowed, match="had a part"), saved():
            operations.review(request, remove, by=world.senior)
        with pytest.raises(NotAllowed, match="senior officer"), saved():
            operations.review(request, remove, by=world.second)
        with saved():
            operations.review(request, remove, by=world.reviewer)
    assert (request.status, request.review_reasons) == (Status.REMOVED, "It is a home")


def test_the_owner_has_eight_weeks_to_ask_and_asks_once(world):
    with at(MONDAY):
        request = builders.listed(world)
    with at(MONDAY + timedelta(weeks=8, days=1)):
        assert "is over" in rules.may_note_review.why_not(world.officer, request)
    with at(MONDAY + ONE):
        with saved():
            operations.note_review(request, by=world.officer)
        with saved():
            operations.review(request, Answer("keep", "It matters"), by=world.reviewer)
        assert request.status == Status.LISTED
        assert "one already" in rules.may_note_review.why_not(world.officer, request)


# The owner wants to sell


def test_without_a_bidder_the_owner_is_free_after_six_weeks(world):
    with at(MONDAY):
        notice = builders.noticed(world)
        assert (notice.interim_until, notice.full_until) == (date(2026, 4, 12), date(2026, 9, 1))
    with at(date(2026, 4, 12)):
        assert factories.tick() == 0
    with at(date(2026, 4, 13)):
        assert factories.tick() == 1
        assert notice.status == NoticeStatus.PROTECTED
        assert factories.tick() == 0
    with at(date(2027, 9, 1)):
        assert factories.tick() == 0
    with at(date(2027, 9, 2)):
        assert factories.tick() == 1
    assert notice.status == NoticeStatus.ENDED
    assert notice.request.status == Status.LISTED


def test_a_bidder_has_six_months_from_the_day_of_the_notice(world):
    group, steward = builders.bidder(world)
    with at(MONDAY):
        notice = builders.noticed(world)
    with at(date(2026, 4, 12)):
        with saved():
            operations.ask_to_bid(notice, group, Body.CIC, by=steward)
        assert turns.turn_of(notice).whose == Whose.COUNCIL
        assert queries.count_waiting(world.council.id) == 1
    with at(date(2026, 4, 14)):
        assert factories.tick() == 0, "the group asked in time, so the clock waits for the council"
        with saved():
            operations.answer_bid(notice, "accept-bidder", by=world.officer)
        assert notice.status == NoticeStatus.FULL
    with at(date(2026, 9, 1)):
        assert factories.tick() == 0
    with at(date(2026, 9, 2)):
        assert factories.tick() == 1
    assert notice.status == NoticeStatus.PROTECTED


def test_a_group_that_may_not_bid_stops_nothing(world):
    group, steward = builders.bidder(world)
    with at(MONDAY):
        notice = builders.noticed(world)
        with pytest.raises(Refused, match="no legal form"), saved():
            operations.ask_to_bid(notice, group, Body.UNREGISTERED, by=steward)
        with saved():
            operations.ask_to_bid(notice, group, Body.CHARITY, by=steward)
        with pytest.raises(Refused, match="Say why"), saved():
            operations.answer_bid(notice, "refuse-bidder", by=world.officer)
        with saved():
            operations.answer_bid(notice, "refuse-bidder", by=world.officer, reason="No number")
    assert (notice.status, notice.bidder) == (NoticeStatus.INTERIM, None)
    with at(date(2026, 4, 13)):
        with pytest.raises(NotAllowed, match="only in the first weeks"), saved():
            operations.ask_to_bid(notice, group, Body.CHARITY, by=steward)
        assert factories.tick() == 1


def test_one_notice_runs_at_a_time_and_a_sale_ends_it(world):
    with at(MONDAY):
        notice = builders.noticed(world)
        with pytest.raises(Refused, match="a notice from the owner already"), saved():
            operations.note_notice(notice.request, MONDAY, by=world.officer)
        for day in (MONDAY + ONE, MONDAY - ONE):
            with pytest.raises(Refused, match="since the listing"), saved():
                operations.note_notice(notice.request, day, by=world.officer)
        with saved():
            operations.note_sale(notice.request, "The land register says so", by=world.officer)
    assert (notice.status, notice.request.status) == (NoticeStatus.SOLD, Status.SOLD)
    with at(date(2032, 1, 1)):
        assert factories.tick() == 0


def test_a_listing_ends_by_the_clock_and_the_wait_with_it(world):
    with at(MONDAY):
        request = builders.listed(world)
    with at(date(2031, 2, 1)), saved():
        notice = operations.note_notice(request, date(2031, 2, 1), by=world.officer)
    with at(date(2031, 3, 1)):
        assert factories.tick() == 0
    with at(date(2031, 3, 2)):
        assert factories.tick() == 1
        assert factories.tick() == 0
    assert (request.status, notice.status) == (Status.EXPIRED, NoticeStatus.ENDED)


def test_members_of_the_group_hear_of_the_decision(world, database):
    request = builders.listed(world)
    subjects = list(database.session.scalars(database.select(Mail.subject)))
    assert subjects.count(f"{request.title}: The council put the place on its list") == 2


# The Act of 2026


def test_the_2026_scheme_is_switched_on_only_with_all_its_times(world):
    new = {"listing_scheme": ListingScheme.EDCEA2026}
    with pytest.raises(Refused, match="every time of the 2026 Act") as refused, saved():
        places.change_settings(world.council, new, by=world.administrator)
    assert refused.value.field == "new_scheme_decision_weeks"
    times = {
        "new_scheme_decision_weeks": 10, "new_scheme_review_weeks": 8,
        "new_scheme_listing_years": 5, "new_scheme_interim_weeks": 4,
        "new_scheme_protected_months": 24,
    }  # fmt: skip
    builders.change(world, **new, **times)
    with at(MONDAY):
        request = builders.checked(world)
        assert request.decide_by == MONDAY + timedelta(weeks=10)
        builders.decide(world, request, "list")
        with saved():
            notice = operations.note_notice(request, MONDAY, by=world.officer)
    assert notice.full_until == date(2027, 3, 1), "12 months"


def test_an_old_listing_keeps_the_times_of_the_old_act(world):
    with at(MONDAY):
        request = builders.listed(world)
    assert request.scheme == ListingScheme.LA2011


def test_an_empty_draft_can_be_saved(world):
    request = builders.draft(world)
    with saved():
        operations.write(request, Written(), by=world.writer, seen=1)
    assert (request.body, request.contents) == (None, {})
