"""From “what is a commission?” to a draft that everyone reads; comments; the money check."""

import pytest

from commissioning.commissions.models import Measurement, Results, Status
from commissioning.core import clock
from commissioning.core.database import db
from tests import factories
from tests.browser import Browser

ABOUT = {
    "Group": "Readers",
    "Name of the commission": "After-school 3 till 6",
    "What would be better?": "Children have somewhere safe to go.",
    "Which neighbourhoods": ["Millgate"],
}
ROWS = {
    "What is needed": ("Add a need", {
        "What is needed?": "1 child in 3 goes home to an empty house",
        "How do we know?": "School survey",
        "When was it published": (1, 9, 2026),
    }),
    "What should change": ("Add a change", {
        "What should change?": "Children excluded from school",
        "What is the number now?": "13.4",
        "What is counted?": "%",
        "What do you promise?": "At most",
        "Which number do you promise?": "7",
        "How is it counted": "School records",
    }),
    "Where the money comes from": ("Add a budget", {
        "Which budget?": "Public health",
        "How much in a year?": "£27,000.50",
        "Email address": "health@example.org",
    }),
}  # fmt: skip


@pytest.fixture
def world(browser):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _other = factories.three(where, name="Readers")
    return group, steward, writer


def add(page, part, button, *all_answers):
    page = page.follow(part)
    for answers in all_answers:
        page = page.follow(button)
        assert page.press("Save").status == 422
        page = page.press("Save", answers)
        assert page.status == 200, page.problems
    return page.follow("This part is finished")


def test_from_the_first_page_to_open_for_comments(browser, site, world):
    _group, steward, writer = world
    page = browser.get("/commissions")
    assert "No commissions yet" in page.text
    page = browser.sign_in(steward).get("/commissions").follow("This is how one starts")
    assert "not for one service alone" in page.text
    page = page.follow("Start a draft")
    page = page.press("Start a draft", {**ABOUT, "Which services": "Library\n\n- Library"})
    assert page.status == 422
    assert "One service alone is not joined up" in page.problems[0]
    page = page.press("Start a draft", {"Which services": "- Library\nSchool"})
    assert page.heading == "After-school 3 till 6: your draft"
    assert "0 of 6 parts finished" in page.text
    here = page.address.removesuffix("/edit")

    page = page.follow("What it is and who").press("Save", {"Who is it for?": "Children"})
    page = page.follow("What each service does").follow("Change “Library”")
    page = page.press("Save", {
        "What does it do now?": "Closes at 3", "What will it do differently?": "Open until 6",
        "Who answers for it?": "Head of libraries",
    })  # fmt: skip
    assert "Open until 6" in page.text
    page = page.follow("Change “School”").press("Save", {
        "What does it do now?": "Closes", "What will it do differently?": "Lends its hall",
        "Who answers for it?": "Head teacher",
    })  # fmt: skip
    page = page.follow("This part is finished")
    for part, (button, answers) in ROWS.items():
        page = add(page, part, button, answers)
    choices = [{"What could come first?": f"Idea {n}", "What would it mean?": "More"}
               for n in range(3)]  # fmt: skip
    page = add(page, "What residents can choose", "Add a choice", *choices)
    assert "6 of 6 parts finished" in page.text

    page = page.follow("Check and send")
    assert "£27,000.50 a year from 1 budget. 1 not asked yet." in page.text
    assert "13.4% now. Promise: at most 7%." in page.text
    assert "A second member of the group has to agree first" in page.text
    page = page.press("Ask the others to agree")
    assert "You asked the others" in page.text
    second = Browser(site).sign_in(writer)
    page = second.get(f"{here}/check").press("I agree to send this")
    assert "Only a steward" in page.text
    stranger = Browser(site).sign_in(factories.person("Eve"))
    assert stranger.get(here).status == 403
    assert "After-school" not in Browser(site).get("/commissions").text
    page = browser.get(f"{here}/check").press("Open for comments")
    assert "It is the residents’ turn" in page.text

    public = Browser(site)
    page = public.get("/commissions").follow("After-school 3 till 6")
    assert "Children have somewhere safe to go." in page.text
    assert "health@example.org" not in page.whole
    page = page.follow("All drafts").follow("Draft 1")
    assert "Head of libraries" in page.text
    page = public.get(f"{here}/record")
    assert "Opened for comments" in page.text
    assert "A draft was started" not in page.text
    assert "A draft was started" in second.get(f"{here}/record").text


def test_what_the_group_changes_is_public_with_the_next_draft(browser, site, world):
    group, steward, _writer = world
    commission = factories.commission(group, Status.COMMENTS)
    here = f"/commissions/{commission.id}-x"
    page = browser.sign_in(steward).get(f"{here}/edit/about")
    assert "Name of the commission" not in page.text, "the name stays"
    page.press("Save", {"What would be better?": "Something quite different"})
    public = Browser(site)
    for address in (here, "/commissions"):
        assert "quite different" not in public.get(address).text
    page = browser.get(f"{here}/check")
    assert "Everyone still reads draft 1" in page.text
    page = page.press("Publish draft 2")
    assert "You have not changed anything since" in page.text
    for address in (here, "/commissions"):
        assert "quite different" in public.get(address).text
    assert "quite different" not in public.get(f"{here}/drafts/1").text


