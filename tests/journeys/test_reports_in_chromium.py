"""The pages of mutuals, agreements and reports in a real browser, each looked at by axe."""

from datetime import date

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.reports import operations
from tests import factories
from tests.journeys.test_sign_in import last_mail, link_in
from tests.reports.test_operations import PROMISES, published


def two_quarters():
    """A mutual with one published report, and the next one due."""
    with clock.set_to(clock.london(date(2026, 10, 20), 9)):
        mutual, board = factories.running_mutual(date(2026, 4, 1), promises=PROMISES)
        with saved():
            first, _second = operations.fall_due(mutual.id)
        published(first, board)
        officer = factories.staff(mutual.council, PostKind.OFFICER)
    names = [(each.name, each.email) for each in (board[0], officer)]
    db.session.remove()
    return names


def signed_in(tab, who):
    """Sign in by the link in the mail, as a person does."""
    name, email = who
    tab.go("/sign-in").fill("Your email address", email).press("Send me a link")
    link = link_in(last_mail())
    db.session.remove()
    tab.go(link).press(f"Sign in as {name}")
    return tab


PUBLIC = ["/mutuals", "/mutuals/1-baths-for-all", "/mutuals/1-baths-for-all/people",
          "/mutuals/1-baths-for-all/money", "/mutuals/1-baths-for-all/reports",
          "/mutuals/1-baths-for-all/reports/2026-q2", "/agreements/1-keep-it-open"]  # fmt: skip


@pytest.mark.parametrize("width", [320, 1200])
def test_everybody_can_read_every_page(database, tabs, width):
    two_quarters()
    tab = tabs(width=width)
    for path in PUBLIC:
        tab.go(path)


def test_the_board_and_the_council_can_use_every_page(database, tabs):
    director, officer = two_quarters()
    tab = signed_in(tabs(), director)
    stem = "/mutuals/1-baths-for-all"
    for path in (f"{stem}/home", f"{stem}/people", f"{stem}/reports/2026-q3/edit"):
        tab.go(path)
    for part in ("figures", "money", "people", "risks"):
        tab.go(f"{stem}/reports/2026-q3/edit/{part}").press("Save and continue")
    other = signed_in(tabs(), officer)
    for path in ("/work/mutuals", "/work/mutuals/1"):
        other.go(path)
