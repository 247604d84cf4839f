"""The council's desk in the browser: a queue, a case from hand-in to decision, and refusals."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import CaseKind, Choose, Criterion
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.proposals.models import Status
from commissioning.proposals.operations import take_step
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do, pass_checks, score
from tests.browser import Browser, words_of


@pytest.fixture
def world(database):
    return builders.world()


@pytest.fixture
def as_person(site, world):
    """A browser of this person's own."""
    return lambda who: builders.signed_in(site, getattr(world, who))


@pytest.fixture
def counting(database):
    """Count the statements sent to the database inside a block."""

    @contextmanager
    def counted():
        sent = []

        def note(_connection, _cursor, statement, *_others):
            sent.append(statement)

        event.listen(database.engine, "before_cursor_execute", note)
        yield lambda: len(sent)
        event.remove(database.engine, "before_cursor_execute", note)

    return counted


def send(browser, address):
    """Send a form of one button without the page it stands on."""
    token = browser.token()
    return browser.post(address, {"csrf_token": token, "once": address})


def check_all(browser, case):
    page = browser.get(f"/work/cases/{case.id}")
    for check in again(case).checks:
        page = page.follow(check.words).press(
            "Save the result",
            {"Result": "Passed", "Why": "Seen the papers", "What the public may": "All is well"},
        )
        assert "The result is saved" in page.text
    return page


