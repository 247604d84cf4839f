"""When more waits than a page of work shows, the page says so, and shows what is due first."""

import pytest

from commissioning.concerns.models import Concern
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.core.turns import AT_ONCE, Promise, Unit, Whose
from commissioning.corrections.models import Correction, Fact
from commissioning.discussion.models import HideRule
from commissioning.flags.models import Flag, Kind
from commissioning.proposals.operations import questions
from tests import factories

SAYS = f"{AT_ONCE + 1} wait. Here are the {AT_ONCE} that are due first."


def corrections(mutual, _ann):
    return lambda: Correction(
        council_id=mutual.council_id, place=mutual.place, person=factories.person(),
        fact=Fact.VISITS, right="200", source="I counted",
    )  # fmt: skip


def concerns(mutual, ann):
    return lambda: Concern(
        council_id=mutual.council_id, mutual=mutual, person=ann, what="The water is cold",
        happened="Last Tuesday", wants_reply=True,
    )  # fmt: skip


def flags(mutual, ann):
    with saved():
        said = questions.ask_now(factories.gathering(mutual.group), "Are you mad?", by=ann)
    numbers = iter(range(said.id, said.id + AT_ONCE + 1))
    return lambda: Flag(
        council_id=mutual.council_id, said_kind=Kind.QUESTION, said_id=next(numbers), person=ann,
        name="Question", rule=HideRule.UNKIND,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        (corrections, "/work/corrections"),
        (concerns, "/work/concerns"),
        (concerns, "/mutuals/1/home"),
        (flags, "/work/flags"),
    ],
)
def test_a_page_says_that_more_waits(browser, kind, page):
    mutual, board = factories.running_mutual(clock.today())
    make = kind(mutual, factories.person("Ann"))
    browser.sign_in(board[0] if "home" in page else factories.staff(mutual.council))
    wait(make, AT_ONCE - 1)
    last = wait(make, 1, days=1000)
    assert "due first" not in browser.get(page).text
    wait(make, 1)
    shown = browser.get(page)
    assert SAYS in shown.text
    assert not [each for each in shown.soup.select("main a") if each["href"].endswith(f"/{last}")]


def wait(make, count, days=10):
    """So many more, each with its turn; the number of the last."""
    with saved():
        for _ in range(count):
            made = make()
            db.session.add(made)
            db.session.flush()
            turns.begin(made, "check", Whose.COUNCIL, Promise(days, Unit.WORKING_DAYS))
        return made.id
