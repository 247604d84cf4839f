"""Call-in: nothing takes effect before its time is over; who asks counts once; three outcomes."""

from datetime import date, timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import (
    Body,
    CallInGround,
    CaseKind,
    Choose,
    DecisionStatus,
    Office,
    Outcome,
)
from commissioning.approvals.operations import Notice, Written
from commissioning.approvals.scheme import Facts
from commissioning.commissions.models import Status as Stage
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.proposals import operations as proposals
from commissioning.proposals.models import Status
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, say_who
from tests.approvals.test_before_a_decision import latest
from tests.browser import Browser

WEDNESDAY = date(2026, 12, 23)  # worked example of the domain study 5.7
LAST = date(2027, 1, 4)
TUESDAY = date(2027, 1, 5)
YES = Written(Choose.APPROVE, "Good.", "None better.")
MONTH = timedelta(days=30)
KEY = Facts(900_000_00)
WHY = (CallInGround.FACTS, "Nobody asked the swimmers")


def on(day):
    return clock.set_to(clock.london(day, 12))


@pytest.fixture
def world(database):
    with on(WEDNESDAY):
        made = builders.world()
        made.scrutiny = [
            factories.staff(made.council, PostKind.SCRUTINY, f"Councillor {n}") for n in range(5)
        ]
        return made


