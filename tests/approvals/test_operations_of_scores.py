"""Each scores alone; the moderator writes what counts; weights and floors are the council’s."""

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Criterion
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.places import operations as places
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do

BETTER = dict.fromkeys(Criterion, (5, "Even better"))


@pytest.fixture
def world(database):
    made = builders.world()
    made.other = factories.staff(made.council, PostKind.PANEL, "Paula Panel")
    made.case = builders.case(made, CaseKind.ASSESSMENT)
    return made


def named(world):
    builders.panel(world, world.case, [world.panel, world.other])


def sees_all(world):
    case = again(world.case)
    return queries.has_all_scores(case, queries.panel_of(case))


def test_nobody_sees_scores_before_all_have_given_theirs(world):
    named(world)
    do(operations.give_scores, world.case, builders.GOOD, by=world.panel)
    do(operations.give_scores, world.case, BETTER, by=world.panel)
    assert not sees_all(world)
    with pytest.raises(Refused, match="Wait until all have scored"):
        do(operations.agree_scores, world.case, BETTER, by=world.officer)
    do(operations.give_scores, world.case, builders.GOOD, by=world.other)
    assert sees_all(world)
    with pytest.raises(Refused, match="no longer change"):
        do(operations.give_scores, world.case, builders.GOOD, by=world.panel)
    do(operations.agree_scores, world.case, BETTER, by=world.officer)
    assert {line.score for line in queries.agreed_lines(again(world.case))} == {5}


def test_the_moderator_goes_on_without_those_who_have_not_scored_and_says_why(world):
    named(world)
    with pytest.raises(Refused, match="one panel member has to score first"):
        do(operations.close_scoring, world.case, "She is ill", by=world.officer)
    do(operations.give_scores, world.case, builders.GOOD, by=world.panel)
    with pytest.raises(Refused, match="Say why"):
        do(operations.close_scoring, world.case, " ", by=world.officer)
    do(operations.close_scoring, world.case, "She is ill", by=world.officer)
    with pytest.raises(Refused, match="no longer change"):
        do(operations.give_scores, world.case, builders.GOOD, by=world.other)
    do(operations.agree_scores, world.case, builders.GOOD, by=world.officer)


def test_only_the_panel_scores_and_only_the_moderator_agrees(world):
    with pytest.raises(Refused, match="Nobody has named the panel"):
        do(operations.give_scores, world.case, builders.GOOD, by=world.panel)
    named(world)
    with pytest.raises(NotAllowed, match="not on the panel"):
        do(operations.give_scores, world.case, builders.GOOD, by=world.senior)
    for act in (operations.agree_scores, operations.close_scoring):
        with pytest.raises(NotAllowed, match="Only the moderator, Olive Officer"):
            do(act, world.case, builders.GOOD, by=world.senior)


def test_who_cannot_be_on_a_panel(world):
    with pytest.raises(Refused, match="does not score"):
        builders.panel(world, world.case, [world.officer])
    with pytest.raises(Refused, match="Cara Cabinet cannot score"):
        builders.panel(world, world.case, [world.cabinet])
    factories.post(world.writer, world.council, PostKind.PANEL)
    with pytest.raises(Refused, match="belong to this group"):
        builders.panel(world, world.case, [world.writer])


def test_scores_of_somebody_who_left_the_panel_do_not_count(world):
    named(world)
    do(operations.give_scores, world.case, builders.GOOD, by=world.panel)
    builders.panel(world, world.case, [world.other])
    assert queries.panel_lines(again(world.case)) == []
    assert not sees_all(world)


def test_the_councils_own_weights_count_as_they_were_when_the_panel_was_named(world):
    administrator = factories.staff(world.council, PostKind.ADMINISTRATOR)
    numbers = {"weight_money": 45, "weight_governance": 0, "floor_governance": 0, "floor_need": 5}
    with saved():
        places.change_settings(world.council, numbers, by=administrator)
    builders.score(world, world.case)
    with saved():
        places.change_settings(world.council, {"floor_need": 0}, by=administrator)
    case = again(world.case)
    panel = queries.panel_of(case)
    result = queries.agreed_outcome(case, queries.agreed_lines(case, panel), panel)
    assert (result.total, result.under_floor) == (80, {"need": 5})
    assert "“It is needed and helps people” is below 5." in queries.desk_in_the_way(case)[-1]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"weight_money": 30}, "The weights come to 105. They have to make 100"),
        ({"floor_need": 6}, "The highest score is 5"),
        ({"pass_mark": 101}, "more than 100"),
    ],
)
def test_weights_make_a_hundred(world, numbers, words):
    with pytest.raises(Refused, match=words):
        places.change_settings(world.council, numbers, by=world.officer)
