"""From “can we?” to a proposal that gathers support; two people at once; the money table."""

import io

import pytest
from sqlalchemy import event

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.history import EventCounter
from commissioning.core.transactions import saved
from commissioning.proposals import operations
from commissioning.proposals.models import FULL_PLAN, SHORT_FORM, Proposal
from commissioning.proposals.money import template
from tests import factories
from tests.browser import Browser

WORDS = {section: section.words for section in SHORT_FORM}


@pytest.fixture
def world(browser):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, _other = factories.three(where, name="Readers")
    place = factories.place(where, running_cost=142_600_00)
    return group, steward, writer, place


def test_from_the_first_question_to_gathering_support(browser, site, world):
    group, steward, writer, _place = world
    events = db.session.get(EventCounter, 1).size
    browser.sign_in(steward)
    page = browser.get("/start").follow("Check if you can")
    assert page.press("Continue").problems == ["Choose a place"]
    page = page.press("Continue", {"Which place": "Millgate Library"})
    page = page.press("Continue", {"What do you want to do?": "Open longer"})
    assert page.press("Continue").problems == ["Choose who would do it"]
    page = page.press("Continue", {"Who would do it?": "Readers"})
    page = page.press("Continue", {"What would you take on?": "Run the service"})
    page = page.press("Continue", {"What do you need help with?": ["Working out the money"]})
    assert page.heading == "You can start"
    db.session.rollback()
    assert db.session.get(EventCounter, 1).size == events, "the questions store nothing"

    page = page.follow("Start a draft")
    assert page.press("Start a draft").problems == ["Enter a name for the proposal"]
    page = page.press("Start a draft", {"Name of the proposal": "A library run by readers"})
    assert page.heading == "A library run by readers: your proposal"
    assert "0 of 4 sections finished" in page.text
    here = page.address.removesuffix("/edit")
    for words in WORDS.values():
        page = page.follow(words)
        wrong = page.press("Save", {"Have you finished": "Yes"})
        assert "Write something before you mark it finished" in wrong.problems
        page = page.press("See how it looks", {"Your words": "We **will**.", "Have you": "Yes"})
        assert page.soup.select_one(".inset strong").text == "will"
        page = page.press("Save")
    assert "4 of 4 sections finished" in page.text

    page = page.follow("Check and send")
    assert "A second member of the group has to agree first" in page.text
    page = page.press("Ask the others to agree")
    assert "You asked the others" in page.text
    second = Browser(site).sign_in(writer)
    page = second.get(f"{here}/check").press("I agree to send this")
    assert "Only a steward" in page.text
    stranger = Browser(site).sign_in(factories.person("Eve"))
    page = stranger.get(here)
    assert page.status == 403
    assert "not public yet" in page.text
    page = browser.get(f"{here}/check").press("Open for support")
    assert "0 of 21 supporters" in page.text
    assert "It is the residents’ turn" in page.text

    page = Browser(site).get("/p1")
    assert page.heading == "A library run by readers"
    page = page.follow("Read the plan")
    assert page.soup.select_one("section strong").text == "will"
    page = page.follow("A library run by readers").follow("Everything that has happened")
    assert "Opened for support" in page.text
    assert "A draft was started" not in page.text
    assert "A draft was started" in second.get(f"{here}/record").text
    page = browser.get(f"{here}/edit/idea")
    assert page.status == 403
    assert "group’s turn to write" in page.text
    assert group.name in Browser(site).get("/proposals").text


def test_two_people_write_one_section_and_nothing_is_lost(browser, site, world):
    group, steward, writer, place = world
    made = factories.proposal(group, place)
    ann, bo = browser.sign_in(steward), Browser(site).sign_in(writer)
    here = f"/proposals/{made.id}-x/edit/idea"
    mine = ann.get(here)
    theirs = bo.get(here)
    assert f"{steward.name} opened this at" in theirs.text
    theirs.press("Save", {"Your words": "Open on Sunday", "Have you finished": "No"})
    page = mine.press("Save", {"Your words": "Open on Monday\n\nAnd early", "Have you": "No"})
    assert page.status == 409
    assert page.heading == "Someone else changed this"
    assert "Open on Sunday" in page.text
    assert "Open on Monday" in page.text
    assert page.soup.select_one("ins").get_text().startswith("[added:")

    together = page.press("Edit both together")
    assert together.soup.select_one("textarea").text.strip() == (
        "Open on Sunday\n\nOpen on Monday\n\nAnd early"
    )
    page = page.press("Keep mine")
    assert "is saved" in page.text
    page = ann.get(f"{here}/versions")
    assert "Version 2" in page.text
    page = page.press("Compare")
    assert "Sunday" in page.soup.select_one("del").text
    assert "Monday" in page.soup.select_one("ins").text
    page = page.follow("Changes to this section").press("Put back version 1")
    assert "Version 3" in page.text
    assert "Open on Sunday" in ann.get(here).soup.select_one("textarea").text