def test_from_handing_in_to_a_published_decision(world, as_person):
    proposal = builders.proposal(world)
    steward, officer, panel = as_person("steward"), as_person("officer"), as_person("panel")

    page = steward.get(f"/proposals/{proposal.id}").press("Send to the council")
    assert "The council has your proposal" in page.text

    page = officer.get("/work")
    assert "1 open" in page.text
    page = page.follow(f"P{proposal.id} Canal Gardens").press("Take this case")
    assert "You look after" in page.text
    assert "You cannot move this yet" in page.text
    case = queries.open_case_of(again(proposal))

    page = page.follow("Ask the group questions").press(
        "Send the questions", {"Question 1": "Who owns the shed?", "Question 2": "How many plots?"}
    )
    assert "The clock has stopped" in page.text
    assert "1 waiting on others" in officer.get("/work").text
    page = steward.get(f"/proposals/{proposal.id}/respond").press(
        "Send your answers", {"1. Who owns": "The council", "2. How many": "Nine"}
    )
    assert "Its clock runs" in page.text
    page = check_all(officer, case).follow("Move to full plan")
    assert "whose turn" not in page.text
    assert "Where this is now: full plan" in page.text
    assert "It will be the turn of the group" in page.text
    assert "2 emails will go out" in page.text
    before = db.session.scalar(select(func.count(Mail.id)))
    page = page.press("Move to full plan")
    assert db.session.scalar(select(func.count(Mail.id))) == before + 2
    assert "has moved on" in page.text
    assert again(proposal).status == Status.PLAN
    strangers = Browser(officer.site).get(f"/proposals/{proposal.id}/council")
    assert "All is well" in strangers.text
    assert "Seen the papers" not in strangers.text
    assert "Nine" in strangers.text

    page = steward.get(f"/proposals/{proposal.id}")
    assert "A second member of the group has to agree first." in page.text
    assert "Send to the council" not in page.buttons
    builders.agreed(world, proposal)
    page = steward.get(f"/proposals/{proposal.id}").press("Send to the council")
    assert "The council has your full plan" in page.text
    case = queries.open_case_of(again(proposal))
    check_all(officer, case)
    builders.settle(case, world.officer)
    sheet = {}
    for each in Criterion:
        sheet[each.words] = "4 good"
        sheet[f"Why this score: {each.words.lower()}"] = "Good evidence"
    page = (
        officer.get(f"/work/cases/{case.id}")
        .follow("Name the panel")
        .press("Name the panel", {"Who scores": "Pat Panel", "Who moderates": "Olive Officer"})
    )
    assert "0 of 1 person have scored" in page.text
    page, too_late = (panel.get(f"/work/cases/{case.id}/scores") for _ in range(2))
    page = page.press("Save these scores", sheet)
    assert "Your scores are saved" in page.text
    page = officer.get(f"/work/cases/{case.id}").follow("Agree the scores")
    page = page.press("Save these scores", sheet)
    assert "The plan scored 80 out of 100" in page.text
    assert "can no longer change" in too_late.press("Save these scores", sheet).text
    page = panel.get(f"/work/cases/{case.id}/scores")
    assert page.heading == "The agreed scores"
    assert "The plan scored 80 out of 100" in page.text
    assert page.buttons == []
    assert "your own scores" not in page.follow("Back to the case").text
    page = officer.get(f"/work/cases/{case.id}")
    page = page.follow("Move to residents’ vote").press("Move to residents’ vote")
    assert again(proposal).status == Status.VOTE
    assert "Your scores" in steward.get(f"/proposals/{proposal.id}/respond").text

    returning = factories.staff(world.council, PostKind.RETURNING_OFFICER)
    with saved():
        take_step(again(proposal), "ask-for-decision", by=returning)
    page = officer.get("/work").press("Open the cases")
    page = page.follow(f"P{proposal.id}")
    case = queries.open_case_of(again(proposal))
    page = check_all(officer, case)
    assert "Nobody has written down yet who decides" in page.text
    page = page.follow("Say who decides").press(
        "Save who decides", {"What is it worth": "60,000", "What would the council": "No land"}
    )
    assert "A cabinet member" in page.text
    assert "It is worth more than £50,000 (our default: our table of who decides)" in page.text
    page = page.press("Save who decides", {"Should a higher": "Full council"})
    assert page.problems == ["Say why a higher body decides"]
    page = officer.get(f"/work/cases/{case.id}")
    page.follow("Write the brief").press(
        "Save your advice", {"Your advice": "Approve", "The brief": "It **works**."}
    )
    cabinet = as_person("cabinet")
    page = cabinet.get("/work/decisions").follow("Record the decision")
    assert page.heading == "Declare your interests"
    page = page.press("Declare this", {"Do you": "No"})
    assert page.heading == "Record the decision"
    page = page.press("Check before you publish", {"The decision": "Approve with conditions"})
    assert page.status == 422
    assert "Give the council’s reasons" in page.problems
    words = {"Reasons": "It is good.", "Other options": "Doing nothing."}
    page = page.press("Check before you publish", words)
    assert page.problems == ["Write the conditions"]
    page = page.press(
        "Check before you publish", {"Conditions to meet before it opens": "Open by May."}
    )
    assert page.problems == ["Say why the council does not follow the advice"]
    page = page.press("Check before you publish", {"Why the council does not": "To be safe."})
    assert page.heading == "Check the decision"
    page = page.press("Change it")
    assert "Open by May." in page.soup.select_one("[name=conditions]").get_text()
    page = page.press("Check before you publish").press("Publish this decision")
    assert page.heading.startswith("Decision: Canal Gardens")
    assert "It can be called in until" in page.text
    assert again(proposal).status == Status.DECISION
    with clock.set_to(clock.now() + timedelta(days=14)):
        factories.tick()
    assert again(proposal).status == Status.HANDOVER
    page = Browser(officer.site).get(f"/proposals/{proposal.id}")
    assert page.follow("Read the decision").heading.startswith("Decision:")
    public = Browser(officer.site).get("/decisions").follow("Canal Gardens")
    for words in ("yes, with conditions", "Open by May", "Doing nothing", "To be safe", "works",
                  "no interest", "Decision-maker"):  # fmt: skip
        assert words in public.text
    assert "Cara" not in public.whole


def test_a_refusal_is_signed_by_a_second_officer(world, as_person):
    case = builders.case(world)
    officer, senior = as_person("officer"), as_person("senior")
    page = officer.get(f"/work/cases/{case.id}/refuse").press("Ask a second officer")
    assert page.problems == ["Choose a reason", "Say why, so that people can understand"]
    page = page.press(
        "Ask a second officer",
        {"Reason": "It is not the council’s", "Say it in a sentence": "The canal trust owns it."},
    )
    assert "Refuse this proposal" not in page.buttons
    assert "a second officer has to sign it" in page.text
    assert send(officer, f"/work/cases/{case.id}/refuse/sign").status == 403
    page = senior.get(f"/work/cases/{case.id}/refuse").press("Refuse this proposal")
    assert "was refused" in page.text
    assert queries.subject_of(again(case)).status == Status.NOT_ACCEPTED


