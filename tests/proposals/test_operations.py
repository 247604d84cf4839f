"""Writing, agreeing, opening, sending, withdrawing, running out."""

import pytest
from sqlalchemy import select

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose
from commissioning.people.models import PostKind
from commissioning.people.operations import person_at
from commissioning.places.models import Operator
from commissioning.proposals import operations
from commissioning.proposals.models import FULL_PLAN, SHORT_FORM, Section, SectionVersion, Status
from commissioning.proposals.operations import SavedMeanwhile, Written
from commissioning.proposals.queries import due_plans, section_of
from tests import factories
from tests.architecture.test_status import assert_history_is_true


@pytest.fixture
def world(database):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _other = factories.three(where)
    library = factories.place(where, running_cost=142_600_00)
    return group, steward, writer, library


@pytest.fixture
def draft(world):
    return factories.proposal(world[0], world[3])


def test_a_draft_is_the_groups_own_in_the_record_too(world, draft):
    event = db.session.scalars(select(Event).where(Event.subject_kind == "proposal")).one()
    assert event.visibility is Visibility.PARTIES
    assert len(draft.sections) == 9
    with pytest.raises(NotAllowed):
        operations.start(world[3], world[0], "X", "", by=factories.person())


def test_a_place_that_a_mutual_runs_is_refused(world):
    group, steward, _writer, library = world
    library.operator = Operator.MUTUAL
    with pytest.raises(Refused, match="run by a mutual already"):
        operations.start(library, group, "X", "", by=steward)


def test_every_saving_is_a_version(world, draft):
    _group, steward, writer, _library = world
    with saved():
        operations.save_section(draft, Section.IDEA, Written("One", 0), by=steward)
        operations.save_section(draft, Section.IDEA, Written("**Two**", 1, True), by=writer)
    kept = section_of(draft, Section.IDEA)
    assert (kept.version, kept.html) == (2, "<p><strong>Two</strong></p>")
    texts = db.session.scalars(select(SectionVersion.text).order_by(SectionVersion.version))
    assert list(texts) == ["One", "**Two**"]


def test_a_second_saving_over_the_same_version_is_refused_and_changes_nothing(world, draft):
    _group, steward, writer, _library = world
    with saved():
        operations.save_section(draft, Section.IDEA, Written("Mine", 0), by=steward)
    with pytest.raises(SavedMeanwhile):
        operations.save_section(draft, Section.IDEA, Written("Theirs", 0), by=writer)
    assert section_of(draft, Section.IDEA).text == "Mine"


def test_an_older_version_comes_back_as_the_newest(world, draft):
    _group, steward, writer, _library = world
    with saved():
        operations.save_section(draft, Section.IDEA, Written("One", 0), by=steward)
        operations.save_section(draft, Section.IDEA, Written("Two", 1), by=writer)
        first = db.session.scalars(select(SectionVersion).order_by(SectionVersion.id)).first()
        operations.put_back(draft, Section.IDEA, first, by=steward)
    kept = section_of(draft, Section.IDEA)
    assert (kept.text, kept.version) == ("One", 3)


def test_sending_needs_a_second_member(world, draft):
    _group, steward, writer, _library = world
    factories.write(draft, SHORT_FORM, steward)
    with saved():
        operations.ask_to_send(draft, by=steward)
    assert db.session.scalars(select(Mail.address)).all().count(writer.email) == 1
    with pytest.raises(NotAllowed, match="Somebody else"):
        operations.agree(draft, by=steward)
    with pytest.raises(NotAllowed, match="second member"):
        operations.open_support(draft, by=steward)
    with saved():
        operations.agree(draft, by=writer)
        operations.open_support(draft, by=steward)
    assert draft.status == Status.SUPPORT
    assert draft.support_target == 21
    assert turns.turn_of(draft).whose is Whose.RESIDENTS
    assert section_of(draft, Section.IDEA).public_html
    assert_history_is_true(db)


def test_a_change_takes_the_agreement_back(world, draft):
    _group, steward, writer, _library = world
    factories.write(draft, SHORT_FORM, steward)
    with saved():
        operations.agree(draft, by=writer)
    version = section_of(draft, Section.IDEA).version
    with saved():
        operations.save_section(draft, Section.IDEA, Written("New", version, True), by=steward)
    with pytest.raises(NotAllowed, match="second member"):
        operations.open_support(draft, by=steward)


