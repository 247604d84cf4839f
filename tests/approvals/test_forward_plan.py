"""The forward plan: the first lawful day, and the two lawful ways to be quicker."""

from datetime import date, timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import Body, CaseKind, Choose, Office, Paragraph
from commissioning.approvals.operations import Notice, Written
from commissioning.approvals.scheme import Facts
from commissioning.core import clock
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Basis
from commissioning.people.models import PostKind
from commissioning.places.operations import change_settings
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
            do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=world.scrutiny)
        do(operations.ask_urgency, case, "The roof falls in", day, by=world.officer)
        assert [each.case_id for each in queries.waiting_for_scrutiny(world.council.id)] == [
            case.id
        ]
        for person in (world.officer, world.cabinet):
            with pytest.raises(NotAllowed):
                do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=person)
        do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=world.scrutiny)
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
                do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=person)
        third = factories.staff(world.council, PostKind.SCRUTINY, "Theo Third")
        factories.post(third, world.council, PostKind.DECISION_MAKER)
        do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=third)
        do(operations.publish_papers, case, by=world.officer)
        do(operations.declare, case, False, by=third)
        with pytest.raises(NotAllowed, match="You agreed that this is urgent"):
            do(operations.decide, case, WRITTEN, by=third)


def ask(world, case, day, *, by=None):
    do(operations.ask_urgency, case, "The roof falls in", day, by=by or world.officer)


def agree(world, case, office=Office.SCRUTINY_CHAIR):
    do(operations.agree_urgency, case, office, by=world.scrutiny)


def test_leave_that_was_got_for_one_notice_shortens_no_other(world, case):
    publish(world, case)
    later = MEETING + timedelta(days=30)
    with on(PUBLISHED):
        do(operations.use_exception, case, "Cllr Chair", "Snow", MEETING, by=world.officer)
        ask(world, case, PUBLISHED)
        publish(world, case, later, maker="Full council")
        entry = queries.entry_of(again(case))
        assert (entry.urgent_reason, entry.chair, entry.exception_reason) == ("", "", "")
        assert (entry.exception_on, entry.urgent_for, entry.asked_by_id) == (None, None, None)
        ask(world, case, PUBLISHED, by=world.senior)
        agree(world, case)
        publish(world, case, later, matter="The freehold")
        entry = queries.entry_of(again(case))
        assert (entry.agreed_on, entry.agreed_by_id, entry.agreed_as) == (None, None, None)
        assert entry.published_on == PUBLISHED
        assert not entry.is_urgent


def test_a_request_is_open_once_and_stays_with_who_asked(world, case):
    publish(world, case)
    tomorrow = PUBLISHED + timedelta(days=1)
    with on(PUBLISHED):
        ask(world, case, PUBLISHED)
        with pytest.raises(Refused, match="asked already"):
            ask(world, case, tomorrow)
    with on(tomorrow):
        assert queries.waiting_for_scrutiny(world.council.id) == []
        with pytest.raises(NotAllowed, match="Nobody waits"):
            agree(world, case)
        with pytest.raises(Refused, match="Only they can ask again"):
            ask(world, case, tomorrow, by=world.senior)
        ask(world, case, tomorrow)
        agree(world, case)
        with pytest.raises(Refused, match="agreed already"):
            ask(world, case, tomorrow)


def test_who_asked_for_urgency_does_not_decide(world, case):
    publish(world, case)
    with on(PUBLISHED):
        both = factories.staff(world.council, PostKind.OFFICER, "Bo Both")
        factories.post(both, world.council, PostKind.DECISION_MAKER)
        ask(world, case, PUBLISHED, by=both)
        agree(world, case)
        papers(world, case, PUBLISHED)
        do(operations.declare, case, False, by=both)
        with pytest.raises(NotAllowed, match="You asked to treat this as urgent"):
            do(operations.decide, case, WRITTEN, by=both)


def test_urgent_is_lawful_from_the_day_that_was_agreed(world, case):
    publish(world, case)
    agreed_for = PUBLISHED + timedelta(days=3)
    with on(PUBLISHED):
        ask(world, case, agreed_for)
        agree(world, case, Office.VICE_CHAIR)
        early = agreed_for - timedelta(days=1)
        with pytest.raises(Refused, match=r"regulation 11.*Thursday 24 December"):
            publish(world, case, early)
        publish(world, case, agreed_for)
        assert queries.entry_of(again(case)).agreed_as == Office.VICE_CHAIR
        assert latest("agree-urgency").details == {"office": "vice-chair"}


