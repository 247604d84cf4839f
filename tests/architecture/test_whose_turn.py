"""Every page about a proposal or commission opens with whose turn it is."""

import pytest
from bs4 import BeautifulSoup

from commissioning.core import clock
from tests.architecture.permissions import QUERIES, matrix_in
from tests.architecture.world import NOW

# Parts of an address: the page is about a proposal or commission, or about what belongs to one.
ABOUT = {
    "proposal_id",
    "commission_id",
    "vote_id",
    "batch_id",
    "case_id",
    "decision_id",
    "agreement_id",
    "entry_id",
    "said_id",
    "flag_id",
    "token",
}
WITHOUT = {
    "proposals.poster": "is hung up: whose turn it is would soon be old",
    "proposals.sheet": "is printed and signed: whose turn it is would soon be old",
    "proposals.short_address": "only leads to the proposal",
    "proposals.choose_versions": "only leads to the comparison",
    "approvals.gates": "only leads to what the law asks",
    "groups.invitation": "is about a group",
    "people.open_link": "is about a person",
    "follows.confirm": "may be about a neighbourhood or a mutual",
}


@pytest.fixture(scope="module")
def matrix(tmp_path_factory, sqlite_template):
    with matrix_in(tmp_path_factory.mktemp("turns"), sqlite_template) as made:
        yield made


@pytest.fixture(scope="module")
def pages(matrix):
    """Endpoint -> a page of it, as somebody sees it whom its rule lets in."""
    found = {}
    with matrix.site.app_context():
        for address in matrix.site.url_map.iter_rules():
            if "GET" in address.methods and ABOUT & set(address.arguments):
                answer = page_of(matrix, address)
                if answer.mimetype == "text/html":  # not a picture or a table to download
                    found[address.rule, address.endpoint] = answer
    return found


def test_every_page_about_a_proposal_or_commission_says_whose_turn_it_is(pages):
    silent = [
        rule
        for (rule, endpoint), page in pages.items()
        if endpoint not in WITHOUT and not says_whose_turn(page)
    ]
    assert not silent, "\n" + "\n".join(silent)
    assert len(pages) > 60


def test_no_exception_is_too_many(pages):
    kept = {endpoint for (_rule, endpoint), page in pages.items() if not says_whose_turn(page)}
    assert kept == set(WITHOUT)


def page_of(matrix, address):
    """The page for the first person and scene that get one; else what the last one got."""
    answer = None
    with clock.set_to(NOW):
        openings = list(matrix.openings(address, "GET"))
    for route in openings:
        for role, reason in route.reasons.items():
            if reason is None:
                path = route.path + QUERIES.get(route.endpoint, "")
                answer = matrix.send(role, "GET", path)
                if answer.status_code == 200:
                    return answer
    return answer


def says_whose_turn(page):
    """Is it the first of what follows the heading and the words under it?"""
    main = BeautifulSoup(page.text, "html.parser").find("main")
    return main is not None and main.select_one(".turn-line, .turn__whose") is not None
