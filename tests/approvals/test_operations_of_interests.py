"""Who declares an interest takes no part from then on, and what they did before is public."""

import pytest

from commissioning.approvals import operations, queries, rules
from commissioning.approvals.models import CaseKind, CheckResult
from commissioning.core import history
from commissioning.core.refusals import NotAllowed, Refused
from tests.approvals import builders
from tests.approvals.builders import again, do


@pytest.fixture
def world(database):
    made = builders.world()
    made.case = builders.case(made, CaseKind.DECISION)
    return made


def declare(world, person, words="My sister is the treasurer"):
    return do(operations.declare_interest, world.case, words, by=person)


def check(world, person):
    case = again(world.case)
    return operations.record_check(case, case.checks[0], CheckResult.PASSED, "Seen", by=person)


def newest(world):
    return history.events_of(queries.subject_of(again(world.case)), limit=1)[0]


def test_whoever_declared_an_interest_cannot_act_and_a_list_says_why(world):
    with pytest.raises(Refused, match="Say what your interest is"):
        declare(world, world.officer, " ")
    do(operations.assign, world.case, world.officer, by=world.officer)
    declare(world, world.officer)
    case = again(world.case)
    assert case.turn.owner_id is None
    with pytest.raises(NotAllowed, match="You declared an interest in this"):
        check(world, world.officer)
    _offered, barred = operations.who_may_deal([case.turn])
    assert "You declared an interest in this" in barred["Olive Officer"]
    with pytest.raises(Refused, match="has a part in"):
        do(operations.assign, world.case, world.officer, by=world.senior)
    with pytest.raises(Refused, match="already"):
        declare(world, world.officer)


def test_it_holds_for_every_case_about_the_same_thing(world):
    declare(world, world.senior)
    do(operations.desk.finish, world.case, by=world.officer, outcome="ended")
    subject = queries.subject_of(again(world.case))
    case = operations.open_case(subject, CaseKind.DECISION, by=world.steward)
    assert not rules.may_work(world.senior, case)
    assert rules.may_work(world.officer, case)


def test_who_said_no_before_can_declare_one_later_and_then_does_not_decide(world):
    do(operations.declare, world.case, False, by=world.cabinet)
    declare(world, world.cabinet)
    assert queries.interest_of(world.cabinet, again(world.case)).has_interest
    written = operations.Written("approve", "Sound", "None")
    with pytest.raises(NotAllowed, match="You declared an interest in this"):
        do(operations.decide, world.case, written, by=world.cabinet)


def test_declaring_in_time_says_no_more_than_that(world):
    made = declare(world, world.senior)
    assert made.done_before == ""
    assert newest(world).says == "Somebody at the council declared an interest and takes no part"
    assert "sister" not in newest(world).says + newest(world).reason


def test_declaring_late_says_what_was_done_before(world):
    builders.pass_checks(world.case, world.senior)
    made = declare(world, world.senior)
    done = "recorded checks, wrote down what the law asks, said who decides"
    assert made.done_before == done
    assert newest(world).says.endswith(f"Before that they {done}")
