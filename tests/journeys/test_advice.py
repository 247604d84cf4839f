"""Advice in the browser: an officer asks, an adviser without an account answers, everyone reads."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from commissioning.approvals.models import CaseKind
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from tests.approvals import builders
from tests.browser import Browser

QUESTION = {
    "Which advice": "Legal",
    "Who do you ask": "Lena Lawyer",
    "Their email": "lena@law.example",
    "Your question": "May we grant a lease?",
}


def by_day(days):
    day = clock.today() + timedelta(days=days)
    return {"When do you need the answer?": (day.day, day.month, day.year)}


@pytest.fixture
def world(database):
    return builders.world()


def link():
    body = db.session.scalars(select(Mail.body).order_by(Mail.id.desc()).limit(1)).one()
    return re.search(r"(/advisers/\S+)", body)[1]


def test_an_officer_asks_and_an_adviser_answers_without_an_account(world, site):
    case = builders.case(world, CaseKind.DECISION)
    officer, stranger = builders.signed_in(site, world.officer), Browser(site)
    page = officer.get(f"/work/cases/{case.id}").follow("Ask for advice")
    page = page.press("Ask for advice", {**QUESTION, **by_day(400)})
    assert page.status == 422
    assert "Choose a day within a year" in page.text
    page = page.press("Ask for advice", by_day(14))
    assert "Legal: Lena Lawyer" in page.text
    assert "needed by" in page.text

    address = link()
    page = stranger.get(address)
    assert "May we grant a lease?" in page.text
    page = page.press("Send your advice", {"Your advice": "You **may**."})
    assert "The council has your advice" in page.text
    page = page.press("Send the correction", {"Your advice": "You may, for 25 years."})

    page = officer.get(f"/work/cases/{case.id}").follow("Legal: Lena Lawyer")
    assert "You may, for 25 years." in page.text
    page = page.press("I have read it", {"Put it in the report": True})
    assert "In the report" in page.text
    assert "so it cannot change now" in stranger.get(address).text


def test_a_link_that_is_over_says_so_and_members_of_the_group_do_not_read_advice(world, site):
    case = builders.case(world, CaseKind.DECISION)
    officer = builders.signed_in(site, world.officer)
    page = officer.get(f"/work/cases/{case.id}/advice").press(
        "Ask for advice", {**QUESTION, **by_day(14)}
    )
    address = link()
    page = page.follow("Ask again or withdraw").press("Withdraw the question")
    assert "Withdrawn" in page.text
    page = Browser(site).get(address)
    assert page.status == 410
    assert "This link does not work any more" in page.text