def test_only_a_key_decision_is_urgent_in_this_way(world, case):
    with on(PUBLISHED):
        say_who(case, world.officer)
        publish(world, case)
        with pytest.raises(Refused, match="Only a key decision"):
            ask(world, case, PUBLISHED)


def test_urgency_does_not_shorten_the_days_of_papers_for_full_council(world, case):
    out = queries.Out(PUBLISHED, PUBLISHED, agreed_on=PUBLISHED, urgent_for=PUBLISHED)
    with on(PUBLISHED):
        in_cabinet = queries.waits(again(case), queries.facts_of(case), out)
        assert [each.lawful_on for each in in_cabinet] == [PUBLISHED, PUBLISHED]
        say_who(case, world.officer, KEY, higher=Body.FULL_COUNCIL, because="Everyone uses it")
        in_council = queries.waits(again(case), queries.facts_of(case), out)
        assert in_council[-1].why.source == "Local Government Act 1972, section 100B"
        assert in_council[-1].lawful_on == date(2026, 12, 31)


def test_another_body_or_weight_begins_the_days_of_notice_anew(world, case):
    publish(world, case)
    tuesday, wednesday = (PUBLISHED + timedelta(days=n) for n in (1, 2))
    with on(tuesday):
        say_who(case, world.officer, Facts(800_000_00))  # the cabinet still, and key
        assert queries.entry_of(again(case)).published_on == PUBLISHED
        say_who(case, world.officer, Facts(0, is_charity_land=True))  # not key
        assert queries.entry_of(again(case)).published_on == tuesday
        assert latest("restart-notice").says.endswith("whether it is key, has changed")
    with on(wednesday):
        say_who(case, world.officer, KEY, higher=Body.FULL_COUNCIL, because="Everyone uses it")
        assert queries.entry_of(again(case)).published_on == wednesday
    publish(world, case, MEETING + timedelta(days=7), on_day=wednesday)
    papers(world, case, wednesday)
    with on(wednesday):
        with pytest.raises(Refused, match="papers are out already"):
            say_who(case, world.officer, KEY)
        assert queries.facts_of(again(case)).body == Body.FULL_COUNCIL


def test_a_meeting_that_becomes_private_begins_the_days_of_notice_anew(world, case):
    publish(world, case)
    private = (Paragraph.THREE, "It names prices", "£1")
    tuesday, wednesday = (PUBLISHED + timedelta(days=n) for n in (1, 2))
    with on(tuesday):
        do(operations.keep_back, case, *private, by=world.officer)
        assert queries.entry_of(again(case)).published_on == tuesday
    with on(wednesday):
        do(operations.keep_back, case, *private, by=world.officer)
        assert queries.entry_of(again(case)).published_on == tuesday


def test_the_act_of_1972_asks_for_no_notice_of_a_private_meeting(world, case):
    with on(PUBLISHED):
        facts = Facts(0, is_charity_land=True)
        say_who(case, world.officer, facts, higher=Body.FULL_COUNCIL, because="Everyone uses it")
        do(operations.keep_back, case, Paragraph.THREE, "It names prices", "£1", by=world.officer)
        found = queries.waits(again(case), queries.facts_of(case), queries.Out())
    assert [each.why.source for each in found] == ["Local Government Act 1972, section 100B"]


def test_more_days_than_the_law_asks_are_the_councils_own_rule(world, case):
    with saved():
        more = {"forward_notice_clear_days": 35, "agenda_clear_days": 5}
        change_settings(again(world.council), more, by=None, reason="People asked for it")
    notice_of, papers_of = (
        each.why for each in queries.waits(again(case), queries.facts_of(case), queries.Out())
    )
    assert notice_of.says == "A key decision needs 35 clear days of notice"
    assert notice_of.basis == Basis.COUNCIL
    assert notice_of.source == "more than the 28 of SI 2012/2089, regulation 9"
    assert papers_of.basis == Basis.LAW
    assert papers_of.source == "SI 2012/2089, regulation 7"


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