def test_a_delay_needs_a_reason_and_a_real_new_date(world, as_person):
    case = builders.case(world, days=2)
    with clock.set_to(clock.now() + timedelta(days=20)):
        officer = as_person("officer")
        assert "1 late" in officer.get("/work").text
        page = officer.get(f"/work/cases/{case.id}").follow("Explain a delay")
        page = page.press("Publish the reason", {"New date": (31, 2, 2027)})
        assert page.status == 422
        assert "Enter a day from 1 to 28: February 2027 has 28 days" in page.problems
        page = page.press("Publish the reason", {"New date": (1, 1, 99999)})
        assert "Enter a year with 4 figures, like 2027" in page.problems
        answers = {"Why is it late": "A survey", "Say it": "The wall is old."}
        page = page.press("Publish the reason", {**answers, "New date": (1, 1, 2020)})
        assert page.problems == ["Give a date after today and after the date we promised"]
        assert "The wall is old." in page.soup.select_one("[name=words]").get_text()
        day = clock.today() + timedelta(days=9)
        page = page.press("Publish the reason", {"New date": (day.day, day.month, day.year)})
        assert "“A survey or valuation is not back yet. The wall is old.”" in page.text


def test_late_work_is_never_hidden_unsaid(world, as_person):
    builders.case(world, days=2)
    builders.case(world, CaseKind.ASSESSMENT, title="Mill Meadow", days=60)
    with clock.set_to(clock.now() + timedelta(days=20)):
        officer = as_person("officer")
        page = officer.get("/work")
        names = [each.get_text().strip() for each in page.soup.select(".rows h4")]
        assert names[0].endswith("Canal Gardens growing hub"), "late comes first"
        assert "hidden" not in page.text
        page = page.press("Apply these filters", {"When": "Later"})
        assert "1 late item is hidden by your filter" in page.text
        assert "Canal Gardens" not in page.text
        page = page.follow("Show what is late")
        assert "Canal Gardens" in page.text
        assert "Mill Meadow" not in page.text
        for strange in (
            "?page=0",
            "?page=99999999",
            "?kind=x&neighbourhood=999&owner=z",
            "?page=9",
        ):
            assert officer.get("/work" + strange).status == 200


def test_the_queue_has_pages_and_few_queries(world, as_person, counting):
    for number in range(42):
        builders.case(world, title=f"Plan number {number}")
    officer = as_person("officer")
    page = officer.get("/work")
    assert len(page.soup.select(".rows > li")) == 40
    page = page.follow("Next page")
    assert len(page.soup.select(".rows > li")) == 2
    assert "page 2" in page.heading
    with counting() as queries_made:
        officer.get("/work")
    assert queries_made() <= 20


def test_a_case_page_asks_few_questions_of_the_database(world, as_person, counting):
    case = builders.case(world, CaseKind.ASSESSMENT)
    pass_checks(case, world.officer)
    score(world, case)
    for each in (world.officer, world.senior):
        do(operations.add_note, case, "Seen", by=each)
    do(operations.ask_questions, case, ["One?"], by=world.officer)
    officer = as_person("officer")
    with counting() as queries_made:
        assert officer.get(f"/work/cases/{case.id}").status == 200
    assert queries_made() <= 20


def test_the_desk_leads_to_the_pages_one_may_open_and_to_no_other(world, as_person, site):
    case = builders.case(world)
    returning = Browser(site).sign_in(
        factories.staff(world.council, PostKind.RETURNING_OFFICER, "Rita")
    )
    ways = ["Decisions to make", "Run votes", "Commissions that run", "Address checks",
            "Paper support sheets"]  # fmt: skip
    page = returning.get("/work")
    assert [words_of(each) for each in page.soup.select(".tasks a")] == ways
    for words in ways:
        there = page.follow(words)
        assert there.heading == words
        links = there.soup.select("nav[aria-label='Your work'] a")
        assert [words_of(each) for each in links] == ["Your work", *ways]
    page = returning.get(f"/work/cases/{case.id}")
    assert page.buttons == []
    for words in ("Refuse it", "Ask the group questions", "Write a message"):
        assert words not in page.text
    assert page.follow("Add a note").status == 200
    assert "Set up your council" not in as_person("officer").get("/work").whole