def decide(world, case, written=YES, facts=builders.FACTS):
    """A cabinet member decides, where nothing else is said."""
    say_who(case, world.officer, facts)
    pass_checks(case, world.officer)
    do(operations.advise, case, written.choice, "It works.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    return do(operations.decide, case, written, by=world.cabinet)


@pytest.fixture
def decision(world):
    with on(WEDNESDAY):
        return decide(world, builders.case(world, CaseKind.DECISION))


def subject(decision):
    return queries.subject_of(again(decision).case)


def called_in(world, decision, day=WEDNESDAY):
    with on(day):
        for each in world.scrutiny:
            do(operations.call_in, decision, *WHY, by=each)


def hear(world, decision, outcome, by=None):
    with on(LAST):
        by = by or world.officer2
        return do(operations.record_hearing, decision, outcome, "We heard both", by=by)


@pytest.fixture
def hearing(world, decision):
    called_in(world, decision)
    world.officer2 = factories.staff(world.council, PostKind.OFFICER, "Clerk")
    return decision


def test_nothing_happens_before_the_time_for_call_in_is_over(world, decision):
    assert (decision.call_in_until, decision.status) == (LAST, DecisionStatus.WAITING)
    assert latest("decide").says == "The council decided: approve"
    for day, status in ((WEDNESDAY, Status.DECISION), (LAST, Status.DECISION),
                        (LAST + timedelta(days=1), Status.HANDOVER)):  # fmt: skip
        with on(day):
            factories.tick()
            assert subject(decision).status == status
            assert queries.waiting(world.council.id) == []
    found = again(decision)
    assert (found.status, found.effective_on) == (DecisionStatus.IN_EFFECT, date(2027, 1, 5))
    assert latest("approve").role == "The service"
    with on(LAST + timedelta(days=2)):
        assert factories.tick() == 0


def test_a_refusal_waits_too(world):
    with on(WEDNESDAY):
        no = Written(Choose.REFUSE, "No money.", "None.")
        decision = decide(world, builders.case(world, CaseKind.DECISION), no)
        assert subject(decision).status == Status.DECISION
    with on(LAST + timedelta(days=1)):
        factories.tick()
        assert subject(decision).status == Status.REFUSED


def test_a_commission_waits_before_its_provider_is_looked_for(world):
    with on(WEDNESDAY):
        commission = factories.commission(world.group, Stage.DECISION)
        factories.tick()
        decision = decide(world, queries.open_case_of(again(commission)))
        factories.tick()
        assert queries.open_case_of(again(commission)) is None
    with on(LAST + timedelta(days=1)):
        factories.tick()
        assert again(commission).status == Stage.PROVIDER
        assert queries.open_case_of(again(commission)).kind == CaseKind.PROVIDER
        assert again(decision).status == DecisionStatus.IN_EFFECT


def test_the_clock_of_the_call_in_is_public(world, decision):
    turn = turns.turn_of(subject(decision))
    assert (turn.count, turn.due_on) == (5, LAST + timedelta(days=1))
    assert turn.source == "Local Government Act 2000, section 9F"
    with on(LAST):
        assert turn.days_late == 0


def test_what_a_group_withdraws_lapses(world, decision):
    with on(WEDNESDAY), saved():
        proposals.take_step(subject(decision), "withdraw", by=world.steward, reason="Tired")
    with on(WEDNESDAY), pytest.raises(NotAllowed, match="The group withdrew this"):
        do(operations.call_in, decision, *WHY, by=world.scrutiny[0])
    with on(LAST + timedelta(days=1)):
        assert factories.tick() > 0
        assert again(decision).status == DecisionStatus.LAPSED
        assert subject(decision).status == Status.WITHDRAWN


def test_it_is_called_in_when_enough_councillors_ask_and_each_counts_once(world, decision):
    *four, last = world.scrutiny
    with on(LAST):
        for each in four:
            do(operations.call_in, decision, *WHY, by=each)
        with pytest.raises(Refused, match="Each councillor counts once"):
            do(operations.call_in, decision, *WHY, by=four[0])
        assert again(decision).status == DecisionStatus.WAITING
        do(operations.call_in, decision, *WHY, by=last)
    assert again(decision).status == DecisionStatus.CALLED_IN
    found = queries.call_in_of(decision)
    assert found.hear_by == date(2027, 2, 1)  # 20 working days after 4 January
    assert turns.turn_of(subject(decision)).count == 20
    with on(found.hear_by):
        factories.tick()
        assert subject(decision).status == Status.DECISION


def test_who_can_call_in_and_when(world, decision):
    one = world.scrutiny[0]
    with on(WEDNESDAY):
        for person in (world.officer, world.cabinet, world.steward):
            with pytest.raises(NotAllowed):
                do(operations.call_in, decision, *WHY, by=person)
        both = factories.post(world.cabinet, world.council, PostKind.SCRUTINY)
        with pytest.raises(NotAllowed, match="You decided this"):
            do(operations.call_in, decision, *WHY, by=both.person)
        with pytest.raises(Refused) as refused:
            do(operations.call_in, decision, CallInGround.FACTS, " ", by=one)
        assert refused.value.field == "words"
    with on(LAST + timedelta(days=1)), pytest.raises(NotAllowed, match="is over"):
        do(operations.call_in, decision, *WHY, by=one)
    assert queries.requests_of(again(decision)) == []


def test_a_council_can_ask_for_fewer_and_another_time(world):
    with on(WEDNESDAY):
        rules = {"min_requesters": 1, "call_in_days": 2, "hearing_max_days": 3}
        with saved():
            db.session.merge(again(world.council)).changed_settings = rules
        decision = decide(world, builders.case(world, CaseKind.DECISION))
        assert decision.call_in_until == date(2026, 12, 29)
        do(operations.call_in, decision, *WHY, by=world.scrutiny[0])
        assert queries.call_in_of(again(decision)).hear_by == date(2026, 12, 30)


def test_after_the_hearing_the_decision_stands(world, hearing):
    hear(world, hearing, Outcome.STANDS)
    assert again(hearing).status == DecisionStatus.IN_EFFECT
    assert subject(hearing).status == Status.HANDOVER
    assert latest("hear").says == "Scrutiny looked at the decision. The decision stands"


def test_without_a_hearing_in_time_the_decision_stands(world, hearing):
    with on(queries.call_in_of(hearing).hear_by + timedelta(days=1)):
        factories.tick()
        assert again(hearing).status == DecisionStatus.IN_EFFECT
        assert subject(hearing).status == Status.HANDOVER


def test_it_goes_back_to_those_who_decided_and_is_not_called_in_twice(world, hearing):
    hear(world, hearing, Outcome.BACK)
    assert again(hearing).status == DecisionStatus.SENT_BACK
    assert subject(hearing).status == Status.DECISION
    case = queries.open_case_of(subject(hearing))
    assert queries.facts_of(case).body == Body.CABINET_MEMBER
    with on(LAST):
        factories.tick()
        assert queries.open_case_of(subject(hearing)).id == case.id
        pass_checks(case, world.officer)
        do(operations.advise, case, Choose.APPROVE, "Still good.", by=world.officer)
        do(operations.declare, case, False, by=world.cabinet)
        second = do(operations.decide, case, YES, by=world.cabinet)
    assert (second.call_in_until, second.no_call_in) == (None, "It was called in once already")
    assert second.status == DecisionStatus.IN_EFFECT
    assert subject(hearing).status == Status.HANDOVER


def test_it_goes_to_full_council_with_the_notice_it_had(world):
    with on(WEDNESDAY):
        case = builders.case(world, CaseKind.DECISION)
        say_who(case, world.officer)
        words = ("A lease", "Cllr Cabinet", WEDNESDAY, "The report", "Here", "Write to us")
        do(operations.publish_entry, case, Notice(*words), by=world.officer)
        decision = decide(world, case)
        world.officer2 = factories.staff(world.council, PostKind.OFFICER, "Clerk")
    called_in(world, decision)
    hear(world, decision, Outcome.FULL_COUNCIL)
    case = queries.open_case_of(subject(decision))
    facts, entry = queries.facts_of(case), queries.entry_of(case)
    assert (facts.body, facts.is_key) == (Body.FULL_COUNCIL, False)
    assert (entry.maker, entry.published_on) == ("Full council", WEDNESDAY)
    with on(LAST):
        assert "agenda and the report must be out" in " ".join(queries.in_the_way(case))


def test_who_writes_down_what_scrutiny_said_did_not_ask_advise_or_decide(world, hearing):
    """By person, in whatever post."""
    with on(LAST):
        decider = factories.post(world.cabinet, world.council, PostKind.OFFICER).person
        asker = factories.post(world.scrutiny[0], world.council, PostKind.OFFICER).person
    barred = {world.officer: "You advised", decider: "You decided",
              asker: "You asked for this call-in", world.panel: "Only the"}  # fmt: skip
    for person, why in barred.items():
        with pytest.raises(NotAllowed, match=why):
            hear(world, hearing, Outcome.STANDS, by=person)
    with on(LAST), pytest.raises(Refused, match="Say why"):
        do(operations.record_hearing, hearing, Outcome.BACK, " ", by=world.officer2)
    hear(world, hearing, Outcome.BACK)
    with pytest.raises(NotAllowed, match="not called in"):
        hear(world, hearing, Outcome.STANDS)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (builders.SMALL, "An officer decided it"),
        (Facts(0, is_outside_framework=True), "Full council decided it"),
    ],
)
def test_what_cannot_be_called_in_takes_effect_at_once(world, facts, why):
    with on(WEDNESDAY):
        case = builders.case(world, CaseKind.DECISION)
        say_who(case, world.officer, facts)
        if queries.facts_of(case).body.meets:
            words = ("A lease", "All", TUESDAY, "The report", "Here", "Write to us")
            do(operations.publish_entry, case, Notice(*words), by=world.officer)
            do(operations.advise, case, YES.choice, "It works.", by=world.officer)
            builders.settle(case, world.officer)
            do(operations.publish_papers, case, by=world.officer)
    with on(TUESDAY):
        pass_checks(case, world.officer)
        if queries.advice_on(again(case)) is None:
            do(operations.advise, case, YES.choice, "It works.", by=world.officer)
        do(operations.declare, case, False, by=world.cabinet)
        decision = do(operations.decide, case, YES, by=world.cabinet)
        assert decision.no_call_in.startswith(why)
        assert subject(decision).status == Status.HANDOVER
        with pytest.raises(NotAllowed, match="cannot be called in"):
            do(operations.call_in, decision, *WHY, by=world.scrutiny[0])


