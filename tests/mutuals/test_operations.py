"""A group becomes a mutual; people join it and sit on its board."""

import pytest

from commissioning.core import clock
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.mutuals import operations
from commissioning.mutuals.models import BoardSeat, LegalForm, Mutual, MutualStatus, Office
from commissioning.mutuals.operations import Director
from commissioning.people.models import PostKind
from tests import factories
from tests.architecture.test_status import assert_history_is_true


def a_group(people=3):
    where = factories.neighbourhood(factories.council())
    members = [factories.person(f"Member {n}", where) for n in range(people)]
    group = factories.group(where, stewards=members[:1], writers=members[1:])
    return factories.place(where), group, members


def form(place, group, members, name="Our Library", number="8234", **facts):
    board = [Director(each, Office.DIRECTOR) for each in members]
    facts = {"form": LegalForm.CBS, "has_asset_lock": False, **facts}
    return operations.form(
        group, place, name, facts["form"], number, facts["has_asset_lock"], board, by=members[0]
    )


def test_a_group_becomes_a_mutual_with_its_board_as_first_members(database):
    place, group, members = a_group()
    with saved():
        mutual = form(place, group, members)
    assert mutual.status == MutualStatus.FORMING
    assert [seat.person for seat in mutual.current_board] == members
    assert mutual.members_count == 3
    assert not mutual.has_asset_lock
    assert_history_is_true(database)


def test_the_law_locks_the_assets_of_a_community_interest_company(database):
    place, group, members = a_group()
    with saved():
        mutual = form(place, group, members, form=LegalForm.CIC, number="01234567")
    assert mutual.has_asset_lock


def test_what_is_wrong_is_said_beside_its_field(database):
    place, group, members = a_group(4)
    stranger = factories.person("A stranger", place.neighbourhood)
    for facts, field, words in (
        ({"members": members[:2]}, "board", "Choose 3 people or more"),
        ({"members": [*members[:2], members[1]]}, "board", "each person once"),
        ({"members": [*members[:2], stranger]}, "board", "who are in the group"),
        ({"number": "01234567"}, "register_number", "Financial Conduct Authority"),
    ):
        asked = {"members": members, **facts}
        with pytest.raises(Refused, match=words) as refusal, saved():
            form(place, group, **asked)
        assert refusal.value.field == field
    assert database.session.query(Mutual).count() == 0


def test_a_group_becomes_one_mutual_and_a_place_has_one(database):
    place, group, members = a_group()
    with saved():
        form(place, group, members)
    with pytest.raises(Refused, match="already runs this place"), saved():
        form(place, group, members, name="Another")
    other = factories.place(place.neighbourhood, "Another place")
    with pytest.raises(Refused, match="already become"), saved():
        form(other, group, members, name="Another")


def test_somebody_joins_once_leaves_and_joins_again(database):
    place, group, members = a_group()
    newcomer = factories.person("New", place.neighbourhood)
    with saved():
        mutual = form(place, group, members)
        operations.join(mutual, by=newcomer)
    with pytest.raises(Refused, match="already a member"), saved():
        operations.join(mutual, by=newcomer)
    with saved():
        operations.leave(mutual, by=newcomer)
    assert mutual.members_count == 3
    with saved():
        operations.join(mutual, by=newcomer)
    assert mutual.members_count == 4


def test_only_members_join_the_board_and_three_always_stay(database):
    place, group, members = a_group()
    newcomer = factories.person("New", place.neighbourhood)
    with saved():
        mutual = form(place, group, members)
    with pytest.raises(Refused, match="Only members"), saved():
        operations.seat(mutual, newcomer, Office.DIRECTOR, by=members[0])
    with pytest.raises(Refused, match="at least 3"), saved():
        operations.leave_board(mutual, mutual.current_board[0].id, by=members[0])
    with saved():
        operations.join(mutual, by=newcomer)
        operations.seat(mutual, newcomer, Office.DIRECTOR, by=members[0])
    database.session.refresh(mutual, ["board"])
    with saved():
        operations.leave_board(mutual, mutual.current_board[0].id, by=members[1])
    assert [seat.person for seat in mutual.current_board] == [*members[1:], newcomer]
    with pytest.raises(NotAllowed, match="Only directors"), saved():
        operations.leave_board(mutual, mutual.current_board[0].id, by=members[0])


def test_a_support_plan_begins_and_ends_with_reasons(database):
    place, group, members = a_group()
    officer = factories.staff(place.council, PostKind.OFFICER)
    mutual = factories.mutual(place, group, members, status=MutualStatus.RUNNING)
    with pytest.raises(Refused, match="Say why"), saved():
        operations.take_step(mutual, "start-support-plan", by=officer)
    with pytest.raises(NotAllowed, match="officer"), saved():
        operations.take_step(mutual, "start-support-plan", by=members[0], reason="x")
    director = factories.staff(place.council, PostKind.OFFICER, "Di Director")
    factories.save(
        BoardSeat(mutual=mutual, person=director, office=Office.CHAIR, started_on=clock.today())
    )
    with pytest.raises(NotAllowed, match="on the board"), saved():
        operations.take_step(mutual, "start-support-plan", by=director, reason="x")
    with saved():
        operations.take_step(mutual, "start-support-plan", by=officer, reason="The boiler")
        operations.take_step(mutual, "end-support-plan", by=officer, reason="It is fixed")
    assert mutual.status == MutualStatus.RUNNING