@pytest.mark.parametrize("who", ["steward", "writer", None])
def test_the_desk_is_shut_to_everyone_else(world, as_person, site, who):
    case = builders.case(world)
    browser = as_person(who) if who else Browser(site)
    for address in ("/work", f"/work/cases/{case.id}", "/work/decisions",
                    f"/work/cases/{case.id}/move"):  # fmt: skip
        page = browser.get(address)
        assert page.heading == ("You cannot see this page" if who else "Sign in")


def test_another_councils_case_is_not_here(world, as_person, site):
    case = builders.case(world)
    other = factories.council("Netherby Council", host="netherby.test")
    theirs = factories.staff(other, PostKind.OFFICER)
    browser = builders.signed_in(site, theirs)
    for address in (f"/work/cases/{case.id}", f"/work/cases/{case.id}/checks/owner"):
        assert browser.get(address, base_url="http://netherby.test").status == 404


def test_a_member_of_the_group_with_a_post_is_told_why_not(world, site):
    mole = factories.staff(world.council, PostKind.OFFICER, "Mo Mole")
    world.group = factories.group(world.where, "Moles", stewards=[world.steward], writers=[mole])
    case = builders.case(world)
    page = builders.signed_in(site, mole).get(f"/work/cases/{case.id}/move")
    assert page.status == 403
    assert "You belong to this group" in page.text


def test_an_interest_turns_the_decision_maker_away(world, as_person):
    case = builders.case(world, CaseKind.DECISION)
    do(operations.advise, case, Choose.APPROVE, "Good.", by=world.officer)
    cabinet = as_person("cabinet")
    page = cabinet.get(f"/work/decisions/{case.id}/record").press("Declare this", {"Do you": "Yes"})
    assert page.problems == ["Say what your interest is"]
    page = page.press("Declare this", {"If yes": "I rent a plot"})
    assert "You take no part" in page.text
    page = cabinet.get(f"/work/decisions/{case.id}/record")
    assert page.status == 403
    assert "You declared an interest" in page.text


def test_huge_and_empty_words_are_explained_and_kept(world, as_person):
    case = builders.case(world)
    officer = as_person("officer")
    page = officer.get(f"/work/cases/{case.id}/messages").press("Send the message")
    assert page.problems == ["Write your message", "Choose who should see this"]
    page = page.press("Send the message", {"Message": "x" * 5000})
    assert "Use 4,000 characters or fewer. You have 1,000 characters too many" in page.problems
    page = page.press("Send the message", {"Message": "a\x00b\x07 <script>alert(1)</script>",
                                           "Who should see": "Everyone"})  # fmt: skip
    assert "Your message is sent" in page.text
    assert not page.soup.select("main script")
    steward = as_person("steward")
    page = steward.get(f"/proposals/{queries.subject_of(again(case)).id}/respond")
    page = page.press("Send the message", {"Message": "Thanks", "Who should see": "Only"})
    assert "only the group and the council can see this" in page.text
    assert "Thanks" in officer.get(f"/work/cases/{case.id}").text


def test_going_back_and_sending_again_is_explained(world, as_person):
    case = builders.case(world)
    pass_checks(case, world.officer)
    officer, senior = as_person("officer"), as_person("senior")
    page, late_page = (each.get(f"/work/cases/{case.id}/move") for each in (officer, senior))
    page.press("Move to full plan")
    twice = page.press("Move to full plan")
    assert "has moved on" not in twice.text, "sent twice, happened once"
    refused = late_page.press("Move to full plan")
    assert refused.status == 409
    assert "done" in refused.text
    gone = officer.get(f"/work/cases/{case.id}/move")
    assert "cannot be moved now" in gone.text
    assert db.session.scalar(db.select(db.func.count()).select_from(type(case))) == 1


def test_notes_and_reasons_never_reach_the_group(world, as_person):
    case = builders.case(world)
    do(operations.add_note, case, "They seem nervous", by=world.officer)
    pass_checks(case, world.officer)
    number = queries.subject_of(again(case)).id
    for page in (as_person("steward").get(f"/proposals/{number}/respond"),
                 as_person("officer").get(f"/proposals/{number}/council")):  # fmt: skip
        assert "nervous" not in page.text
        assert "Seen the papers" not in page.text
