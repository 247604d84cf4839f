"""Groups, drafts, money and versions in a real browser, looked at by axe on a narrow screen."""

import pytest

from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.proposals import operations
from commissioning.proposals.models import Section
from commissioning.proposals.operations import Written
from tests import factories
from tests.browser import Browser


def sign_in(tab, live, site, person):
    """The tab gets the cookie of a session."""
    cookie = Browser(site).sign_in(person).client.get_cookie("session")
    tab.context.add_cookies([{"name": "session", "value": cookie.value, "url": live}])


@pytest.fixture
def world(database):
    where = factories.neighbourhood(factories.council())
    group, steward, _writer, _other = factories.three(where, name="Readers")
    library = factories.place(where, running_cost=142_600_00)
    made = factories.proposal(group, library)
    public = factories.opened(group, library, title="Open every day")
    with saved():
        for version, text in enumerate(("Open on Monday", "Open on Sunday and early")):
            operations.save_section(made, Section.IDEA, Written(text, version), by=steward)
        figures = {f"sales_{year}": 100_000_00 for year in range(1, 6)}
        operations.save_money(made, figures, 0, by=steward)
    return group, steward, made, public


def test_every_page_of_writing_is_good_for_everyone(site, live, tabs, world):
    group, steward, made, public = world
    here, shown = f"/proposals/{made.id}-{made.slug}", f"/proposals/{public.id}-{public.slug}"
    home = f"/groups/{group.id}-{group.slug}"
    tab = tabs(width=320)
    db.session.rollback()
    for page in ("/proposals", shown, f"{shown}/plan", f"{shown}/record", "/start",
                 "/start/place", "/start/help?place=1", "/groups", home):  # fmt: skip
        tab.go(page)
    sign_in(tab, live, site, steward)
    for page in (f"{here}/edit", f"{here}/edit/idea", f"{here}/edit/idea/versions",
                 f"{here}/edit/idea/versions/1..2", f"{here}/edit/money-table",
                 f"{here}/preview", f"{here}/check", f"{here}/edit/title", "/groups/new",
                 f"{home}/home", f"{home}/people", f"{home}/edit", "/proposals/new",
                 f"{shown}/withdraw", "/account"):  # fmt: skip
        tab.go(page)
    tab.go(f"{here}/edit/idea").fill("Your words", "")
    tab.page.get_by_label("Yes, I have finished").check()
    tab.press("Save")
    assert "Write something" in tab.text
