"""Where people work: the ways there, how much waits, and no link or button that leads to a no."""

import pytest

from commissioning.approvals.models import CaseKind
from commissioning.commissions.models import Status as Stage
from commissioning.core import clock, turns
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose
from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from tests import factories
from tests.approvals import builders


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def as_person(site):
    return lambda person: builders.signed_in(site, person)


@pytest.mark.parametrize("path", ["/work", "/account"])
def test_everything_that_waits_for_an_officer_is_counted(world, as_person, queries_of, path):
    promise = world.council.settings.promise("check_days")
    for name in ("New group", "Newer group"):
        made = factories.group(world.where, name, stewards=[world.writer], status="new")
        with saved():
            turns.begin(made, "check", Whose.COUNCIL, promise)
    builders.case(world, CaseKind.DECISION)
    officer = as_person(world.officer)
    with queries_of() as seen:
        page = officer.get(path)
    assert len(seen) <= 20
    assert "Groups to check 2 wait" in page.text
    assert "Decisions to make 1 waits" in page.text
    assert "Reports of mutuals Paper" not in page.text
    assert page.follow("Groups to check").heading == "Groups to check"


def test_an_administrator_finds_the_set_up(world, as_person):
    ada = as_person(factories.staff(world.council, PostKind.ADMINISTRATOR, "Ada"))
    assert ada.get("/").follow("Your account").follow("Set up your council").status == 200
    assert ada.get("/").follow("Your work").follow("Set up your council").status == 200


@pytest.mark.parametrize("words", ["Groups", "Decisions", "Public record"])
def test_a_visitor_finds_what_is_public_at_the_foot_of_every_page(world, browser, words):
    assert browser.get("/help").follow(words).heading == words


def test_a_resident_has_no_place_of_work(world, as_person):
    page = as_person(world.steward).get("/account")
    assert "Your work" not in page.whole
    assert "Canal Growers" in page.text


def test_a_director_finds_the_board_from_the_account(database, as_person):
    mutual, board = factories.running_mutual(clock.today())
    page = as_person(board[0]).get("/account")
    assert page.follow(mutual.name).heading == "What to do next"


@pytest.mark.parametrize("kind", ["proposal", "commission"])
def test_a_vote_that_is_not_announced_says_who_does_it(world, browser, as_person, kind):
    if kind == "proposal":
        builders.proposal(world, Status.VOTE)
    else:
        factories.commission(world.group, Stage.VOTE)
    rita = as_person(factories.staff(world.council, PostKind.RETURNING_OFFICER, "Rita"))
    page = browser.get(f"/{kind}s/1")
    assert "The vote is not announced yet" in page.text
    assert "Announce the vote" not in page.text
    assert rita.get(f"/{kind}s/1").follow("Announce the vote").status == 200
    assert "Run votes 1 waits" in rita.get("/work").text


def test_who_may_not_leave_reads_why(database, as_person):
    mutual, board = factories.running_mutual(clock.today())
    page = as_person(board[0]).get(f"/mutuals/{mutual.id}/people")
    assert page.buttons == ["Add to the board"]
    assert "You are on the board" in page.text
    assert "A board has at least 3 people" in page.text


def test_the_last_steward_reads_why_they_stay(world, as_person):
    page = as_person(world.steward).get(f"/groups/{world.group.id}/people")
    assert "The last steward cannot leave" in page.text
    assert "Leave the group" not in page.text


def test_an_agreement_names_no_mutual_before_there_is_one(world, as_person):
    proposal = builders.proposal(world, Status.HANDOVER)
    officer = as_person(world.officer)
    page = officer.get(f"/proposals/{proposal.id}").press("Start the agreement")
    assert "The group has to become a mutual first." in page.text
    assert "Name the mutual" not in page.buttons
    page = as_person(world.steward).get(page.address)
    assert page.follow("Become a mutual").heading == "Become a mutual"


@pytest.mark.parametrize("who", ["writer", "officer", "panel", "cabinet"])
def test_no_link_leads_to_a_no(world, as_person, who):
    case = builders.case(world, CaseKind.ASSESSMENT)
    commission = factories.commission(world.group, Stage.COMMENTS)
    review = factories.commission(world.group, Stage.REVIEW, title="In review")
    addresses = ["/work", "/account", "/mutuals", f"/groups/{world.group.id}/home",
                 f"/work/cases/{case.id}", f"/proposals/{case.subject_id}",
                 f"/commissions/{commission.id}", f"/commissions/{review.id}/results"]  # fmt: skip
    browser = as_person(getattr(world, who))
    for address in addresses:
        page = browser.get(address)
        for link in page.soup.select("main a[href^='/']"):
            assert browser.get(link["href"]).status == 200, (address, link["href"])
