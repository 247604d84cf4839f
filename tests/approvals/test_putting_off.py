"""A decision that is put off; interests and dispensations in the record of a decision."""

from datetime import timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose
from commissioning.approvals.operations import Notice, Written
from commissioning.core import clock, turns
from commissioning.core.refusals import NotAllowed, Refused
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks
from tests.approvals.test_before_a_decision import latest
from tests.browser import Browser

YES = Written(Choose.APPROVE, "Good.", "None better.", dispensations="The council allowed one.")


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def case(world):
    made = builders.case(world, CaseKind.DECISION)
    pass_checks(made, world.officer)
    do(operations.advise, made, Choose.APPROVE, "It works.", by=world.officer)
    do(operations.declare, made, False, by=world.cabinet)
    return made


def day(days):
    return clock.today() + timedelta(days=days)


def test_nothing_is_decided_before_the_day_until_which_it_was_put_off(world, case):
    do(operations.defer, case, day(60), "The survey is late", by=world.cabinet)
    told = latest("defer")
    assert (told.subject_kind, told.reason) == ("proposal", "The survey is late")
    turn = turns.turn_of(queries.subject_of(again(case)))
    assert (turn.new_date, turn.late_reason) == (
        day(60), "The decision was put off. The survey is late",
    )  # fmt: skip
    with pytest.raises(Refused, match="put off until"):
        do(operations.decide, case, YES, by=world.cabinet)
    with clock.set_to(clock.now() + timedelta(days=60)):
        assert do(operations.decide, case, YES, by=world.cabinet).choice == Choose.APPROVE


def test_a_deferral_moves_the_day_in_the_forward_plan(world, case):
    notice = Notice("A lease", "Cllr Cabinet", day(1), "The report", "Here", "Write to us")
    do(operations.publish_entry, case, notice, by=world.officer)
    do(operations.defer, case, day(9), "The survey is late", by=world.cabinet)
    assert queries.entry_of(again(case)).decide_on == day(9)
    with pytest.raises(Refused, match="The forward plan says"):
        do(operations.decide, case, YES, by=world.cabinet)


@pytest.mark.parametrize(("days", "reason", "field"), [(0, "Late", "until"), (1, " ", "reason")])
def test_a_deferral_has_a_later_day_and_a_reason(world, case, days, reason, field):
    with pytest.raises(Refused) as refused:
        do(operations.defer, case, day(days), reason, by=world.cabinet)
    assert refused.value.field == field
    assert queries.deferrals_of(again(case)) == []


def test_only_who_may_decide_puts_it_off(world, case):
    for person in (world.officer, world.steward, world.leader):
        with pytest.raises(NotAllowed):
            do(operations.defer, case, day(9), "Late", by=person)


def test_the_record_says_who_took_no_part_and_what_was_allowed(world, case):
    do(operations.declare, case, True, "My sister rents it", by=world.leader)
    decision = do(operations.decide, case, YES, by=world.cabinet)
    assert decision.interests.endswith("1 other decision-maker declared an interest and took "
                                       "no part.")  # fmt: skip
    assert "sister" not in decision.interests
    assert decision.dispensations == "The council allowed one."


def test_it_is_put_off_in_the_browser(world, case, site):
    notice = Notice("A lease", "Cllr Cabinet", day(1), "The report", "Here", "Write to us")
    do(operations.publish_entry, case, notice, by=world.officer)
    entry = queries.entry_of(again(case))
    public, number = f"/decisions/coming/{entry.id}", case.id
    page = builders.signed_in(site, world.cabinet).get(f"/work/decisions/{number}/record")
    page = page.follow("Put the decision off")
    assert page.press("Put it off").problems == [
        "Enter the day until which it is put off", "Say why, so that people can understand",
    ]  # fmt: skip
    page = page.press("Put it off", {"Until when": _parts(day(9)), "Why?": "The survey is late"})
    assert "put off" in page.text
    assert "The survey is late" in Browser(site).get(public).text


def _parts(on):
    return (str(on.day), str(on.month), str(on.year))


def test_a_record_page_shows_dispensations(world, case, site):
    number = do(operations.decide, case, YES, by=world.cabinet).id
    factories.tick()
    page = Browser(site).get(f"/decisions/{number}")
    assert "The council allowed one." in page.text
    assert "Who decided declared that they have no interest" in page.text
