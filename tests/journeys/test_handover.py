"""From the council's yes to the open doors."""

from datetime import timedelta

from commissioning.core import clock
from commissioning.people.models import PostKind
from commissioning.places.models import PlaceKind
from commissioning.proposals.models import Status
from tests import factories
from tests.browser import Browser

TERMS = {
    "Lease or licence": "A lease of 25 years",
    "Rent and when": "£1 a year",
    "What it may be used for": "Swimming and community use",
    "Who repairs": "The council the roof, the mutual the rest",
    "Who insures": "The council the building",
    "The service": "Open 70 hours a week",
}


def test_a_yes_becomes_an_agreement_and_the_doors_open(browser, site):
    council = factories.council()
    where = factories.neighbourhood(council)
    place = factories.place(where, "Millgate Baths", PlaceKind.SWIMMING_POOL)
    people = [factories.person(name, where) for name in ("Ann", "Bob", "Cat")]
    group = factories.group(where, "Baths Friends", stewards=people[:1], writers=people[1:])
    proposal = factories.proposal_at(place, group, Status.HANDOVER)
    officer = factories.staff(council, PostKind.OFFICER)
    factories.settle(proposal, officer, factories.staff(council))
    council_side = Browser(site).sign_in(officer)
    steward = browser.sign_in(people[0])

    page = steward.get(f"/groups/{group.id}/mutual?place={place.id}")
    wrong = page.press("Become a mutual", {"The mutual’s name": "Baths for All"})
    assert wrong.status == 422
    assert "Choose what the mutual is in law" in wrong.problems
    page = wrong.press(
        "Become a mutual",
        {
            "The place": "Millgate Baths",
            "What it is in law": "Community benefit society",
            "Its register number": "8234",
            "The first board": ["Ann", "Bob", "Cat"],
        },
    )
    assert page.heading == "Baths for All"
    page = page.follow("Write down your money")
    page = page.press("Save", {"Money in the bank": "52,000", "Seats": "6"})
    assert page.status == 200

    page = council_side.get(f"/proposals/{proposal.id}").press("Start the agreement")
    assert page.heading == "Agreement: Keep it open"
    page = page.follow("Write the terms").press("Save the terms", TERMS)
    assert "A lease of 25 years" in page.text
    soon = clock.today() + timedelta(days=20)
    page = page.follow("Add a thing to do").press(
        "Add it",
        {
            "When": "Before the doors open",
            "What has to be done": "Sign the lease",
            "Who does it": "The mutual",
            "Which post": "Chair",
            "By when": (soon.day, soon.month, soon.year),
        },
    )
    page = council_side.get("/agreements/1").follow("Add a promise")
    page = page.press(
        "Add it",
        {"What is counted": "Visits", "How it is judged": "At least", "The figure": "40,000",
         "From which": page.soup.select("#from_quarter option")[1].get_text(strip=True)},
    )  # fmt: skip
    assert "Visits: at least 40,000" in page.text

    with clock.set_to(clock.now() + timedelta(days=21)):
        page = Browser(site).get("/proposals/1-keep-it-open")
        assert "0 of 1 handover task done" in page.text
        assert "The mutual (Chair) should have done this by" in page.text
    page = council_side.get("/agreements/1").press("Sign for the council")
    assert "Open the doors" not in page.buttons
    page = steward.get("/agreements/1").press("Sign for the mutual")
    assert "Signed by both sides" in page.text
    page = page.press("Done: Sign the lease")
    assert "1 of 1 done" in page.text
    page = council_side.get("/agreements/1").press("Open the doors")
    assert "In force" in page.text
    page = Browser(site).get("/mutuals/1")
    assert "Runs Millgate Baths" in page.text
    assert "The first report comes when its first quarter ends" in page.text
    assert Browser(site).get("/mutuals").text.count("Baths for All") == 1


def test_strangers_and_other_councils_open_nothing(browser, site):
    mutual, _board = factories.running_mutual(clock.today())
    where = mutual.neighbourhood
    stranger = Browser(site).sign_in(factories.person("Stranger", where))
    for address in (f"/mutuals/{mutual.id}/home", f"/mutuals/{mutual.id}/opening"):
        assert stranger.get(address).status == 403
        assert browser.get(address).heading == "Sign in"
    assert stranger.get("/agreements/1/edit/terms").status == 403
    assert stranger.get("/work/mutuals").status == 403
    assert stranger.get("/mutuals/99").status == 404
    page = stranger.get(f"/mutuals/{mutual.id}").press("Join as a member")
    assert "You are a member of Baths for All" in page.text
    assert Browser(site).get("/mutuals/1-wrong-slug").address == "/mutuals/1-baths-for-all"


def test_without_mutuals_the_list_says_what_comes_next(browser):
    factories.council()
    assert "No mutuals are running yet" in browser.get("/mutuals").text
