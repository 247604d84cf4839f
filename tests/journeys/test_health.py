"""/healthz: is the database there, and how long have mail and the steps of time waited?"""

from datetime import date, timedelta

import pytest

import commissioning
from commissioning.core import clock, mail
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import turn_of
from commissioning.people import operations as people
from commissioning.people.models import PostKind
from commissioning.places.models import Installation
from commissioning.proposals.operations import take_step
from tests import factories

STEP = "oldest_undone_step_seconds"
MAIL = "oldest_unsent_mail_seconds"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def aldermere(database):
    return factories.neighbourhood(factories.council())


def health(browser):
    page = browser.get("/healthz")
    assert page.status == 200
    return page.response.json


def assert_waits_from(moment, browser):
    """Nothing waits before this moment; then something does."""
    with clock.set_to(moment - MINUTE):
        factories.tick()
        assert health(browser)[STEP] == 0
    assert_ages_from(moment, browser)


def assert_ages_from(moment, browser):
    """A step that waits has waited since this moment, until the clock takes it."""
    with clock.set_to(moment + MINUTE):
        assert health(browser)[STEP] == 60
        factories.tick()
        assert health(browser)[STEP] == 0


def test_a_new_site_is_well(browser, queries_of):
    with queries_of() as seen:
        assert health(browser) == {"database": "ok", MAIL: 0, STEP: 0}
    assert len(seen) <= len(commissioning.CLOCKS) + 5, "about one for each step of time"


def test_a_vote_waits_to_be_opened_and_closed(browser, database):
    vote = factories.announce(factories.voting())
    assert_waits_from(vote.opens_at, browser)
    assert_waits_from(vote.closes_at, browser)


def test_support_waits_from_the_first_moment_after_its_last_day(browser, aldermere):
    proposal = factories.gathering(factories.group(aldermere))
    assert_waits_from(clock.london(turn_of(proposal).due_on + clock.DAY), browser)


def test_a_decision_waits_from_the_moment_it_was_asked_for_and_so_does_the_end_of_its_case(
    browser, aldermere
):
    group, steward, _one, _two = factories.three(aldermere)
    proposal = factories.proposal_at_vote(group, factories.place(aldermere))
    returning = factories.staff(aldermere.council, PostKind.RETURNING_OFFICER)
    asked = clock.now() + timedelta(days=3)
    with clock.set_to(asked), saved():
        take_step(proposal, "ask-for-decision", by=returning)
    assert_ages_from(asked, browser)
    with clock.set_to(asked), saved():
        take_step(proposal, "withdraw", by=steward, reason="Tired")
    assert_ages_from(asked, browser)


def test_a_step_that_somebody_else_took_holds_up_no_other(site, aldermere, monkeypatch):
    taken = []

    def take(number):
        if number == 1:
            raise Refused("There is an open case for this already.")
        taken.append(number)
        return True

    monkeypatch.setattr(commissioning, "CLOCKS", ((lambda: [1, 2], take), (lambda: [3], take)))
    assert factories.tick() == 2
    assert taken == [2, 3]


def test_a_report_waits_from_the_day_after_its_quarter(browser, database):
    factories.running_mutual(date(2026, 7, 1))
    assert_waits_from(clock.london(date(2026, 10, 1)), browser)


def test_a_letter_that_nobody_answered_waits_to_be_forgotten(browser, aldermere):
    asked = clock.now()
    with clock.set_to(asked), saved():
        people.ask_for_letter(factories.person(), "1 Mill Lane", "AM1 2BX", aldermere)
    assert_waits_from(asked + timedelta(days=60), browser)


@pytest.mark.parametrize(
    ("is_demo", "smtp", "waits"), [(False, "", 90), (True, "smtp://localhost", 90), (True, "", 0)]
)
def test_mail_waits_unless_it_is_only_there_to_be_shown(
    browser, database, site, is_demo, smtp, waits
):
    site.config["SMTP_URL"] = smtp
    now = clock.now()
    with clock.set_to(now), saved():
        db.session.get_one(Installation, 1).is_demo = is_demo
        mail.write("ann@example.org", "Hello", "Hello")
    with clock.set_to(now + timedelta(seconds=90)):
        assert health(browser)[MAIL] == waits
