"""One officer at a time works on a case; another may take it over, and then has it."""

from datetime import timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.core import clock
from commissioning.core.database import db, reading
from commissioning.core.refusals import NotAllowed
from commissioning.core.transactions import saved
from commissioning.people.models import Person
from tests.approvals import builders
from tests.approvals.builders import again, do


@pytest.fixture
def world(database):
    made = builders.world()
    made.case = builders.case(made)
    return made


def opens(world, person):
    """This person opens a form of the case, as a GET does: what is open meanwhile only reads."""
    number = person.id
    db.session.rollback()
    with reading():
        operations.lock(again(world.case), db.session.get_one(Person, number))
        db.session.rollback()


def seen_by(world, person):
    lock = queries.lock_of_another(again(world.case), person)
    return lock and lock.person.name


def test_who_opens_a_form_first_has_the_case_for_a_quarter_of_an_hour(world):
    opens(world, world.officer)
    opens(world, world.senior)
    assert seen_by(world, world.senior) == "Olive Officer"
    assert seen_by(world, world.officer) is None
    with clock.set_to(clock.now() + timedelta(minutes=16)):
        assert seen_by(world, world.senior) is None
        opens(world, world.senior)
        assert seen_by(world, world.officer) == "Sam Senior"


def test_opening_another_form_keeps_it_longer_and_since_stays(world):
    start = clock.now()
    with clock.set_to(start):
        opens(world, world.officer)
    with clock.set_to(start + timedelta(minutes=10)):
        opens(world, world.officer)
    with clock.set_to(start + timedelta(minutes=20)):
        assert queries.lock_of_another(again(world.case), world.senior).since == start


def test_taking_over_turns_it_round_and_saving_ends_it(world):
    opens(world, world.officer)
    do(operations.take_over, world.case, by=world.senior)
    assert seen_by(world, world.officer) == "Sam Senior"
    assert seen_by(world, world.senior) is None
    with saved():
        operations.unlock(again(world.case), world.senior)
    assert seen_by(world, world.officer) is None


def test_only_those_who_may_work_on_it_take_it_over(world):
    opens(world, world.officer)
    for person in (world.panel, world.steward):
        with pytest.raises(NotAllowed):
            do(operations.take_over, world.case, by=person)
