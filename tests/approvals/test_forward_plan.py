"""The forward plan: the first lawful day, and the two lawful ways to be quicker."""

from datetime import date, timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, Paragraph
from commissioning.approvals.operations import Notice, Written
from commissioning.approvals.scheme import Facts
from commissioning.core import clock
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.people.models import PostKind
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, say_who
from tests.approvals.test_before_a_decision import latest

KEY = Facts(900_000_00)  # the cabinet decides, and it is key
PUBLISHED = date(2026, 12, 21)  # a Monday; worked example of the domain study 5.7
MEETING = date(2027, 1, 19)
WRITTEN = Written(Choose.APPROVE, "Good", "None")


def on(day):
    return clock.set_to(clock.london(day, 12))


def notice(day, **more):
    words = {"matter": "A lease", "maker": "The cabinet", "papers": "The report",
             "copies_from": "Here", "ask_for": "Write to us"}  # fmt: skip
    return Notice(decide_on=day, **(words | more))


@pytest.fixture
def world(database):
    with on(PUBLISHED):
        made = builders.world()
        made.scrutiny = factories.staff(made.council, PostKind.SCRUTINY, "Sue Scrutiny")
        made.other = factories.staff(made.council, PostKind.SCRUTINY, "Otto Other")
        return made


@pytest.fixture
def case(world):
    with on(PUBLISHED):
        made = builders.case(world, CaseKind.DECISION, days=60)
        say_who(made, world.officer, KEY)
        pass_checks(made, world.officer)
        do(operations.advise, made, Choose.APPROVE, "It works.", by=world.officer)
        return made


def publish(world, case, day=MEETING, on_day=PUBLISHED, **more):
    with on(on_day):
        do(operations.publish_entry, case, notice(day, **more), by=world.officer)


def papers(world, case, day):
    with on(day):
        do(operations.publish_papers, case, by=world.officer)


def decide(world, case, day):
    with on(day):
        if queries.interest_of(world.cabinet, again(case)) is None:
            do(operations.declare, case, False, by=world.cabinet)
        return do(operations.decide, case, WRITTEN, by=world.cabinet)


def test_a_key_decision_has_28_clear_days_and_its_papers_5_working_ones(world, case):
    publish(world, case)
    assert latest("publish-notice").says.endswith("Tuesday 19 January 2027")
    with pytest.raises(Refused, match="first lawful day is Wednesday 20 January"):
        papers(world, case, date(2027, 1, 12))
    papers(world, case, date(2027, 1, 11))
    with pytest.raises(Refused, match=r"28 clear days of notice.*Tuesday 19 January"):
        decide(world, case, MEETING - timedelta(days=1))
    assert decide(world, case, MEETING).choice == Choose.APPROVE


def test_a_day_too_early_is_refused_with_the_first_lawful_one(world, case):
    early = MEETING - timedelta(days=1)
    with pytest.raises(Refused, match=r"regulation 9.*Tuesday 19 January") as no:
        publish(world, case, early)
    assert no.value.field == "decide_on"
    with pytest.raises(Refused, match="today or a later day"):
        publish(world, case, PUBLISHED - timedelta(days=1))
    assert queries.entry_of(again(case)) is None


def test_another_matter_is_another_notice(world, case):
    publish(world, case)
    publish(world, case, MEETING + timedelta(days=7), on_day=date(2026, 12, 28))
    assert queries.entry_of(case).published_on == PUBLISHED
    later = date(2026, 12, 29)
    with pytest.raises(Refused, match="first lawful day is Wednesday 27 January"):
        publish(world, case, MEETING, on_day=later, matter="The freehold")
    publish(world, case, date(2027, 1, 27), on_day=later, matter="The freehold")
    assert queries.entry_of(again(case)).published_on == later


def test_without_notice_or_papers_nothing_is_decided(world, case):
    obstacles = " ".join(queries.in_the_way(again(case)))
    assert obstacles.count("It is not out yet.") == 2
    with pytest.raises(Refused, match="Publish the notice first"):
        papers(world, case, PUBLISHED)


