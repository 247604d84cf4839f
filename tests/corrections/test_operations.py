"""Corrections change facts only through an officer who did not send them."""

import pytest
from sqlalchemy import select

from commissioning.core import turns
from commissioning.core.database import db
from commissioning.core.history import Event
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.corrections import operations, queries
from commissioning.corrections.models import CorrectionStatus, Fact
from commissioning.corrections.operations import Written
from commissioning.people.models import PostKind
from commissioning.places.imports.register import COLUMNS
from tests import factories

OPENING = Written(Fact.OPENING, "Monday to Saturday, 9 to 5", "The sign on the door")


@pytest.fixture
def place(database):
    return factories.place(factories.neighbourhood(factories.council()), "Mill Lane Library")


@pytest.fixture
def officer(place):
    return factories.staff(place.council)


def send(place, written=OPENING, by=None):
    with saved():
        return operations.send(place, written, by=by or factories.person("Ann Sender"))


def test_the_clock_runs_for_the_council(place):
    made = send(place)
    turn = turns.turn_of(made)
    assert made.name == "Mill Lane Library: when it is open"
    assert (turn.whose, turn.count, turn.basis) == ("council", 10, "default")
    assert [(each, each_turn.id) for each, each_turn in queries.waiting(place.council_id)] == [
        (made, turn.id)
    ]


def test_the_same_person_says_the_same_once_until_it_is_answered(place, officer):
    ann = factories.person("Ann")
    made = send(place, by=ann)
    with pytest.raises(Refused, match="told us this already"), saved():
        operations.send(place, OPENING, by=ann)
    send(place, OPENING._replace(fact=Fact.VISITS), by=ann)
    send(place, by=factories.person("Bo"))
    with saved():
        operations.decline(made, "The sign is old.", by=officer)
    send(place, by=ann)
    assert queries.count_of_place(place) == queries.count_waiting(place.council_id) == 3


def test_accepting_changes_the_fact_and_names_its_source(place, officer):
    made = send(place, OPENING._replace(fact=Fact.RUNNING_COST, right="£142,600 a year"))
    with pytest.raises(Refused) as refused, saved():
        operations.accept(made, "£142,600 a year", "The accounts of 2025", by=officer)
    assert refused.value.field == "written"
    with saved():
        operations.accept(made, "£142,600", "The accounts of 2025", by=officer)
    assert place.running_cost == 142_600_00
    assert made.status == CorrectionStatus.ACCEPTED
    assert turns.turn_of(made) is None
    event = db.session.scalars(select(Event).where(Event.name == "correct")).one()
    assert event.reason == "After a correction. Source: The accounts of 2025"
    (mail,) = db.session.scalars(select(Mail))
    assert mail.address == "ann.sender@example.org"
    assert "The accounts of 2025" in mail.body
    with pytest.raises(Refused, match="cannot decline now"), saved():
        operations.decline(made, "No.", by=officer)


def test_what_the_register_says_already_is_not_accepted(place, officer):
    made = send(place, OPENING._replace(fact=Fact.NAME))
    with pytest.raises(Refused, match="says this already"), saved():
        operations.accept(made, "Mill Lane Library", "The sign", by=officer)
    assert made.status == CorrectionStatus.CHECKING


def test_nobody_decides_about_their_own(place, officer):
    made = send(place, by=officer)
    with pytest.raises(NotAllowed, match="You sent this"), saved():
        operations.accept(made, "9 to 5", "The sign", by=officer)
    cara = factories.staff(place.council, PostKind.DECISION_MAKER)
    with pytest.raises(NotAllowed, match="Only the council’s"), saved():
        operations.decline(made, "No.", by=cara)


def test_the_record_does_not_say_who_or_what_they_wrote(place, officer):
    made = send(place)
    with saved():
        operations.decline(made, "The sign is old.", by=officer)
    told = " ".join(
        f"{each.says} {each.reason} {each.facts}"
        for each in db.session.scalars(select(Event).where(Event.subject_kind == "correction"))
    )
    assert "The sign is old." in told
    assert not any(words in told for words in ("Ann", OPENING.right, OPENING.source))


def test_every_fact_is_a_column_of_the_register():
    assert {fact.value for fact in Fact} <= {column.name for column in COLUMNS}
