"""The council announces that a place closes; a proposal for it may go on the fast track."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.gates import rules as gate_rules
from commissioning.kinds import operations
from commissioning.kinds.operations import Announced, Offered
from commissioning.packs import operations as packs
from commissioning.packs import rules as pack_rules
from commissioning.people.models import PostKind
from commissioning.proposals import operations as proposals
from commissioning.proposals import rules
from commissioning.proposals.models import Section, Status
from tests import factories
from tests.approvals import builders

MONDAY = clock.london(date(2026, 6, 1), 12)
NOTHING = Offered()
SAID = Announced(date(2026, 5, 29), date(2026, 8, 31), "No money is left", "Cabinet, 29 May 2026")


@pytest.fixture
def world(database):
    with clock.set_to(MONDAY):
        return builders.world()


@pytest.fixture
def proposal(world):
    with clock.set_to(MONDAY):
        return builders.proposal(world, Status.SUPPORT)


def announce(world, proposal, said=SAID, by=None):
    with clock.set_to(MONDAY):
        place = builders.again(proposal).place
        with saved():
            return operations.announce(place, said, by=by or world.officer)


def hurry(world, proposal, offered=NOTHING, by=None):
    with clock.set_to(MONDAY):
        return builders.do(operations.put_on_fast_track, proposal, offered, by=by or world.officer)


def test_everyone_reads_that_a_place_closes_and_its_groups_are_told(world, proposal):
    closure = announce(world, proposal)
    event = db.session.scalars(select(Event).where(Event.name == "announce-closure")).one()
    assert (event.visibility, event.reason) == ("public", "No money is left")
    assert "31 August 2026" in event.says
    told = [mail.address for mail in db.session.scalars(select(Mail).order_by(Mail.address))]
    assert told == sorted([world.steward.email, world.writer.email])
    with clock.set_to(MONDAY):
        assert closure.days_left == 91


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"announced_on": date(2026, 6, 2)}, "announced_on"),
        ({"closes_on": date(2026, 6, 1)}, "closes_on"),
        ({"reason": " "}, "reason"),
        ({"source": ""}, "source"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world, proposal, change, field):
    with pytest.raises(Refused) as refused:
        announce(world, proposal, Announced(**{**vars(SAID), **change}))
    assert refused.value.field == field


def test_it_is_said_once_and_by_an_officer(world, proposal):
    with pytest.raises(NotAllowed):
        announce(world, proposal, by=world.steward)
    announce(world, proposal)
    with pytest.raises(Refused, match="said so already"):
        announce(world, proposal)


def test_there_is_no_fast_track_without_a_closure(world, proposal):
    with pytest.raises(Refused, match="has not said"):
        hurry(world, proposal)


def test_only_an_officer_who_is_not_of_the_group_and_before_the_decision(world, proposal):
    announce(world, proposal)
    with pytest.raises(NotAllowed, match="Only the council’s"):
        hurry(world, proposal, by=world.steward)
    factories.post(world.steward, world.council, PostKind.OFFICER)
    with pytest.raises(NotAllowed, match="belong to this group"):
        hurry(world, proposal, by=world.steward)
    with saved():
        builders.again(proposal).status = Status.HANDOVER
    with pytest.raises(NotAllowed, match="ends with the council’s decision"):
        hurry(world, proposal)


def test_stages_run_side_by_side(world, proposal):
    announce(world, proposal)
    assert not rules.may_edit(world.writer, proposal)
    assert not pack_rules.may_ask(world.steward, proposal)
    assert not gate_rules.may_fill(world.officer, proposal)
    hurry(world, proposal)
    fast = builders.again(proposal)
    assert rules.may_edit(world.writer, fast)
    assert pack_rules.may_ask(world.steward, fast)
    assert gate_rules.may_fill(world.officer, fast)
    assert not rules.may_ask_to_send(world.steward, fast)  # that waits for its stage
    written = proposals.Written("The whole plan", 0, True)
    builders.do(proposals.save_section, fast, Section.RISKS, written, by=world.writer)
    risks = next(e for e in builders.again(proposal).sections if e.section == Section.RISKS)
    assert (risks.text, risks.public_html) == ("The whole plan", "")
    with clock.set_to(MONDAY):
        pack = builders.do(packs.ask, proposal, by=world.steward)
    assert turns.turn_of(pack).due_on == date(2026, 6, 8)


def test_money_and_a_licence_are_facts_that_everyone_reads(world, proposal):
    announce(world, proposal)
    half = Offered(licence_from=date(2026, 7, 1))
    with pytest.raises(Refused, match="both days"):
        hurry(world, proposal, half)
    back = Offered(licence_from=date(2026, 7, 1), licence_until=date(2026, 7, 1))
    with pytest.raises(Refused, match="after the licence begins"):
        hurry(world, proposal, back)
    track = hurry(world, proposal, Offered(125_000_00, date(2026, 7, 1), date(2026, 12, 31)))
    assert track.mothball_money == 125_000_00
    event = db.session.scalars(select(Event).where(Event.name == "fast-track")).one()
    assert event.reason == (
        "It gives £125,000 once, to keep the place safe. "
        "The group may use it from 1 July 2026 to 31 December 2026."
    )
    assert hurry(world, proposal).id == track.id  # said again, it is changed


def test_taking_it_back_ends_the_fast_track(world, proposal):
    closure = announce(world, proposal)
    hurry(world, proposal)
    with pytest.raises(Refused, match="Say why"):
        builders.do(operations.take_back, closure, " ", by=world.officer)
    builders.do(operations.take_back, closure, "There is money", by=world.officer)
    known = builders.again(proposal)
    assert not known.is_fast
    assert known.promise("check_days").count == 20
    with pytest.raises(Refused, match="already"):
        builders.do(operations.take_back, closure, "Again", by=world.officer)
    announce(world, proposal, Announced(**{**vars(SAID), "closes_on": date(2027, 1, 1)}))


def test_the_next_stage_is_quicker(world, proposal):
    announce(world, proposal)
    hurry(world, proposal)
    with clock.set_to(MONDAY + timedelta(days=7)):
        with saved():
            builders.again(proposal).status = Status.SUPPORTED
        builders.do(proposals.send_in, proposal, by=world.steward)
        assert turns.turn_of(proposal).due_on == date(2026, 6, 15)
        assert turns.turn_of(proposal).setting == "fast_check_days"
