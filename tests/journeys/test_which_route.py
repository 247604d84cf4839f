"""“Which route?”: without an account and without scripts, from the first question to the page."""

import pytest

from commissioning.home.guide.choosing import route_for
from commissioning.home.guide.shared_facts import NO_LEGAL_TIME
from tests import factories
from tests.home.test_which_route import walk

FIRST = "/which-route/nation"
TAKEOVER = [
    ("Where is it?", "England"),
    ("What do you want to do?", "Run a place"),
    ("What kind of place is it?", "A library"),
    ("Who owns the place?", "The council"),
    ("What is going to happen to it?", "It may close"),
    ("Who are you?", "A group with no legal form, with 21"),
    ("For how long do you want the place?", "More than 7 years"),
    ("Do people do this work now as their job?", "Yes"),
    ("Would the council pay you?", "Yes, for a service"),
    ("Who would be in charge of the new body?", "People who live here"),
]
CHALLENGE = (
    "nation=england&want=service&group=body&services=one&workers=no&payment=none&control=staff"
)


@pytest.fixture
def aldermere(database):
    return factories.council()


def answer_all(page, answers=TAKEOVER):
    for number, (question, answer) in enumerate(answers, start=1):
        assert page.heading == question
        assert f"Question {number}" in page.text
        page = page.press("Continue", {question: answer})
    return page


def test_from_the_front_page_to_a_takeover(browser, aldermere):
    page = browser.get("/").follow("Find out which route").follow("Start the questions")
    page = answer_all(page)
    assert page.heading == "Ask the council to let you take the place over"
    for words in (
        "What you need",
        "Who decides",
        "stay the council’s duty, whoever runs this one",
        "not a “public service mutual”",
        "checks the group and the place Up to 20 working days Our default, not the law.",
        "28 clear days The law: SI 2012/2089, regulation 9. Check this with the council.",
        "This is not legal advice. We read these rules on 23 November 2026.",
    ):
        assert words in page.text, words
    assert browser.get(page.response.request.full_path).text == page.text, "it can be linked"


def test_a_councils_own_time_is_called_its_own(browser, aldermere):
    aldermere.changed_settings = {"check_days": 10}
    factories.save(aldermere)
    text = answer_all(browser.get(FIRST)).text
    assert "the place Up to 10 working days The council’s own rule." in text
    assert "its scores Up to 20 working days Our default, not the law." in text


def test_only_a_council_with_a_cabinet_has_key_decisions(browser, aldermere):
    step = "Before a big decision, the council says that it is coming"
    assert step in answer_all(browser.get(FIRST)).text
    aldermere.changed_settings = {"governance_model": "committee"}
    factories.save(aldermere)
    assert step not in answer_all(browser.get(FIRST)).text


def test_where_no_rule_sets_a_time_no_rule_is_named(browser, aldermere):
    answers = next(each for each in walk({}) if route_for(each).clocks == (NO_LEGAL_TIME,))
    text = browser.get("/which-route/result", query_string=answers).text
    assert "No time is set. Ask for a date Check this with the council." in text
    assert "rule." not in text.partition("No time is set")[2].partition("How days")[0]


def test_back_keeps_the_answers_and_a_change_asks_only_what_is_new(browser, aldermere):
    page = browser.get(f"/which-route/result?{CHALLENGE}")
    assert page.heading == "Ask to run the service"
    page = page.follow("Change (which services")
    assert page.heading == "Which services is it about?"
    assert page.soup.select_one("input[checked]")["value"] == "one"
    page = page.press("Continue", {"Which services": "Two services or more"})
    assert page.heading == "Plan the services together"
    page = page.follow("Change (who are you").follow("Back")
    assert page.heading == "What do you want to do?"
    page = page.press("Continue", {"What do you want to do?": "Stop a place"})
    assert page.heading == "What kind of place is it?", "the next one that is open"


def test_a_question_without_an_answer_says_so(browser, aldermere):
    page = browser.get(FIRST).press("Continue")
    assert page.status == 422
    assert page.problems == ["Choose one answer"]
    assert browser.get(f"{FIRST}?nation=mars&answered=yes").problems == ["Choose from the list"]


def test_a_page_that_is_not_due_leads_to_the_one_that_is(browser, aldermere):
    assert browser.get("/which-route/result").heading == "Where is it?"
    assert browser.get("/which-route/term?nation=england&want=use").heading.startswith("Ask to use")
    assert browser.get("/which-route/control?nation=wales").heading == "What do you want to do?"
    assert browser.get("/which-route/nothing").status == 404


def test_it_is_linked_from_where_people_ask(browser, aldermere):
    place = factories.place(factories.neighbourhood(aldermere))
    result = f"/start/result?place={place.id}&idea=x&group=new&land=land&help=nothing"
    for path in ("/", "/help", "/how-it-works", "/start", result):
        assert browser.get(path).soup.select("main a[href='/which-route']"), path


def test_every_route_has_its_page(browser, aldermere):
    one_way = {route_for(answers): answers for answers in walk({})}
    assert len(one_way) == 11
    for route, answers in one_way.items():
        page = browser.get("/which-route/result", query_string=answers)
        assert page.heading == route.title
        assert browser.get(page.link(route.goes_to[1])).status == 200


def test_it_needs_no_council(browser, database):
    page = browser.get(f"/which-route/result?{CHALLENGE}")
    assert page.heading == "Ask to run the service"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
@pytest.mark.parametrize("engine", ["sqlite"])
def test_in_a_real_browser(database, tabs, aldermere, scripts):
    database.session.remove()
    tab = tabs(widths=(360, 320, 1200), scripts=scripts).go("/which-route")
    tab.follow("Start the questions")
    for question, answer in TAKEOVER:
        assert tab.heading == question
        tab.page.get_by_label(answer).first.check()
        tab.press("Continue")
    assert tab.heading == "Ask the council to let you take the place over"
    tab.page.go_back()
    assert tab.heading == TAKEOVER[-1][0]
