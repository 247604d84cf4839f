"""What the council does with a commission: its decision, and finding who will run it."""

from datetime import timedelta

import pytest

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, CheckResult, Choose
from commissioning.approvals.operations import Written
from commissioning.commissions import operations as commissions
from commissioning.commissions.models import Status
from commissioning.commissions.operations import Award
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.pages import in_words
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.standing import words_of
from commissioning.core.transactions import saved
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks

YES = Written(Choose.APPROVE, "Residents chose it.", "Do nothing: the need stays.")


@pytest.fixture
def world(database):
    made = builders.world()
    made.commission = factories.commission(made.group, Status.DECISION)
    factories.tick()
    return made


def the_case(world):
    return queries.open_case_of(again(world.commission))


def advised(world, choice=Choose.APPROVE):
    """The case, checked and advised on, with the interests of the decision-maker declared."""
    case = pass_checks(the_case(world), world.officer)
    do(operations.advise, case, choice, "It joins up.", by=world.officer)
    do(operations.declare, case, False, by=world.cabinet)
    return case


def award(**facts):
    today = clock.today()
    dates = {"starts_on": today + timedelta(days=30), "ends_on": today + timedelta(days=395)}
    return Award(**{"provider": "Millgate Together", "how_chosen": "By talks.", **dates, **facts})


def finding(world):
    """The case in which the council finds who will run it, with every check passed."""
    do(operations.decide, advised(world), YES, by=world.cabinet)
    return pass_checks(the_case(world), world.officer)


def test_the_clock_opens_one_case_for_what_waits(world):
    assert queries.due_commissions() == []
    case = the_case(world)
    assert (case.kind, case.reference) == (CaseKind.DECISION, "C1")
    assert (case.group_id, case.neighbourhood_id) == (world.group.id, world.where.id)
    with saved():
        operations.open_due_commission(world.commission.id)
    assert len(queries.cases_of(world.commission)) == 1
    assert queries.waiting(world.council.id) == []


def test_a_commission_of_two_neighbourhoods_has_a_case_of_none(world):
    north = factories.neighbourhood(world.council, "Northfields")
    both = factories.commission(
        world.group, Status.DECISION, "Two places", neighbourhoods=[world.where, north]
    )
    assert queries.waiting(world.council.id) == [both]
    case = do(operations.open_next, both, by=world.officer)
    assert case.neighbourhood_id is None


def test_a_yes_opens_the_case_about_who_will_run_it(world):
    decision = do(operations.decide, advised(world), YES, by=world.cabinet)
    assert (decision.subject_kind, decision.title) == ("commission", "After-school 3 till 6")
    assert again(world.commission).status == Status.PROVIDER
    case = the_case(world)
    assert case.kind == CaseKind.PROVIDER
    assert [check.key for check in case.checks] == ["route", "interests", "equality", "sharing"]
    assert turns.turn_of(world.commission).whose == turns.Whose.COUNCIL


def test_a_no_ends_it(world):
    no = Written(Choose.REFUSE, "No money.", "None.")
    do(operations.decide, advised(world, Choose.REFUSE), no, by=world.cabinet)
    assert again(world.commission).status == Status.REFUSED
    assert the_case(world) is None


def test_a_question_stops_the_clock_of_a_commission(world):
    do(operations.ask_questions, the_case(world), ["Who answers the phone?"], by=world.officer)
    assert turns.turn_of(world.commission).paused_on == clock.today()
    do(operations.answer_questions, the_case(world), {1: "The library"}, by=world.writer)
    assert turns.turn_of(world.commission).paused_on is None


def test_the_case_of_a_commission_that_was_withdrawn_is_closed(world):
    do(commissions.take_step, world.commission, "withdraw", by=world.steward, reason="No more")
    assert queries.due_endings() == [the_case(world).id]
    factories.tick()
    assert the_case(world) is None


def test_a_provider_is_named_once_and_the_case_is_done(world):
    case = finding(world)
    do(operations.name_provider, case, award(), by=world.officer)
    it = again(world.commission)
    assert (it.provider, it.how_chosen) == ("Millgate Together", "By talks.")
    assert it.status == Status.PROVIDER, "it starts on its day, by the clock"
    assert the_case(world) is None
    assert queries.due_commissions() == []
    words = words_of(it, turns.turn_of(it))
    assert in_words(it.starts_on) in words["promise"]
    assert words["basis"] == "", "the day was agreed: it is nobody’s rule"
    event = db.session.scalars(db.select(Event).where(Event.name == "name-provider")).one()
    assert event.details["starts"] == it.starts_on.isoformat()
    assert event.says.startswith("Millgate Together will run it, from")
    with pytest.raises(Refused, match="done"):
        do(operations.name_provider, case, award(), by=world.officer)
    with pytest.raises(Refused, match="just said"):
        do(commissions.name_provider, it, award(provider="Another"), by=world.officer)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"provider": " "}, "provider"),
        ({"how_chosen": ""}, "how_chosen"),
        ({"starts_on": clock.today() - timedelta(days=1)}, "starts_on"),
        ({"ends_on": clock.today() + timedelta(days=30)}, "ends_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(world, facts, field):
    case = finding(world)
    with pytest.raises(Refused) as refused:
        do(operations.name_provider, case, award(**facts), by=world.officer)
    assert refused.value.field == field
    assert again(world.commission).provider == ""
    assert not the_case(world).is_done


@pytest.mark.parametrize("result", [None, CheckResult.FAILED])
def test_nobody_is_named_before_the_checks(world, result):
    do(operations.decide, advised(world), YES, by=world.cabinet)
    case = pass_checks(the_case(world), world.officer, but=["interests"])
    if result:
        check = queries.get_check(case, "interests")
        do(operations.record_check, case, check, result, "Not yet", by=world.officer)
    with pytest.raises(Refused, match="declared their interests"):
        do(operations.name_provider, case, award(), by=world.officer)


def test_who_may_not_name_a_provider(world):
    case = finding(world)
    for who in (world.cabinet, world.steward, world.panel):
        with pytest.raises(NotAllowed):
            do(operations.name_provider, case, award(), by=who)
        with pytest.raises(NotAllowed):
            do(commissions.name_provider, world.commission, award(), by=who)
    other = factories.commission(world.group, Status.VOTE, "Too early")
    with pytest.raises(NotAllowed, match="does not look for"):
        do(commissions.name_provider, other, award(), by=world.officer)
