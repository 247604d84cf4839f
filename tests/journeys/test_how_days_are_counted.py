"""How days are counted: anybody can check a promise, day by day."""

from datetime import date

import pytest

from commissioning.core.transactions import saved
from commissioning.core.turns import Promise, Unit, Whose, begin, turn_of
from tests import factories

HERE = "/how-it-works/days"


@pytest.fixture
def aldermere(database):
    return factories.council()


def rows(page):
    return {
        row.th.get_text(" ", strip=True): " ".join(row.td.get_text(" ").split())
        for row in page.soup.select("tbody tr")
    }


def test_a_link_lists_every_day(browser, aldermere):
    page = browser.get(f"{HERE}?from=2026-12-18&days=10")
    assert "Wednesday 6 January 2027" in page.text
    assert "The list has 20 days. 10 days count. 6 are Saturdays or Sundays." in page.text
    assert "3 are bank holidays (England and Wales). 1 is where the count starts." in page.text
    assert "Our default, not the law" in page.text
    listed = rows(page)
    assert len(listed) == 20
    assert listed["Friday 18 December 2026"] == "No: The count starts after this day"
    assert listed["Monday 21 December 2026"] == "Yes: day 1"
    assert listed["Friday 25 December 2026"] == "No: Christmas Day"
    assert listed["Wednesday 6 January 2027"] == "Yes: day 10"


def test_the_form_leads_to_an_address_that_can_be_passed_on(browser, aldermere):
    page = browser.get(HERE).press(
        "Count the days",
        {
            "What do you want to count?": "Clear working days before",
            "From which day?": (19, "January", 2027),
            "How many": "5",
        },
    )
    assert page.response.request.full_path == (
        f"{HERE}?from=2027-01-19&days=5&way=clear-working-days"
    )
    assert "This is the last day to publish, for 5 clear days before a meeting" in page.text
    assert "Monday 11 January 2027" in page.text
    assert "Check this with the council." in page.text
    again = page.press("Count the days", {"What do you want to count?": "Weeks after"})
    assert again.response.request.full_path == f"{HERE}?from=2027-01-19&weeks=5"
    assert "This is the last of 5 weeks after Tuesday 19 January 2027" in again.text


def test_scotland_has_its_own_bank_holidays(browser, aldermere):
    page = browser.get(f"{HERE}?from=2026-11-23&days=20&calendar=scotland")
    assert "Tuesday 22 December 2026" in page.text
    assert rows(page)["Monday 30 November 2026"].startswith("No: Saint Andrew")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("days=20", "Enter the day to count from"),
        ("from=2026-11-02", "Enter how many"),
        ("from=2026-02-30&days=20", "Enter a day from 1 to 28: February 2026 has 28 days"),
        ("from=soon&days=20", "Enter the day and the month too"),
        ("from=1812-01-01&days=20", "Enter a year with 4 figures, like 2027"),
        ("from=1912-01-01&days=20", "Enter a year from 2000 to 2099"),
        ("from=2026-11-02&days=many", "Use only figures, like 1,234"),
        ("from=2026-11-02&days=0", "Enter 1 or more"),
        ("from=2026-11-02&days=261", "Enter 260 days or fewer"),
        ("from=2026-11-02&weeks=5&added=2", "Leave this empty, or choose"),
        ("from=2026-11-02&weeks=53", "Enter 52 weeks or fewer"),
        ("from=2026-11-02&days=5&way=moons", "Choose from the list"),
        ("from=2026-11-02&days=5&calendar=mars", "Choose from the list"),
        ("from=2026-11-02&days=99999999999999999999", "Enter"),
    ],
)
def test_what_cannot_be_counted_is_said_beside_its_field(browser, aldermere, asked, sentence):
    page = browser.get(f"{HERE}?{asked}")
    assert page.status == 422
    assert any(sentence in problem for problem in page.problems), page.problems
    assert page.soup.select(".govuk-error-message")
    assert not page.soup.select("tbody")


def test_words_of_others_in_the_address_ask_nothing(browser, aldermere):
    page = browser.get(f"{HERE}?utm_source=newsletter")
    assert page.status == 200
    assert not page.problems


def test_the_turn_of_a_proposal_leads_to_its_days(browser, aldermere):
    where = factories.neighbourhood(aldermere)
    proposal = factories.opened(factories.three(where)[0], factories.place(where))
    page = browser.get(f"/proposals/{proposal.id}")
    assert "Show how days" not in page.text, "residents have weeks"
    with saved():
        begin(proposal, "check", Whose.COUNCIL, Promise(20, Unit.WORKING_DAYS))
    with saved():
        turn = turn_of(proposal)
        turn.started_on = date(2026, 12, 18)
        turn.due_on = date(2027, 1, 22)  # after a pause: later than 20 working days
    page = browser.get(f"/proposals/{proposal.id}").follow("Show how days are counted")
    assert "Friday 22 January 2027" in page.text
    assert "This is the last of 20 working days after Friday 18 December 2026" in page.text
    assert "and of 2 days added for a pause." in page.text
    assert "22 days count." in page.text
