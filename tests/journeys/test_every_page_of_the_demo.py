"""The demo in a real browser: the pages that the whole story does not come to, as each person."""

import pytest

from commissioning.core.database import db
from commissioning.people.models import Person
from seed import demo
from tests.journeys.test_writing_in_chromium import sign_in

# Where each begins; where the words of a link lead from there; and what lies below that page.
VISITS = [
    ("demo.seniorofficer", "/work", "P7", ["refuse", "send-back", "late", "assign"]),
    ("demo.officer", "/work/decisions", "Decisions that were made", []),
    ("demo.returning", "/work/votes", "V7", []),
    ("demo.desk", "/work/addresses", "Check somebody", []),
    ("demo.desk", "/work/support-sheets", "Your work", []),
    ("demo.admin", "/work", "Set up your council",
     ["council", "neighbourhoods", "places", "stages", "voting", "people", "go-live"]),
    ("demo.steward", "/account", "Northfields Together", ["../people", "../edit"]),
    ("demo.secretary", "/account", "What you get updates", []),
    ("demo.secretary", "/mutuals", "Baths for All", ["people", "home", "reports/2026-q3/correct"]),
    ("demo.resident", "/votes", "Should Millgate Library", ["ballot", "other-ways", "secrecy"]),
    ("demo.newresident", "/account", "Check", []),
    ("demo.newresident", "/work", "Public record", []),
]  # fmt: skip


@pytest.mark.parametrize("engine", ["sqlite"])
def test_axe_has_no_complaint(database, tabs, live, site):
    demo.tell(say=lambda _words: None)
    people = {each.email.partition("@")[0]: each for each in db.session.scalars(db.select(Person))}
    shapes = set()
    for name, start, words, below in VISITS:
        tab = tabs(widths=(360, 320), shapes=shapes)
        sign_in(tab, live, site, people[name])
        here = tab.go(start).follow(words).page.url
        for each in below:
            tab.go(f"{here}/{each}")
