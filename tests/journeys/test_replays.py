"""Takeovers that happened, told again at their dates under today's rules (domain study, 12)."""

from datetime import date

from commissioning.core import clock
from commissioning.core.transactions import saved
from commissioning.gates import queries as gate_queries
from commissioning.gates.law import Blocks
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Status
from commissioning.proposals.viability import Plan, Year, v1_cash
from seed.story import gates
from tests import factories
from tests.approvals import builders

CABINET = date(2013, 4, 10)
THOUSAND = 1_000_00  # pence


def test_stocksbridge_its_money_fails_and_its_land_is_held_for_a_charity(database):
    """12.2: costs of £897,000 and an income of £500,000; the land was a charity's."""
    with clock.set_to(clock.london(CABINET, 12)):
        of = builders.world()
        pool = factories.place(
            of.where, "Stocksbridge", PlaceKind.LEISURE_CENTRE, is_charity_land=True
        )
        proposal = factories.proposal_at(pool, of.group, Status.ASSESSMENT, "Stocksbridge 4SLC")
        with saved():
            gates.answer(proposal, "deal", by=of.officer)
        left = gate_queries.in_the_way(builders.again(proposal), Blocks.DECISION)
    assert "charity-land" in [each.gate.key for each in left]
    as_now = Year(sales=500 * THOUSAND, staff=897 * THOUSAND)
    smaller = Year(sales=500 * THOUSAND, staff=480 * THOUSAND)
    assert not v1_cash(Plan((as_now,) * 5)).passed
    assert v1_cash(Plan((smaller,) * 5)).passed


def test_explore_york_needs_a_tender_notice_for_its_contract(database):
    """12.4: fifteen years from 1 April 2019, worth £34.25m: too much to be bought without one."""
    with clock.set_to(clock.london(date(2019, 4, 1), 12)):
        of = builders.world()
        library = factories.place(of.where, "York Explore")
        proposal = factories.proposal_at(library, of.group, Status.ASSESSMENT, "Explore York")
        bought = {"route": "light-touch", "value": 34_250 * THOUSAND, "why": "A competition"}
        with saved():
            gates.answer(proposal, "deal", by=of.officer, pays="yes")
            gates.answer(proposal, "procurement", by=of.officer, **bought)
        assert "procurement" in in_the_way(proposal)
        with saved():
            answers = {**bought, "notice": "2019/S 001-000001"}
            gates.answer(proposal, "procurement", by=of.officer, **answers)
        assert "procurement" not in in_the_way(proposal)


def in_the_way(proposal):
    """The gates that the papers for its decision wait for."""
    left = gate_queries.in_the_way(builders.again(proposal), Blocks.PAPERS)
    return [each.gate.key for each in left]