def test_huge_and_odd_text_gets_a_sentence_and_is_kept(browser, world):
    group, steward, _writer, place = world
    made = factories.proposal(group, place)
    page = browser.sign_in(steward).get(f"/proposals/{made.id}-x/edit/idea")
    page = page.press("Save", {"Your words": "a\x07b " * 2000, "Have you finished": "No"})
    assert page.status == 422
    assert "Use 3,000 characters or fewer" in page.problems[0]
    assert len(page.soup.select_one("textarea").text) > 3000
    page = page.press("Save", {"Your words": "<script>\x07x</script>", "Have you": "No"})
    db.session.rollback()
    kept = next(e for e in db.session.get_one(Proposal, made.id).sections if e.section == "idea")
    assert "<script>" not in kept.html


def test_the_money_table_typed(browser, world):
    group, steward, _writer, place = world
    made = factories.proposal(group, place)
    page = browser.sign_in(steward).get(f"/proposals/{made.id}-x/edit/money-table")
    assert "£142,600" in page.text
    years = {f"Sales and fees, year {n}": str(1000 * n) for n in range(1, 6)}
    page = page.press("Work it out", {**years, "Staff, year 1": "1,200.50"})
    assert "rules are kept" in page.text
    assert "The least in the bank is −£201, at the end of year 1" in page.text
    db.session.rollback()
    assert db.session.get_one(Proposal, made.id).money_version == 0, "working it out saves nothing"
    wrong = page.press("Save", {"Staff, year 2": "lots"})
    assert wrong.problems == ["Use only figures, like 1,234"]
    assert wrong.soup.select_one("#staff_2")["value"] == "lots"
    assert wrong.soup.select_one("#sales_5")["value"] == "5000"
    wrong = page.press("Save", {"Part of the income promised in writing, year 3": "3001"})
    assert wrong.problems == ["Year 3 promises more than the whole income"]
    old = page
    page = page.press("Save")
    assert "The money table is saved" in page.text
    page = old.press("Save", {"Staff, year 1": "7"})
    assert page.status == 200
    assert page.soup.select_one("#staff_1")["value"] == "1,200.50", "sent twice, it happens once"


def test_the_money_table_from_a_file(browser, site, world):
    group, steward, writer, place = world
    made = factories.proposal(group, place)
    here = f"/proposals/{made.id}-{made.slug}"
    browser.sign_in(steward)
    response = browser.get(f"{here}/money.csv").response
    assert response.text.lstrip("\ufeff") == template({})

    def send(text):
        pairs = browser.get(f"{here}/edit/money-table").fields("Fill in from the file")[1]
        data = {**dict(pairs), "file": (io.BytesIO(text), "table.csv")}
        return browser._open("POST", f"{here}/edit/money-file", data=data)

    wrong = template({}).replace("Staff,", "Staff,many").replace("Energy,", "Energy,,-1")
    page = send(wrong.encode())
    assert page.status == 422
    assert any("Line 6, year 1" in each for each in page.problems)
    assert any("Line 7, year 2" in each for each in page.problems)
    assert "not a CSV" in send(b"%PDF-1.4 \0").text or "Choose a CSV file" in send(b"%PDF").text
    page = send(template({"staff_1": 120_000}).replace("Staff", "STAFF").encode("cp1252"))
    assert "not saved yet" in page.text
    assert page.soup.select_one("#staff_1")["value"] == "1,200"
    mine = Browser(site).sign_in(writer).get(f"{here}/edit/money-table")
    assert "is saved" in page.press("Save").text
    page = mine.press("Save", {"Staff, year 1": "9"})
    assert page.status == 409
    assert "Someone else saved the table" in page.text
    assert page.soup.select_one("#staff_1")["value"] == "9"
    assert "£1,200" in page.text, "their figures are shown"
    assert "is saved" in page.press("Save").text


