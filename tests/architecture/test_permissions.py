"""Every address and method, for every role: what the access list says is what happens.

Each cell is asked twice over: of the rule that the view carries, put to the real thing and person,
and of permissions.txt, which people have read and agreed to.
"""

from html import unescape

import pytest

from tests.architecture.permissions import (
    AGREED,
    HERE,
    INSIDE,
    NOT_NOW,
    NOT_THERE,
    OPEN,
    REFUSED,
    SIGN_IN,
    THERE,
    WHO,
    matrix_in,
)
from tests.architecture.world import AWAY, AWAY_ROLES, HOME, ROLES

# What may still happen when the rule on the view says yes: the view or its operation looks closer.
FURTHER_ON = {OPEN: OPEN + INSIDE + NOT_NOW + NOT_THERE, SIGN_IN: SIGN_IN, REFUSED: REFUSED}


@pytest.fixture(scope="module")
def matrix(tmp_path_factory, sqlite_template):
    with matrix_in(tmp_path_factory.mktemp("matrix"), sqlite_template) as made:
        yield made


@pytest.fixture(scope="module")
def agreed():
    """(method and address, home or away) -> the letters that were agreed to, in order of role."""
    home, away = AGREED.read_text().split(THERE)
    return {
        (" ".join(words[:2]), where): "".join(words[2:])
        for where, text in ((HOME, home.split(HERE)[1]), (AWAY, away))
        for words in map(str.split, text.splitlines())
        if words and words[0] in {"GET", "POST"}
    }


def test_the_world_has_something_for_every_address(matrix):
    assert matrix.missing == [], "add it to tests/architecture/world.py, where somebody may open it"


def test_the_table_has_a_row_for_every_address(matrix, agreed):
    rows = {(route.row, HOME) for route in matrix.routes}
    rows |= {(route.row, AWAY) for route in matrix.routes if route.away}
    assert rows == set(agreed), "python -m tests.architecture.permissions"


@pytest.mark.parametrize("role", ROLES)
def test_at_home(matrix, agreed, role):
    assert_agreed(matrix, agreed, role, HOME, matrix.routes)


@pytest.mark.parametrize("role", AWAY_ROLES)
def test_at_another_council(matrix, agreed, role):
    assert_agreed(matrix, agreed, role, AWAY, [each for each in matrix.routes if each.away])


@pytest.mark.parametrize("role", AWAY_ROLES)
def test_what_belongs_to_another_council_is_not_there(matrix, role):
    asked = [(each, matrix.ask(each, role, AWAY)) for each in matrix.routes if not each.away]
    wrong = [
        f"{route.row} as {role}: answered {cell.status}{' and changed rows' * cell.wrote}"
        for route, cell in asked
        if cell.letter != NOT_THERE or cell.wrote
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def assert_agreed(matrix, agreed, role, host, routes):
    """Every cell of a role is as the rule and the table say: those the rule denies first."""
    reasons = {each.row: (each.reasons if host == HOME else each.away)[role] for each in routes}
    wrong = []
    for route in sorted(routes, key=lambda each: reasons[each.row] is None):
        cell = matrix.ask(route, role, host)
        letter = agreed[route.row, host][WHO[host].index(role)]
        for fault in faults(route, role, cell, reasons[route.row], letter):
            wrong.append(f"{route.row} as {role}: answered {cell.status} ({cell.letter}); {fault}")
    assert not wrong, "\n" + "\n".join(wrong)


def faults(route, role, cell, reason, letter):
    """What is wrong with one cell, in words."""
    by_the_rule = SIGN_IN if reason and role == "visitor" else REFUSED if reason else OPEN
    if cell.letter not in FURTHER_ON[by_the_rule]:
        yield f"the rule “{route.view.access}” says {by_the_rule}"
    if cell.letter != letter:
        yield f"permissions.txt says {letter}"
    if cell.status >= (400 if route.method == "GET" and cell.letter == OPEN else 500):
        yield "the page broke"
    if cell.wrote and (route.method == "GET" or cell.letter != OPEN):
        yield "it changed rows"
    if cell.letter == REFUSED and reason not in unescape(cell.text):
        yield f"the page does not say why: {reason}"
