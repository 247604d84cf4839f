"""Several groups want one place: the same for all, nothing seen before the choice, two officers."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from commissioning.approvals import operations as approvals
from commissioning.approvals import queries as approvals_queries
from commissioning.approvals import rules as desk
from commissioning.approvals.models import Case, CaseKind, SendBackGround
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose
from commissioning.groups.models import GroupRole, Membership
from commissioning.kinds import operations, rules
from commissioning.packs import operations as packs
from commissioning.packs import queries as packs_queries
from commissioning.people.models import PostKind
from commissioning.proposals import operations as proposals
from commissioning.proposals import rules as proposal_rules
from commissioning.proposals.models import CompetitionStatus, Status
from tests import factories
from tests.approvals import builders

MONDAY = clock.london(date(2026, 6, 1), 12)
PROMISED = date(2026, 11, 30)  # 26 weeks later
LAST = date(2026, 12, 14)
AFTER = clock.london(LAST + timedelta(days=1), 12)


@pytest.fixture
def world(database):
    with clock.set_to(MONDAY):
        made = builders.world()
        made.second = factories.staff(made.council, PostKind.OFFICER, "Ola Officer")
        made.rival = SimpleNamespace(**vars(made))
        made.rival.steward, made.rival.writer = factories.person("Cy"), factories.person("Di")
        made.rival.group = factories.group(
            made.where, "Lock Keepers", [made.rival.steward], [made.rival.writer]
        )
        return made


@pytest.fixture
def two(world):
    """Two proposals for one place, with full plans to write."""
    with clock.set_to(MONDAY):
        made = [builders.proposal(each, Status.PLAN, title) for each, title in
                ((world, "Our gardens"), (world.rival, "Our locks"))]  # fmt: skip
        with saved():
            made[1].place = made[0].place
            for each in made:
                limit = Promise(26, Unit.WEEKS)
                turns.begin(each, Status.PLAN.value, Whose.GROUP, limit)
        return made


@pytest.fixture
def competition(world, two):
    return opened(world, two)


def opened(world, two, last_day=LAST, by=None):
    with clock.set_to(MONDAY), saved():
        by = by or world.officer
        return operations.open_competition(two[0].place, "Price and care count.", last_day, by=by)


def assessed(of, proposal):
    """The group sends its plan; the council checks it and agrees its scores."""
    with clock.set_to(MONDAY):
        case = builders.do(approvals.hand_in_plan, proposal, by=of.steward)
        builders.pass_checks(case, of.officer)
        builders.score(of, case)
    return case


def mails():
    return [(each.address, each.subject) for each in db.session.scalars(select(Mail))]


def test_all_groups_get_the_same_rules_and_the_same_last_day_at_once(world, two, competition):
    assert [turns.turn_of(each).due_on for each in two] == [LAST, LAST]
    people = [world.steward, world.writer, world.rival.steward, world.rival.writer]
    assert sorted(address for address, _subject in mails()) == sorted(e.email for e in people)
    assert len({each.body for each in db.session.scalars(select(Mail))}) == 1
    found = db.session.scalars(select(Event).where(Event.name == "open-competition")).all()
    assert {each.subject_kind for each in found} == {"competition", "proposal"}
    assert {each.reason for each in found} == {"Price and care count."}


def test_it_needs_two_groups_that_passed_the_check(world, two):
    with saved():
        two[1].status = Status.CHECK
    with pytest.raises(Refused, match="needs two groups"):
        opened(world, two)


def test_no_group_loses_a_day_that_it_was_promised(world, two):
    with pytest.raises(Refused, match="30 November 2026 or later") as refused:
        opened(world, two, PROMISED - timedelta(days=1))
    assert refused.value.field == "last_day"
    opened(world, two, PROMISED)


def test_one_competition_at_a_time(world, two, competition):
    with pytest.raises(Refused):
        opened(world, two)


@pytest.mark.parametrize("side", [0, 1])
def test_an_officer_of_one_of_the_groups_does_not_run_it(world, two, side):
    them = factories.staff(world.council, PostKind.OFFICER)
    join(two[side].group, them, left=clock.today())
    with pytest.raises(NotAllowed, match="or did"):
        opened(world, two, by=them)


def test_nobody_is_in_two_of_the_groups(world, two):
    join(two[1].group, world.writer)
    with pytest.raises(Refused, match="belongs to two"):
        opened(world, two)


def join(group, person, left=None):
    factories.save(Membership(group=group, person=person, role=GroupRole.WRITER,
                              joined_on=clock.today(), left_on=left))  # fmt: skip


def test_who_reads_a_plan_before_the_choice(world, two, competition):
    ours = builders.again(two[0])
    read = proposal_rules.may_read_plan
    for person in (world.steward, world.officer, world.senior, world.panel):
        assert read(person, ours), person.name
    for person in (world.rival.steward, world.cabinet, factories.person("Anybody")):
        assert not read(person, ours), person.name
    torn = factories.staff(world.council, PostKind.PANEL)
    join(two[1].group, torn, left=clock.today())
    assert not read(torn, builders.again(two[0]))


def test_nobody_of_one_group_acts_on_the_plan_of_another(world, two, competition):
    """Somebody may join the second group later."""
    join(two[1].group, world.writer)
    for proposal in two:
        known = builders.again(proposal)
        assert "another group" in proposal_rules.may_edit.why_not(world.writer, known)
        assert "another group" in proposal_rules.may_read_own.why_not(world.writer, known)
        assert proposal_rules.may_read_plan.why_not(world.writer, known)
    with pytest.raises(NotAllowed):
        builders.do(proposals.describe, two[0], "A", "B", by=world.writer)


def test_an_officer_of_one_group_has_no_case_of_the_other(world, two, competition):
    case = assessed(world, two[0])
    them = factories.staff(world.council, PostKind.OFFICER)
    join(two[1].group, them, left=clock.today())
    for each in (desk.may_see, desk.may_work, desk.may_score, desk.may_refuse):
        assert "wants this place" in each.why_not(them, builders.again(case))
        assert each(world.officer, builders.again(case))


def test_the_council_reads_all_plans_after_the_last_day(world, two, competition):
    case = assessed(world, two[0])
    due = turns.turn_of(builders.again(two[0])).due_on
    assert due == world.council.settings.promise("assessment_days").due(LAST)
    with pytest.raises(Refused, match="chosen in the competition"):
        builders.do(approvals.move_on, case, by=world.officer)
    with pytest.raises(Refused, match="compared as they were sent"):
        builders.do(approvals.send_back, case, SendBackGround.UNCLEAR, "So", by=world.officer)


def test_a_later_day_is_later_for_all(world, two, competition):
    assessed(world, two[0])
    later = LAST + timedelta(days=14)
    with clock.set_to(MONDAY):
        with pytest.raises(Refused, match="Choose a day after"):
            builders.do(operations.move_last_day, competition, LAST, "So", by=world.officer)
        with pytest.raises(Refused, match="Say why"):
            builders.do(operations.move_last_day, competition, later, " ", by=world.officer)
        builders.do(operations.move_last_day, competition, later, "Late pack", by=world.officer)
    assert turns.turn_of(builders.again(two[1])).due_on == later
    due = turns.turn_of(builders.again(two[0])).due_on
    assert due == world.council.settings.promise("assessment_days").due(later)


def test_a_late_pack_moves_nobodys_day_alone(world, two, competition):
    with clock.set_to(MONDAY):
        builders.do(packs.ask, two[0], by=world.steward)
    with clock.set_to(AFTER - timedelta(days=10)):
        assert packs_queries.due_to_give_back() == []
        assert turns.turn_of(builders.again(two[0])).due_on == LAST


def test_a_question_of_one_is_answered_to_all(world, two, competition):
    with pytest.raises(NotAllowed, match="Only members of the groups"):
        builders.do(operations.ask, competition, "May we?", by=factories.person("Nosy"))
    with clock.set_to(MONDAY):
        question = builders.do(operations.ask, competition, "May we?", by=world.steward)
    assert turns.turn_of(question).due_on == date(2026, 6, 8)
    before = len(mails())
    builders.do(operations.answer, question, "You may.", by=world.officer)
    told = mails()[before:]
    assert len(told) == 4
    assert turns.turn_of(question) is None
    with pytest.raises(NotAllowed, match="has its answer"):
        builders.do(operations.answer, question, "Or not.", by=world.officer)


def test_nothing_is_chosen_while_a_group_still_writes(world, two, competition):
    assessed(world, two[0])
    with clock.set_to(MONDAY), pytest.raises(Refused, match="still has time"):
        choose(world, two, competition)


def choose(world, two, competition, reasons=None, by=None):
    reasons = {two[1].id: "It costs more."} if reasons is None else reasons
    found = builders.again(competition)
    with saved():
        return operations.ask_to_choose(found, two[0], reasons, by=by or world.officer)


def test_one_is_chosen_and_the_other_refused_with_its_reason(world, two, competition):
    ours, theirs = assessed(world, two[0]), assessed(world.rival, two[1])
    with clock.set_to(AFTER):
        with pytest.raises(Refused, match="Say why it is not this one") as refused:
            choose(world, two, competition, {})
        assert refused.value.field == f"reason_{two[1].id}"
        choose(world, two, competition)
        assert builders.again(two[1]).status == Status.ASSESSMENT  # nothing is public yet
        with pytest.raises(NotAllowed, match="You asked to choose"):
            builders.do(operations.sign_choice, competition, by=world.officer)
        builders.do(operations.sign_choice, competition, by=world.second)
    chosen, other = builders.again(two[0]), db.session.get(type(two[1]), two[1].id)
    assert (chosen.status, other.status) == (Status.VOTE, Status.REFUSED)
    assert competition.status == CompetitionStatus.DECIDED
    assert competition.chosen_id == chosen.id
    assert [db.session.get(Case, each.id).is_done for each in (ours, theirs)] == [True, True]
    refusal = db.session.scalars(select(Event).where(Event.name == "refuse-assessment")).one()
    assert refusal.reason == "It costs more."
    assert proposal_rules.may_read_plan(world.rival.steward, chosen)
    with pytest.raises(NotAllowed, match="over"):
        builders.do(operations.sign_choice, competition, by=world.second)


def test_every_plan_is_scored_before_one_is_chosen(world, two, competition):
    assessed(world, two[0])
    with clock.set_to(MONDAY):
        builders.do(approvals.hand_in_plan, two[1], by=world.rival.steward)
    with clock.set_to(AFTER):
        choose(world, two, competition)
        with pytest.raises(Refused, match="scores for every plan"):
            builders.do(operations.sign_choice, competition, by=world.second)
    assert builders.again(competition).is_open


def test_a_choice_can_be_dropped(world, two, competition):
    assessed(world, two[0])
    with clock.set_to(AFTER):
        choose(world, two, competition)
        builders.do(operations.drop_choice, competition, by=world.second)
        with pytest.raises(NotAllowed, match="Nobody has asked"):
            builders.do(operations.sign_choice, competition, by=world.second)


def test_calling_it_off_lets_each_go_on_alone(world, two, competition):
    case = assessed(world, two[0])
    with pytest.raises(Refused, match="Say why"):
        builders.do(operations.call_off, competition, "", by=world.officer)
    builders.do(operations.call_off, competition, "One withdrew", by=world.officer)
    assert builders.again(two[0]).competition is None
    assert approvals_queries.in_the_way(builders.again(case)) == []


def test_a_third_one_is_let_in_under_the_same_rules(world, two, competition):
    third = SimpleNamespace(**vars(world))
    third.steward, third.writer = factories.person("Ed"), factories.person("Flo")
    third.group = factories.group(world.where, "Third", [third.steward], [third.writer])
    late = builders.proposal(third, Status.ASSESSMENT, "Third")
    with saved():
        late.place = two[0].place
    case = builders.do(approvals.open_case, late, CaseKind.ASSESSMENT, by=third.steward)
    assert any("Several groups" in each for each in approvals_queries.in_the_way(case))
    with clock.set_to(MONDAY), saved():
        operations.let_in(builders.again(competition), late, by=world.officer)
    assert builders.again(late).competition is not None
    assert not rules.is_outside_all(third.steward, builders.again(competition))
