"""A quarter's report: from the pre-filled form to the council's reply."""

from datetime import date

import pytest
from sqlalchemy import event

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.reports import operations
from tests import factories
from tests.browser import Browser
from tests.reports.test_operations import PROMISES, published

MONEY = {
    "The council’s grant": "20,000",
    "Sales": "171,800.00",
    "Other money in": "£4,700",
    "Staff": "101,300",
    "Building and energy": "39,900",
    "Other costs": "26,200",
}


@pytest.fixture(autouse=True)
def _in_january():
    with clock.set_to(clock.london(date(2027, 1, 4), 9)):
        yield


def two_quarters():
    """A mutual with one published report, and the next one due."""
    mutual, board = factories.running_mutual(date(2026, 7, 1), promises=PROMISES)
    with saved():
        first, second = operations.fall_due(mutual.id)
    return mutual, board, published(first, board), second


def signed_in(site, *people):
    """A browser for each of these people."""
    browsers = [Browser(site).sign_in(each) for each in people]
    db.session.rollback()
    return browsers


def test_a_report_is_written_certified_and_answered(browser, site):
    mutual, board, _first, _report = two_quarters()
    officer = factories.staff(mutual.council, PostKind.OFFICER)
    writer, other, officer = signed_in(site, board[0], board[1], officer)
    page = writer.get(f"/mutuals/{mutual.id}/home").follow("Write the report for October")
    assert "Not started" in page.text

    page = page.follow("Figures and promises")
    assert page.soup.select_one("#lei_visits")["value"] == "47,800"
    assert "Last quarter: 47,800. Promise: at least 40,000" in page.text
    page = page.press("Save and continue", {"Visits": "90,000", "Hours open": "68"})
    assert page.status == 422
    assert page.problems == [operations.WHY]
    page = page.press(
        "Save and continue",
        {
            "If you did not keep it, why? (Hours": "The boiler",
            "When will you be back on track? (Hours": (1, 3, 2027),
        },
    )
    assert "Visits: 47,800 last time, 90,000 now. Is this right?" in page.problems[0]
    page = page.press("Save and continue", {"This is right": True})
    assert page.heading.startswith("Write your report")

    page = page.follow("Money").press("Save and continue", {**MONEY, "In the bank": "99"})
    assert "comes to £110,200, but you wrote £99" in page.problems[0]
    page = page.press("Save and continue", {"In the bank": "110,200"})
    page = page.follow("People").press("Save and continue")
    page = page.follow("Risks").press("Save and continue", {"What could go wrong": "*Energy*"})
    page = page.press("Send to a second director")
    assert "A different director has to certify it" in page.text
    assert writer.get(f"/mutuals/{mutual.id}/reports/2026-q4/certify").status == 403

    page = other.get(f"/mutuals/{mutual.id}/home").follow("Read and certify")
    assert "£110,200" in page.text
    page = page.press("Certify and publish")
    assert "On time" in page.text
    assert "The council has not replied yet" in page.text

    page = officer.get("/work/mutuals").follow("Baths for All, October to December 2026")
    wrong = page.press("Publish the reply", {"The council’s reply": ""})
    assert wrong.problems == ["Write the council’s reply"]
    page = wrong.press("Publish the reply", {"The council’s reply": "Mend the **boiler**."})
    assert "Your reply is published" in page.text

    everyone = Browser(site)
    page = everyone.get(f"/mutuals/{mutual.id}")
    assert "Promises kept: 1 of 2" in page.text
    assert "Why: “The boiler” Back on track by 1 March 2027." in page.text
    assert "Mend the boiler" in page.text
    assert page.follow("All reports").follow("October to December 2026").status == 200
    assert "In the bank" in everyone.get(f"/mutuals/{mutual.id}/money").text


def test_a_corrected_report_shows_both(browser, site):
    mutual, board, first, _second = two_quarters()
    writer, other = signed_in(site, board[2], board[0])
    page = writer.get(f"/mutuals/{mutual.id}/reports/{first.quarter}")
    page = page.follow("Correct this report").press(
        "Correct this report", {"What was wrong?": "Two weeks were missing"}
    )
    page = page.follow("Figures").press(
        "Save and continue", {"Visits": "49,000", "This is right": True}
        if "This is right" in page.text else {"Visits": "49,000"}
    )  # fmt: skip
    page.press("Send to a second director")
    page = other.get(f"/mutuals/{mutual.id}/reports/{first.quarter}/certify")
    page = page.press("Certify and publish")
    assert "This report was corrected: “Two weeks were missing”" in page.text
    assert "49,000" in page.text
    assert "As it was published first" in page.text
    assert "47,800" in page.text


def test_pages_ask_few_questions_of_the_database(browser, site):
    mutual, board, _first, _report = two_quarters()
    officer = factories.staff(mutual.council, PostKind.OFFICER)
    inside, officer = signed_in(site, board[0], officer)
    stem = f"/mutuals/{mutual.id}-baths-for-all"
    public = ["/mutuals", stem, f"{stem}/people", f"{stem}/money", f"{stem}/reports",
              f"{stem}/reports/2026-q3", "/agreements/1-keep-it-open"]  # fmt: skip
    for address in public:
        assert queries_of(site, Browser(site), address) <= 12, address
    for address in (f"{stem}/home", f"{stem}/reports/2026-q4/edit/figures", stem):
        assert queries_of(site, inside, address) <= 20, address
    assert queries_of(site, officer, "/work/mutuals") <= 20


def queries_of(site, browser, address):
    count = 0

    def counted(*_parts):
        nonlocal count
        count += 1

    with site.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", counted)
    try:
        assert browser.get(address).status == 200
    finally:
        event.remove(engine, "before_cursor_execute", counted)
    return count


@pytest.mark.parametrize("quarter", ["2026-q5", "x", "2026-q4-and-more"])
def test_a_quarter_that_is_none_is_not_found(browser, quarter):
    mutual, *_ = two_quarters()
    assert browser.get(f"/mutuals/{mutual.id}/reports/{quarter}").status == 404


def test_two_directors_who_write_at_once_lose_nothing(browser, site):
    mutual, board, _first, _report = two_quarters()
    one, other = signed_in(site, board[0], board[1])
    address = f"/mutuals/{mutual.id}/reports/2026-q4/edit/risks"
    first, second = one.get(address), other.get(address)
    assert first.press("Save and continue", {"What could go wrong": "Rain"}).status == 200
    page = second.press("Save and continue", {"What could go wrong": "Frost"})
    assert page.status == 422
    assert "Someone else saved this part" in page.problems[0]
    assert "Rain" in one.get(address).soup.select_one("textarea").get_text()
    assert page.press("Save and continue").status == 200
    assert "Frost" in one.get(address).soup.select_one("textarea").get_text()


def test_what_cannot_be_read_is_said_beside_its_field_and_kept(browser, site):
    mutual, board, _first, _report = two_quarters()
    (writer,) = signed_in(site, board[0])
    page = writer.get(f"/mutuals/{mutual.id}/reports/2026-q4/edit/money")
    page = page.press(
        "Save and continue",
        {**MONEY, "Sales": "1,71,800", "Staff": "many", "In the bank": "12.345"},
    )
    assert page.status == 422
    assert len(page.problems) == 3
    assert page.soup.select_one("#staff")["value"] == "many"
    page = writer.get(f"/mutuals/{mutual.id}/reports/2026-q4/edit/risks")
    page = page.press("Save and continue", {"What could go wrong": "x" * 6001})
    assert "1 character too many" in page.problems[0]