def test_withdrawing(browser, site, world):
    group, steward, _writer, place = world
    made = factories.opened(group, place)
    page = browser.sign_in(steward).get(f"/proposals/{made.id}-{made.slug}")
    page = page.follow("Withdraw this proposal").press("Withdraw this proposal")
    assert page.problems == ["Say why, so that people can understand"]
    page = page.press("Withdraw this proposal", {"Why": "We found another hall"})
    assert "This has ended: withdrawn" in page.text
    assert "We found another hall" in Browser(site).get("/p1").follow("Everything that").text
    page = browser.get(f"/proposals/{made.id}-{made.slug}/withdraw")
    assert page.status == 409


def test_the_list_is_narrowed_and_has_pages(browser, world):
    group, _steward, _writer, place = world
    for number in range(27):
        factories.opened(group, place, title=f"Plan {number:02}")
    factories.proposal(group, place, title="Secret draft")
    page = browser.get("/proposals")
    assert "Plan 26" in page.text
    assert "Plan 01" not in page.text
    assert "Secret" not in page.text
    page = page.press("Apply", {"Stage": "Gathering support", "Kind of place": "Library"})
    page = page.follow("Next page")
    assert "Plan 00" in page.text
    assert browser.get("/proposals?stage=vote").text.count("Plan") == 0
    assert "No proposals here" in browser.get("/proposals?late=yes").text
    with clock.set_to(clock.now() + clock.HOUR * 24 * 70):
        assert "Late" in browser.get("/proposals?late=yes").text


def test_questions_and_numbers_that_make_no_sense_are_404_or_a_sentence(browser, world):
    assert browser.get("/start/result?place=99&idea=x&group=1&land=land&help=law").status == 404
    assert browser.get("/start/place?place=99&answered=yes").problems == ["Choose from the list"]
    assert browser.get("/proposals?neighbourhood=x&before=y&stage=nonsense").status == 200
    assert browser.get("/p999999").status == 404


def test_another_councils_proposal_is_not_here(browser, site, world):
    group, steward, _writer, place = world
    made = factories.opened(group, place)
    factories.council("Otherham Council")
    site.config["COUNCIL"] = "otherham"
    here = f"/proposals/{made.id}-{made.slug}"
    for rest in ("", "/plan", "/record", "/edit", "/check", "/edit/idea"):
        assert Browser(site).sign_in(steward).get(here + rest).status == 404


def queries_of(browser, address):
    """How many statements a page takes."""
    seen = []

    def count(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    assert browser.get(address).status == 200
    event.remove(db.engine, "before_cursor_execute", count)
    return len(seen)


def test_public_pages_take_at_most_12_queries_whatever_the_rows(browser, site, world):
    group, steward, _writer, place = world
    made = factories.opened(group, place)
    here = f"/proposals/{made.id}-{made.slug}"
    pages = [
        "/proposals",
        here,
        f"{here}/plan",
        f"{here}/record",
        "/groups",
        f"/groups/{group.id}-readers",
    ]
    signed_in = Browser(site).sign_in(steward)
    before = {page: (queries_of(browser, page), queries_of(signed_in, page)) for page in pages}
    for number in range(12):
        factories.opened(group, place, title=f"Plan {number:02}")
        factories.group(group.neighbourhood)
    after = {page: (queries_of(browser, page), queries_of(signed_in, page)) for page in pages}
    assert after == before
    assert max(public for public, _members in after.values()) <= 12, after
    assert max(members for _public, members in after.values()) <= 20, after


def test_the_full_plan_has_nine_sections_and_the_table(browser, site, world):
    group, steward, _writer, place = world
    made = factories.opened(group, place)
    officer = factories.staff(group.council)
    with saved():
        proposal = db.session.get_one(Proposal, made.id)
        proposal.supporters_count = 21
        operations.take_step(proposal, "reach-target", by=steward)
        operations.send_in(proposal, by=steward)
        operations.take_step(proposal, "accept", by=officer)
    page = browser.sign_in(steward).get(f"/proposals/{made.id}-{made.slug}/edit")
    assert "4 of 9 sections finished" in page.text
    assert page.follow("Money table").heading == "Money for 5 years"
    page = page.follow("See how it will look")
    assert page.text.count("Not written yet") == len(FULL_PLAN) - len(SHORT_FORM)
    page = browser.get(f"/proposals/{made.id}-{made.slug}/check")
    assert "Fill in the money table" in page.text
