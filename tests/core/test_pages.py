"""Dates, money and numbers read as a person would say them; forms carry their keys."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.exc import OperationalError

from commissioning.core import pages
from commissioning.core.rules import rule
from tests.core.gallery import make_gallery

SUMMER = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)  # half past midnight on 2 July in London
WINTER = datetime(2026, 12, 2, 17, 0, tzinfo=UTC)


def test_dates():
    assert pages.in_words(date(2026, 11, 3)) == "3 November 2026"
    assert pages.in_words(SUMMER) == "2 July 2026"
    assert pages.with_day(date(2026, 11, 23)) == "Monday 23 November 2026"
    assert pages.short_date(WINTER) == "2 Dec 2026"


def test_moments_have_a_time_and_a_day_in_london():
    assert pages.when(WINTER) == "5pm on Wednesday 2 December 2026"
    assert pages.when(SUMMER) == "12:30am on Thursday 2 July 2026"


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 0, "9am"), (17, 30, "5:30pm"), (0, 5, "12:05am")],
)
def test_hours(hour, minute, words):
    assert pages.hour(datetime(2026, 12, 2, hour, minute, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("pence", "words"),
    [(123400, "£1,234"), (7550, "£75.50"), (-640000, "−£6,400"), (5, "£0.05"), (0, "£0")],
)
def test_money(pence, words):
    assert pages.money(pence) == words


def test_numbers_and_shares():
    assert [pages.number(n) for n in (1000, 6.8, -3, 0.1 + 0.2, 0)] == [
        "1,000",
        "6.8",
        "−3",
        "0.3",
        "0",
    ]
    assert [pages.percent(share) for share in (0.465, 0.84, 1, 0)] == ["46.5%", "84%", "100%", "0%"]
    assert pages.plural(1, "person", "people") == "1 person"
    assert pages.plural(1000, "person", "people") == "1,000 people"
    assert pages.plural(0, "vote") == "0 votes"


@pytest.mark.parametrize(
    "words", [pages.in_words, pages.with_day, pages.short_date, pages.when, pages.money]
)
def test_what_is_not_known_says_so(words):
    assert words(None) == "not known"
    assert pages.number(None) == pages.percent(None) == "not known"


def test_links_to_pages_that_do_not_exist_are_left_out():
    site = make_gallery()
    with site.test_request_context("/places/1-library"):
        found = pages.links((*pages.NAVIGATION, ("nowhere.index", "Nowhere")))
    assert [link["words"] for link in found] == [words for _endpoint, words in pages.NAVIGATION]
    assert [link["words"] for link in found if link["current"]] == ["Places"]


@rule
def is_never(_person, _thing):
    """Nobody may."""
    return False


def test_a_template_may_ask_what_the_person_may_do():
    with make_gallery().test_request_context("/"):
        assert not pages.may(is_never, None)
        assert pages.why_not(is_never, None) == "Nobody may."


def test_a_form_shown_again_keeps_its_key_and_other_forms_have_their_own():
    site = make_gallery()
    with site.test_request_context("/form", method="POST", data={"once": "mine"}):
        assert pages.once_key("/elsewhere") != "mine"
        assert pages.once_key("/form?back=1") == "mine"
        assert pages.once_key("/form") != "mine"
    with site.test_request_context("/form"):
        assert pages.once_key("/form") != pages.once_key("/form")


def test_a_page_can_still_be_shown_when_the_database_is_gone():
    def gone():
        raise OperationalError("SELECT", {}, Exception("gone"))

    site = make_gallery()
    site.extensions["current_council"] = gone
    answer = site.test_client().get("/error")
    assert "Nothing you wrote is lost." in answer.text
    assert "Sign in" in answer.text


def test_files_for_browsers_have_an_address_that_changes_with_them(tmp_path):
    (tmp_path / "css").mkdir()
    style = tmp_path / "css" / "site.css"
    style.write_text("a")
    before = pages.fingerprints(tmp_path)
    style.write_text("b")
    assert before.keys() == {"css/site.css"}
    assert pages.fingerprints(tmp_path) != before