def test_the_general_exception_needs_5_clear_working_days(world, case):
    friday = date(2027, 1, 8)
    publish(world, case, date(2027, 2, 8), on_day=friday)
    with on(friday):
        act = operations.use_exception
        with pytest.raises(Refused, match=r"regulation 10.*Monday 18 January"):
            do(act, case, "Cllr Chair", "Snow", date(2027, 1, 15), by=world.officer)
        do(act, case, "Cllr Chair", "Snow", date(2027, 1, 18), by=world.officer)
    told = latest("use-exception")
    assert (told.reason, told.role) == ("Snow", "Council officer")
    papers(world, case, friday)
    decide(world, case, date(2027, 1, 18))


def test_only_a_key_decision_can_use_the_general_exception(world, case):
    with on(PUBLISHED):
        say_who(case, world.officer)
        publish(world, case)
        with pytest.raises(Refused, match="Only a key decision"):
            do(operations.use_exception, case, "Cllr Chair", "Snow", MEETING, by=world.officer)


def test_scrutiny_agrees_that_it_is_urgent(world, case):
    publish(world, case)
    day = PUBLISHED + timedelta(days=1)
    with on(PUBLISHED):
        with pytest.raises(NotAllowed, match="Nobody waits"):
            do(operations.agree_urgency, case, by=world.scrutiny)
        do(operations.ask_urgency, case, "The roof falls in", day, by=world.officer)
        assert [each.case_id for each in queries.waiting_for_scrutiny(world.council.id)] == [
            case.id
        ]
        for person in (world.officer, world.cabinet):
            with pytest.raises(NotAllowed):
                do(operations.agree_urgency, case, by=person)
        do(operations.agree_urgency, case, by=world.scrutiny)
        assert queries.waiting_for_scrutiny(world.council.id) == []
    papers(world, case, PUBLISHED)
    assert latest("agree-urgency").role == "Scrutiny councillor"
    decide(world, case, day)


def test_who_agrees_that_it_is_urgent_neither_asked_nor_advised_nor_decides(world, case):
    """By person, in whatever post."""
    publish(world, case)
    with on(PUBLISHED):
        factories.post(world.scrutiny, world.council, PostKind.OFFICER)
        factories.post(world.other, world.council, PostKind.DECISION_MAKER)
        factories.post(world.officer, world.council, PostKind.SCRUTINY)
        do(operations.ask_urgency, case, "The roof", PUBLISHED, by=world.scrutiny)
        do(operations.declare, case, False, by=world.cabinet)
        do(operations.declare, case, False, by=world.other)
        for person, why in ((world.scrutiny, "asked for this"), (world.officer, "advised"),
                            (world.other, "declared your interests")):  # fmt: skip
            with pytest.raises(NotAllowed, match=why):
                do(operations.agree_urgency, case, by=person)
        third = factories.staff(world.council, PostKind.SCRUTINY, "Theo Third")
        factories.post(third, world.council, PostKind.DECISION_MAKER)
        do(operations.agree_urgency, case, by=third)
        do(operations.publish_papers, case, by=world.officer)
        do(operations.declare, case, False, by=third)
        with pytest.raises(NotAllowed, match="You agreed that this is urgent"):
            do(operations.decide, case, WRITTEN, by=third)


def test_the_report_cannot_change_once_it_is_out(world, case):
    publish(world, case)
    papers(world, case, PUBLISHED)
    with on(PUBLISHED):
        for act, answers in (
            (operations.advise, (Choose.REFUSE, "No")),
            (operations.keep_back, (Paragraph.THREE, "Prices", "£1")),
            (operations.publish_papers, ()),
        ):
            with pytest.raises(Refused, match="out"):
                do(act, case, *answers, by=world.officer)


def test_a_private_meeting_needs_28_days_even_when_it_is_not_key(world, case):
    with on(PUBLISHED):
        say_who(case, world.officer, Facts(0, is_charity_land=True))
        publish(world, case, date(2026, 12, 31))
        do(operations.keep_back, case, Paragraph.THREE, "It names prices", "£1", by=world.officer)
        found = queries.waits(
            again(case), queries.facts_of(case), queries.Out(PUBLISHED, PUBLISHED)
        )
    assert [each.why.source[-1] for each in found] == ["5", "7"]
    assert [each.lawful_on for each in found] == [MEETING, date(2026, 12, 31)]
