"""What officers do with the gates, and what waits for them: told through the operations."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from commissioning.approvals import operations as approvals
from commissioning.approvals.models import CaseKind, CheckResult, Choose
from commissioning.approvals.queries import in_the_way, subject_of
from commissioning.core import clock, history
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.gates import operations, queries
from commissioning.gates.law import BY_KEY, GATES, Blocks
from commissioning.gates.models import GateAnswer, SubsidyKind
from commissioning.gates.operations import Given
from commissioning.people.models import PostKind
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Proposal, Status
from seed.story import gates as told
from tests import factories
from tests.approvals import builders

PRICE, SUBSIDY, STAFF = (BY_KEY[key] for key in ("best-consideration", "subsidy", "staff"))
DEAL = BY_KEY["deal"]
POUND = 100


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def proposal(world):
    return builders.proposal(world, Status.ASSESSMENT)


def answer(proposal, key, by, **other):
    with saved():
        told.answer(proposal, key, by=by, **other)


def confirm(proposal, gate, by):
    with saved():
        operations.confirm(proposal, gate, by=by)


def needed(proposal):
    return {each.gate.key for each in queries.standings(proposal) if each.is_needed}


def blocked(proposal, blocks):
    return {each.gate.key for each in queries.in_the_way(proposal, blocks)}


def test_the_first_gate_says_which_others_there_are(world, proposal):
    assert needed(proposal) == {"deal"}
    answer(proposal, "deal", world.officer)
    always = {"deal", "best-consideration", "subsidy", "equality", "best-value"}
    assert needed(proposal) == always | {"library", "consultation"}  # its place is a library


def test_what_the_register_calls_open_space_is_open_space(world, proposal):
    proposal.place.is_open_space = proposal.place.is_charity_land = True
    proposal.place.kind = PlaceKind.PARK
    factories.save(proposal.place)
    answer(proposal, "deal", world.officer, open_space="no", charity_land="no")
    assert {"open-space", "charity-land"} <= needed(proposal)


def test_a_step_waits_for_its_gates_and_those_before_it(world, proposal):
    answer(proposal, "deal", world.officer, staff="yes")
    first = {"best-consideration", "subsidy", "library"}
    assert blocked(proposal, Blocks.ASSESSMENT) == first
    papers = first | {"consultation", "equality", "best-value"}
    assert blocked(proposal, Blocks.PAPERS) == blocked(proposal, Blocks.DECISION) == papers
    assert blocked(proposal, Blocks.COMPLETION) == papers | {"staff"}


def test_a_second_saving_is_a_second_version_and_takes_the_confirmation_away(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, PRICE.key, world.officer)
    confirm(proposal, PRICE, world.senior)
    assert queries.standing_of(proposal, PRICE).is_settled
    answer(proposal, PRICE.key, world.officer, paid=100)
    standing = queries.standing_of(proposal, PRICE)
    assert (standing.answer.version, standing.waits_for_second) == (2, True)
    assert [each.version for each in queries.versions_of(proposal, PRICE)] == [2, 1]


def test_the_same_answers_again_are_no_version(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, "deal", world.senior)
    assert queries.standing_of(proposal, DEAL).answer.version == 1


def test_whoever_saved_second_is_told(world, proposal):
    answer(proposal, "deal", world.officer)
    with pytest.raises(Refused, match="Somebody else"), saved():
        operations.save(proposal, DEAL, {"staff": "yes"}, 0, by=world.senior)
    with pytest.raises(Refused, match="at least one"), saved():
        operations.save(proposal, DEAL, {}, 1, by=world.senior)


def test_nobody_confirms_their_own_answers(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, PRICE.key, world.officer)
    with pytest.raises(NotAllowed, match="You wrote these"):
        confirm(proposal, PRICE, world.officer)
    confirm(proposal, PRICE, world.senior)
    with pytest.raises(NotAllowed, match="already"):
        confirm(proposal, PRICE, world.senior)


def test_the_database_keeps_four_eyes(world, proposal):
    with pytest.raises(IntegrityError, match="four_eyes"):
        factories.save(
            GateAnswer(proposal=proposal, gate="deal", version=1, answers={},
                       saved_by_id=world.officer.id, confirmed_by_id=world.officer.id)
        )  # fmt: skip


def test_answers_that_settle_nothing_cannot_be_confirmed(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, PRICE.key, world.officer, well_being=None)
    with pytest.raises(Refused, match="life in the area"):
        confirm(proposal, PRICE, world.senior)
    with pytest.raises(Refused, match="no second officer"):
        confirm(proposal, DEAL, world.senior)


def test_members_of_the_group_and_residents_answer_nothing(world, proposal):
    factories.post(world.writer, world.council, PostKind.OFFICER)
    db.session.refresh(world.writer, ["posts"])
    with pytest.raises(NotAllowed, match="belong to this group"):
        answer(proposal, "deal", world.writer)
    with pytest.raises(NotAllowed, match="officer"):
        answer(proposal, "deal", world.steward)


def test_nothing_is_answered_after_the_end(world):
    ended = builders.proposal(world, Status.REFUSED)
    with pytest.raises(NotAllowed, match="until the mutual opens"):
        answer(ended, "deal", world.officer)


def test_each_saving_is_an_event_that_only_staff_read(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, PRICE.key, world.officer)
    confirm(proposal, PRICE, world.senior)
    found = [each for each in history.events_of(proposal) if "gate" in each.name]
    assert [each.name for each in found] == ["confirm-gate", "answer-gate", "answer-gate"]
    assert {each.visibility for each in found} == {Visibility.INTERNAL}
    assert found[0].details == {"gate": "best-consideration", "version": 1}


# The steps that wait


def test_an_assessment_does_not_pass_before_the_law_is_met(world):
    case = builders.case(world, CaseKind.ASSESSMENT)
    for check in case.checks:
        builders.do(pass_check, case, check.key, by=world.officer)
    builders.score(world, case)
    with pytest.raises(Refused, match="What the council would give"):
        builders.do(approvals.move_on, case, by=world.officer)
    subject = subject_of(builders.again(case))
    factories.settle(subject, world.officer, world.senior, blocks=Blocks.ASSESSMENT)
    builders.do(approvals.move_on, case, by=world.officer)
    assert subject_of(builders.again(case)).status == Status.VOTE


def pass_check(case, key, by):
    check = next(each for each in case.checks if each.key == key)
    approvals.record_check(case, check, CheckResult.PASSED, "Seen", by=by)


def test_neither_papers_nor_a_decision_come_before_the_law_is_met(world):
    case = builders.case(world, CaseKind.DECISION)
    subject = subject_of(case)
    factories.settle(subject, world.officer, world.senior, but=("equality",),
                     blocks=Blocks.DECISION)  # fmt: skip
    builders.do(pass_check, case, "equality", by=world.officer)
    builders.say_who(case, world.officer)
    builders.do(approvals.advise, case, Choose.APPROVE, "A sound plan", by=world.officer)
    day = clock.today() + timedelta(days=60)
    notice = approvals.Notice("A lease", "The cabinet", day, "A report", "Here", "Write")
    builders.do(approvals.publish_entry, case, notice, by=world.officer)
    with pytest.raises(Refused, match="Equality: An officer"):
        builders.do(approvals.publish_papers, case, by=world.officer)
    builders.do(approvals.declare, case, False, by=world.cabinet)
    written = approvals.Written(Choose.APPROVE, "Sound", "None")
    with pytest.raises(Refused, match="Equality"):
        builders.do(approvals.decide, case, written, by=world.cabinet)
    factories.settle(db.session.get_one(Proposal, subject.id), world.officer, world.senior)
    builders.do(approvals.publish_papers, case, by=world.officer)
    assert not [each for each in in_the_way(builders.again(case)) if "Equality" in each]


def test_signing_waits_and_others_than_staff_read_the_names_alone(world):
    proposal = builders.proposal(world, Status.HANDOVER)
    factories.settle(proposal, world.officer, world.senior)
    answer(proposal, PRICE.key, world.officer, worth=3_000_000 * POUND)
    with pytest.raises(Refused, match="£2,999,975"):
        operations.must_be_clear(proposal, Blocks.COMPLETION, by=world.officer)
    with pytest.raises(Refused, match="The price of the land") as refusal:
        operations.must_be_clear(proposal, Blocks.COMPLETION, by=world.steward)
    assert "£" not in str(refusal.value)


# Subsidies


def give(group, amount, by, kind=SubsidyKind.MINIMAL, days=0, **more):
    day = clock.today() - timedelta(days=days)
    with saved():
        return operations.enter_subsidy(
            group, Given("The council", day, amount, kind, **more), by=by
        )


def test_the_ledger_counts_small_amounts_of_three_financial_years(world, proposal):
    answer(proposal, "deal", world.officer)
    answer(proposal, SUBSIDY.key, world.officer, amount=300_000 * POUND)
    assert queries.standing_of(proposal, SUBSIDY).waits_for_second
    give(world.group, 15_000 * POUND, world.officer)
    give(world.group, 99_000 * POUND, world.officer, days=4 * 365)
    give(world.group, 99_000 * POUND, world.officer, kind=SubsidyKind.OTHER)
    give(world.group, 99_000 * POUND, world.officer, proposal_id=proposal.id)  # counted in its gate
    assert queries.received_before(proposal) == 15_000 * POUND
    assert queries.received(world.group) == 114_000 * POUND
    assert queries.standing_of(proposal, SUBSIDY).waits_for_second
    line = give(world.group, 1, world.officer, kind=SubsidyKind.PUBLIC_SERVICE)
    assert "£315,000.01" in queries.standing_of(proposal, SUBSIDY).problem
    with saved():
        operations.strike(line, "Entered twice", by=world.senior)
    assert queries.standing_of(proposal, SUBSIDY).waits_for_second
    assert len(queries.ledger(world.group)) == 5
    with pytest.raises(NotAllowed, match="already"):
        operations.strike(line, "Again", by=world.senior)


def test_the_ledger_takes_no_days_to_come_and_nothing_for_nothing(world):
    with pytest.raises(Refused, match="still to come"):
        give(world.group, 1, world.officer, days=-1)
    with pytest.raises(Refused, match="more than £0"):
        give(world.group, 0, world.officer)
    with pytest.raises(NotAllowed):
        give(world.group, 1, world.steward)


# Switches


def test_an_administrator_switches_what_we_wrote_from_memory(world, proposal):
    admin = factories.staff(world.council, PostKind.ADMINISTRATOR)
    answer(proposal, "deal", world.officer, staff="yes")
    with saved():
        operations.switch(world.council, STAFF, False, "Our lawyers do it", by=admin)
    found = queries.standing_of(proposal, STAFF)
    assert found.why_not_needed == "This council does not check it: Our lawyers do it"
    with saved():
        operations.switch(world.council, STAFF, True, "We check it again", by=admin)
    assert "staff" in needed(proposal)
    said = db.session.scalars(select(Event).filter_by(name="switch-gate").order_by(Event.id)).all()
    assert [each.visibility for each in said] == [Visibility.PUBLIC] * 2


def test_what_may_not_be_in_force_is_off_until_it_is_confirmed(world, proposal):
    admin = factories.staff(world.council, PostKind.ADMINISTRATOR)
    answer(proposal, "deal", world.officer)
    gate = BY_KEY["socio-economic"]
    assert "not sure" in queries.standing_of(proposal, gate).why_not_needed
    with saved():
        operations.switch(world.council, gate, True, "In force since May", by=admin)
    assert gate.key in needed(proposal)


def test_what_we_have_read_cannot_be_off(world):
    admin = factories.staff(world.council, PostKind.ADMINISTRATOR)
    with pytest.raises(Refused, match="cannot be switched off"):
        operations.switch(world.council, PRICE, False, "No", by=admin)
    with pytest.raises(NotAllowed):
        operations.switch(world.council, STAFF, False, "No", by=world.officer)


def test_the_demo_knows_an_answer_to_every_gate():
    assert set(told.ANSWERS) == {gate.key for gate in GATES}
