"""The letters that check an address: the council's turn lasts while any of them waits."""

from datetime import date, timedelta

import pytest

from commissioning import OWED
from commissioning.approvals.queries import Filters, queue
from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.refusals import Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Turn
from commissioning.people import operations
from commissioning.people.models import PostKind
from commissioning.people.queries import LETTER_LASTS, letters_to_print
from tests import factories
from tests.browser import Browser

FRIDAY = clock.london(date(2026, 11, 20), 10)


@pytest.fixture
def where(database):
    with clock.set_to(FRIDAY):
        yield factories.neighbourhood(factories.council())


def ask(where, name=""):
    person = factories.person(name)
    with saved():
        return operations.ask_for_letter(person, "3 Mill Street", "AM1 1JL", where)


def printed(letters, by):
    with saved():
        return operations.mark_printed(letters, by=by)


def test_a_turn_begins_with_the_first_letter_and_counts_the_others(where):
    ask(where)
    turn = turns.turn_of(where)
    assert (turn.title, turn.whose) == ("Address letters for Millgate: 1", "council")
    assert (turn.due_on, turn.basis) == (date(2026, 11, 23), "default")  # the next working day
    with clock.set_to(FRIDAY + timedelta(days=2)):
        ask(where)
    ask(factories.neighbourhood(where.council, "Northfields"))
    assert turns.turn_of(where) is turn
    assert turn.title == "Address letters for Millgate: 2"
    rows = queue(where.council_id, Filters(kinds=list(OWED), neighbourhood_id=where.id))
    assert [(row.name, row.due_on) for row in rows] == [(turn.title, turn.due_on)]


def test_it_ends_when_the_last_is_printed_and_begins_again(where):
    first, second = ask(where), ask(where)
    desk = factories.staff(where.council, PostKind.DESK)
    assert printed([first], desk) == 1
    turn = turns.turn_of(where)
    assert turn.title == "Address letters for Millgate: 1"
    assert printed([first, second], desk) == 1
    assert turns.turn_of(where) is None
    assert turn.ended_on == clock.today()
    ask(where)
    assert turns.turn_of(where).id != turn.id


def test_a_letter_that_is_not_needed_any_more_is_owed_no_more(where):
    checked, forgotten = ask(where), ask(where)
    with pytest.raises(Refused, match="on its way"):
        operations.ask_for_letter(checked.person, "4 Mill Street", "AM1 1JL", where)
    officer = factories.staff(where.council)
    with saved():
        operations.check_address(checked.person, where, None, "desk", by=officer)
    assert turns.turn_of(where).title == "Address letters for Millgate: 1"
    with clock.set_to(FRIDAY + LETTER_LASTS + timedelta(days=1)), saved():
        operations.forget_letter(forgotten.id)
    assert turns.turn_of(where) is None
    assert db.session.scalar(db.select(db.func.count(Turn.id))) == 1


def test_a_line_of_the_queue_leads_to_the_letters_of_its_neighbourhood(where, site):
    ask(where, "Mia of Millgate")
    for n in range(26):  # more than a page of them came before
        ask(where, f"Neighbour {n}")
    late = ask(factories.neighbourhood(where.council, "Northfields"), "Nora of Northfields")
    desk = Browser(site).sign_in(factories.staff(where.council, PostKind.DESK))
    page = desk.get("/work").follow("Address letters for Northfields: 1")
    assert "Nora of Northfields" in page.text
    assert "Mia of Millgate" not in page.text
    assert "1 marked as printed." in page.press("Mark 1 as printed").text
    db.session.rollback()
    assert late.printed_at is not None
    page = desk.get("/work")
    assert "Address letters for Northfields" not in page.text
    assert "Mia of Millgate" in page.follow("Address letters for Millgate: 27").text
    assert len(letters_to_print(where.council_id)) == 25