@pytest.mark.parametrize(("exempt", "callable_"), [("yes", False), ("no", True)])
def test_an_urgent_decision_is_free_from_call_in_where_the_council_says_so(
    world, exempt, callable_
):
    with on(WEDNESDAY):
        with saved():
            db.session.merge(again(world.council)).changed_settings = {"urgent_exempt": exempt}
        case = builders.case(world, CaseKind.DECISION)
        say_who(case, world.officer, KEY)
        words = ("A lease", "Cllr Cabinet", WEDNESDAY + MONTH, "The report", "Here", "Write to us")
        do(operations.publish_entry, case, Notice(*words), by=world.officer)
        do(operations.ask_urgency, case, "The roof", WEDNESDAY, by=world.officer)
        do(operations.agree_urgency, case, Office.SCRUTINY_CHAIR, by=world.scrutiny[0])
        do(operations.advise, case, Choose.APPROVE, "It works.", by=world.officer)
        pass_checks(case, world.officer)
        do(operations.publish_papers, case, by=world.officer)
        do(operations.declare, case, False, by=world.cabinet)
        decision = do(operations.decide, case, YES, by=world.cabinet)
        assert (decision.call_in_until is not None) is callable_


def test_call_in_in_the_browser(world, decision, site):
    number, clerk = decision.id, factories.staff(world.council, PostKind.OFFICER, "Clerk")
    for n, councillor in enumerate(world.scrutiny):
        with on(WEDNESDAY):
            page = builders.signed_in(site, councillor).get(f"/decisions/{number}")
            assert "It can be called in until Monday 4 January 2027" in page.text
            page = page.follow("Ask to call it in")
            assert f"So far {n} did." in page.text
            if n == 0:
                assert len(page.press("Ask to call it in").problems) == 2
            page = page.press(
                "Ask to call it in", {"Reason": "Facts or other", "Say it": f"Swimmers {n}"}
            )
    with on(WEDNESDAY):
        public = Browser(site).get(f"/decisions/{number}")
        for words in ("Not yet. It is called in", "Swimmers 4", "5 councillors asked",
                      "Scrutiny looks at it by"):  # fmt: skip
            assert words in public.text
        assert "Councillor 0" not in public.text
        page = builders.signed_in(site, clerk).get(f"/decisions/{number}")
        page = page.follow("Write down what scrutiny said").press(
            "Publish what scrutiny said", {"What did": "The decision stands", "Why?": "All heard"}
        )
        assert "In effect" in page.text
        assert "All heard" in Browser(site).get(f"/decisions/{number}").text