def test_one_agrees_to_what_one_has_read(world, draft):
    _group, steward, writer, _library = world
    factories.write(draft, SHORT_FORM, steward)
    seen = operations.plan_version(draft)
    factories.write(draft, [Section.IDEA], steward, text="Quite different")
    with pytest.raises(Refused, match="changed since"):
        operations.agree(draft, by=writer, seen=seen)


def figures(**changes):
    found = {f"{line}_{year}": 0 for line in ("sales", "staff") for year in range(1, 6)}
    found |= {f"council_grant_{year}": 21_000_00 for year in range(1, 6)}
    found |= {f"staff_{year}": 38_400_00 for year in range(1, 6)}
    return {**found, "opening_cash": 0, "rebuild_value": None, **changes}


def take_to_plan(draft, world):
    """Through support and check, as time and an officer would."""
    group, steward, writer, _library = world
    officer = factories.staff(group.council)
    factories.write(draft, SHORT_FORM, steward)
    with saved():
        operations.agree(draft, by=writer)
        operations.open_support(draft, by=steward)
        draft.supporters_count = 21
        operations.take_step(draft, "reach-target", by=steward)
        operations.send_in(draft, by=steward)
        operations.take_step(draft, "accept", by=officer)
    return officer


def test_the_full_plan_is_public_when_it_is_sent_and_not_before(world, draft):
    _group, steward, writer, _library = world
    officer = take_to_plan(draft, world)
    assert turns.turn_of(draft).whose is Whose.GROUP
    factories.write(draft, FULL_PLAN, steward, text="The full plan")
    assert section_of(draft, Section.RISKS).public_html == ""
    with saved():
        operations.save_money(draft, figures(), 0, by=steward)
        operations.agree(draft, by=writer)
        operations.send_plan(draft, by=steward)
    assert draft.status == Status.ASSESSMENT
    assert section_of(draft, Section.RISKS).public_html == "<p>The full plan</p>"
    assert (draft.yearly_cost, draft.council_pays) == (38_400_00, 21_000_00)
    with saved():
        operations.take_step(draft, "send-back", by=officer, reason="Add the energy costs")
    assert draft.agreed_by_id is None
    assert_history_is_true(db)


def test_money_parts_are_not_greater_than_their_whole(world, draft):
    with pytest.raises(Refused, match="Year 2 promises more") as caught:
        operations.save_money(draft, figures(secured_2=21_000_01), 0, by=world[1])
    assert caught.value.field == "secured_2"


def test_two_people_saving_the_table_do_not_overwrite_each_other(world, draft):
    with saved():
        operations.save_money(draft, figures(), 0, by=world[1])
    with pytest.raises(SavedMeanwhile):
        operations.save_money(draft, figures(staff_1=1), 0, by=world[2])


def test_a_plan_that_is_not_sent_in_time_runs_out_once(world, draft):
    take_to_plan(draft, world)
    assert due_plans() == []
    with clock.set_to(clock.now() + clock.HOUR * 24 * 7 * 27):
        assert due_plans() == [draft.id]
        with saved():
            assert operations.run_out(draft.id)
        assert not operations.run_out(draft.id)
        assert draft.status == Status.RAN_OUT
    assert turns.turn_of(draft) is None


def test_withdrawing_needs_a_reason_and_a_steward(world, draft):
    take_to_plan(draft, world)
    with pytest.raises(Refused, match="Say why"):
        operations.withdraw(draft, by=world[1], reason="  ")
    with pytest.raises(NotAllowed):
        operations.withdraw(draft, by=world[2], reason="Enough")
    with saved():
        operations.withdraw(draft, by=world[1], reason="We found another hall")
    assert draft.status == Status.WITHDRAWN


def test_an_officer_takes_the_councils_steps(world, draft):
    factories.staff(world[0].council, PostKind.DESK)
    with pytest.raises(Refused, match="cannot accept now"):
        operations.take_step(draft, "accept", by=person_at("x@example.org", "X"))