def test_two_people_change_one_row_and_nothing_is_lost(browser, site, world):
    group, steward, writer = world
    commission = factories.commission(group)
    row = commission.needs[0].id
    address = f"/commissions/{commission.id}-x/edit/needs/{row}"
    mine = browser.sign_in(steward).get(address)
    theirs = Browser(site).sign_in(writer).get(address)
    theirs.press("Save", {"What is needed?": "A place to go"})
    page = mine.press("Save", {"What is needed?": "Somewhere warm"})
    assert page.status == 422
    assert "Someone else changed this" in page.problems[0]
    assert "A place to go" in page.text
    page = page.press("Save")
    assert "Somewhere warm" in page.text


def test_a_row_is_removed_and_the_part_is_open_again(browser, world):
    group, steward, _writer = world
    commission = factories.commission(group)
    here = f"/commissions/{commission.id}-x"
    page = browser.sign_in(steward).get(f"{here}/edit/services").press("Remove “Millgate School”")
    assert "This part is finished" not in page.text
    page = browser.get(f"{here}/check")
    assert "Not finished yet" in page.text
    assert "Finish every part of the draft first" in page.text


def test_all_budgets_together_have_a_limit(browser, world):
    group, steward, _writer = world
    commission = factories.commission(group)
    page = browser.sign_in(steward).get(f"/commissions/{commission.id}-x/edit/money/add")
    page = page.press("Save", {"Which budget?": "More", "Email": "more@example.org",
                               "How much in a year?": "19,999,999"})  # fmt: skip
    assert page.problems == ["All the budgets together can be £20,000,000 at most"]


def test_the_list_is_narrowed_by_stage_and_neighbourhood(browser, world):
    group, *_ = world
    factories.commission(group, Status.MONEY, "Warm and well")
    factories.commission(group, Status.RUNNING, "Getting home well")
    page = browser.get("/commissions?stage=money")
    assert "Warm and well" in page.text
    assert "Getting home well" not in page.text
    assert "£96,000 a year" in page.text
    other = factories.neighbourhood(db.session.merge(group).council, "Northfields")
    assert "No commissions here" in browser.get(f"/commissions?neighbourhood={other.id}").text


def test_the_group_withdraws_and_says_why(browser, world):
    group, steward, _writer = world
    commission = factories.commission(group, Status.COMMENTS)
    page = browser.sign_in(steward).get(f"/commissions/{commission.id}-x").follow("Withdraw")
    assert page.press("Withdraw this").status == 422
    page = page.press("Withdraw this", {"Why do you withdraw it?": "The school closes"})
    assert "This has ended: withdrawn" in page.text
    assert "The school closes" in page.text


def test_other_pages_lead_to_it(browser, site, world):
    group, steward, _writer = world
    factories.commission(group, Status.COMMENTS, "Safe streets")
    factories.commission(group, title="A secret draft")
    where = group.neighbourhood_id
    public = Browser(site)
    for address in ("/", f"/neighbourhoods/{where}", f"/groups/{group.id}"):
        page = public.get(address)
        assert "Safe streets" in page.text, address
        assert "A secret draft" not in page.text, address
    browser.sign_in(steward)
    for address in (f"/groups/{group.id}", "/account"):
        assert "A secret draft" in browser.get(address).text, address


def with_results(commission):
    """Results that were published."""
    officer = factories.person()
    factories.save(
        Results(
            commission=commission, quarter="2026-q3", people_helped=214, entered_by_id=officer.id,
            published_by_id=officer.id, published_at=clock.now(),
            measurements=[Measurement(outcome=each, value=60_00) for each in commission.outcomes],
        )
    )  # fmt: skip
    return commission


def test_public_pages_ask_few_questions_and_are_light(queries_of, browser, site, world):
    group, *_ = world
    for n in range(6):
        factories.commission(group, Status.RUNNING, f"Getting home well {n}")
    running = with_results(factories.commission(group, Status.RUNNING)).id
    comments = factories.commission(group, Status.COMMENTS).id
    for address in (
        "/commissions",
        f"/commissions/{running}-after-school-3-till-6",
        f"/commissions/{running}-x/money",
        f"/commissions/{comments}-after-school-3-till-6",
        f"/commissions/{comments}-x/comments",
        f"/commissions/{comments}-x/comments/add",
    ):
        browser.get(address)
        with queries_of() as seen:
            page = browser.get(address)
        assert page.status == 200
        # the council’s panels add four at most: the vote, its options, its count, the decision
        assert len(seen) <= 9, (address, len(seen), "\n".join(map(str, seen)))
