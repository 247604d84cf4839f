"""What the law asks, as officers, residents and an administrator meet it in the browser."""

import pytest

from commissioning.approvals.models import CaseKind
from commissioning.approvals.queries import subject_of
from commissioning.gates.law.people import CHARACTERISTICS
from commissioning.people.models import PostKind
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Status
from tests import factories
from tests.approvals import builders
from tests.browser import Browser

DEAL = {
    "How would the mutual": "It would rent it",
    "If it is a lease": "99",
    "Is any of the land open": "No",
    "Does the council hold any": "No",
    "Would people who work": "No",
    "Would the council pay": "No",
    "Does the council ask": "No",
}
PRICE = {
    "For what purpose": "Any other purpose",
    "What is it worth": "450,000",
    "What does the council get": "1",
    "Who valued it": "Hill and Marsh",
    "How does it make life": "A place to meet",
}


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def case(world):
    made = builders.case(world, CaseKind.ASSESSMENT)
    place = subject_of(made).place
    place.kind = PlaceKind.COMMUNITY_CENTRE
    factories.save(place)
    return made


def test_a_gate_is_answered_confirmed_and_seen_by_everyone(world, case, site):
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/cases/{case.id}")
    assert "An officer has to answer this." in page.text
    page = page.follow("What the council would give").press("Save", DEAL)
    assert "your answers are saved" in page.text
    page = officer.get(f"/work/cases/{case.id}").follow("What the law asks")
    assert "1 of 5 settled" in page.text
    assert "None of the land is open space." in page.text
    page = page.follow("The price of the land").press("Save", PRICE)
    assert "Enter the day of the valuation." in page.text
    assert "£449,999" in page.text
    page = page.press("Save", {"Day": "1", "Month": "10", "Year": "2026"})
    assert "You wrote these answers" in page.text
    assert "Confirm these answers" not in page.buttons
    address = page.address
    page = builders.signed_in(site, world.senior).get(address).press("Confirm these answers")
    assert "you confirmed the answers" in page.text
    assert "2 of 5 settled" in page.text
    strangers = Browser(site).get(f"/proposals/{case.subject_id}/council")
    assert "What the law asks first" in strangers.text
    assert "£449,999" not in strangers.text
    assert "Hill and Marsh" not in strangers.text


def test_a_date_that_is_none_keeps_what_was_typed(world, case, site):
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/proposals/{case.subject_id}/gates/best-consideration")
    page = page.press("Save", {**PRICE, "Day": "31", "Month": "2", "Year": "2026"})
    assert "Enter a day from 1 to 28" in page.text
    assert page.soup.select_one("#valuer")["value"] == "Hill and Marsh"


def test_two_officers_who_save_at_once(world, case, site):
    address = f"/work/proposals/{case.subject_id}/gates/deal"
    first = builders.signed_in(site, world.officer).get(address)
    second = builders.signed_in(site, world.senior).get(address)
    first.press("Save", DEAL)
    page = second.press("Save", {**DEAL, "If it is a lease": "25"})
    assert "Somebody else has just changed this" in page.text


def test_the_ledger_of_subsidies(world, case, site):
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/subsidies/{world.group.id}")
    assert "Nothing is in the ledger yet." in page.text
    line = {"Who gave it": "The council", "What is it worth": "15,000",
            "In which way": "A small amount", "Day": "1", "Month": "5", "Year": "2026"}  # fmt: skip
    page = page.press("Add this line", line)
    assert "before: £15,000." in page.text
    page = page.press("Add this line", {**line, "Year": "2199"})
    assert (page.status, page.problems) == (422, ["Enter a day that is not still to come"])
    page = officer.get(f"/work/subsidies/{world.group.id}").follow("Strike this line out")
    page = page.press("Strike it out", {"Why is this line wrong": "Entered twice"})
    assert "before: £0." in page.text
    assert "Entered twice" in page.text


def test_an_administrator_says_which_laws_are_checked(world, site):
    admin = builders.signed_in(site, factories.staff(world.council, PostKind.ADMINISTRATOR))
    page = admin.get("/setup").follow("What the law asks").follow("Staff who move")
    page = page.press("Save", {"Does this council": "No", "Why": "Our lawyers check it"})
    assert "Our lawyers check it" in page.text
    page = page.follow("People with little money")
    page = page.press("Save", {"Does this council": "Yes", "Why": "It is in force"})
    assert page.text.count("Off") == 1


def test_a_mutual_reads_the_names_alone(world, site):
    proposal = builders.proposal(world, Status.HANDOVER)
    factories.settle(proposal, world.officer, world.senior, but=("equality",))
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/proposals/{proposal.id}").press("Start the agreement")
    assert "An officer has to answer this." in page.text
    strangers = Browser(site).get(page.address)
    assert "The law asks for more" in strangers.text
    assert "An officer has to answer" not in strangers.text


def test_every_gate_has_a_page_and_the_case_has_their_address(world, case, site, queries_of):
    officer = builders.signed_in(site, world.officer)
    factories.settle(subject_of(builders.again(case)), world.officer, world.senior)
    number = case.subject_id
    with queries_of() as seen:
        page = officer.get(f"/work/cases/{case.id}/gates")
    assert page.address.startswith(f"/work/proposals/{number}")
    assert len(seen) <= 40  # a page and the way to it, 20 each
    for each in ("equality", "staff", "socio-economic", "library", "charity-land"):
        assert officer.get(f"/work/proposals/{number}/gates/{each}").heading
    page = officer.get(f"/work/proposals/{number}/gates/equality")
    assert all(words in page.text for words in CHARACTERISTICS.values())
