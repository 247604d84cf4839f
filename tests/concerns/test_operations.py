"""A concern is answered by the board in the sight of the council, and never by who raised it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from commissioning.cli import take_due_steps
from commissioning.concerns import operations, queries, rules
from commissioning.concerns.models import ConcernStatus
from commissioning.concerns.operations import Written
from commissioning.core import calendar, clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose
from commissioning.mutuals import operations as mutuals
from commissioning.mutuals.models import BoardSeat, Office
from commissioning.people.models import Visitor
from tests import factories

MONDAY = clock.london(date(2026, 6, 1), 12)
DUE = date(2026, 6, 15)  # 10 working days later
COLD = Written("The water is cold", "Every week since May", wants_reply=True)


@pytest.fixture
def mutual(database):
    made, _board = factories.running_mutual(clock.today())
    with saved():
        made.council.email = "desk@aldermere.example"
    return made


@pytest.fixture
def officer(mutual):
    return factories.staff(mutual.council)


@pytest.fixture
def board(mutual):
    return [seat.person for seat in mutual.current_board]


def raised(mutual, written=COLD, by=None, at=MONDAY):
    with clock.set_to(at), saved():
        return operations.raise_concern(mutual, written, by=by or factories.person("Rita"))


def answered(concern, by, days=0):
    with clock.set_to(MONDAY + timedelta(days=days)), saved():
        operations.answer(concern, "We repaired the boiler", by=by)


def mails():
    return {mail.address: mail for mail in db.session.scalars(select(Mail).order_by(Mail.id))}


def test_the_secretary_and_the_council_hear_of_it_without_its_words(mutual, board):
    concern = raised(mutual)
    turn = turns.turn_of(concern)
    assert (turn.whose, turn.due_on, turn.basis) == (Whose.MUTUAL, DUE, "default")
    assert concern.name == "Baths for All: concern 1"
    told = mails()
    assert set(told) == {board[1].email, "desk@aldermere.example"}
    assert not any(COLD.what in mail.body for mail in told.values())


def test_without_a_secretary_the_whole_board_hears(mutual, board):
    seat = db.session.scalars(select(BoardSeat).where(BoardSeat.office == Office.SECRETARY)).one()
    with saved():
        seat.ended_on = clock.today()
    raised(mutual)
    assert set(mails()) == {board[0].email, board[2].email, "desk@aldermere.example"}


@pytest.mark.parametrize("wants_reply", [True, False])
def test_an_answer_is_sent_once_and_only_to_who_wants_one(mutual, board, wants_reply):
    concern = raised(mutual, COLD._replace(wants_reply=wants_reply))
    answered(concern, board[0])
    assert concern.status == ConcernStatus.ANSWERED
    assert turns.turn_of(concern) is None
    assert ("rita@example.org" in mails()) is wants_reply
    with pytest.raises(Refused, match="cannot answer now"), saved():
        operations.answer(concern, "Again", by=board[1])


def test_the_public_numbers(mutual, board):
    rita = factories.person("Rita")
    for days in (14, 15, 4):  # in time, one day late, in time
        answered(raised(mutual, by=rita), board[0], days)
    raised(mutual, by=rita)
    with clock.set_to(MONDAY + timedelta(days=15)):
        assert queries.numbers(mutual) == (4, 2, 1, 1, 10)


def test_a_director_does_not_answer_their_own(mutual, board):
    concern = raised(mutual, by=board[0])
    with pytest.raises(NotAllowed, match="You raised this concern"), saved():
        operations.answer(concern, "All is well", by=board[0])
    answered(concern, board[1])


def test_the_council_asks_and_the_board_writes_back(mutual, board, officer):
    concern = raised(mutual)
    with pytest.raises(Refused, match="has not asked"), saved():
        operations.write_to_council(concern, "Hello", by=board[0])
    with saved():
        operations.ask(concern, "Since when?", by=officer)
        operations.write_to_council(concern, "Since May.", by=board[0])
    assert [(each.is_councils, each.words) for each in concern.messages] == [
        (True, "Since when?"),
        (False, "Since May."),
    ]
    assert "Since when?" in mails()[board[1].email].body
    assert "Since May." in mails()["desk@aldermere.example"].body


def test_the_councils_turn_waits_for_the_board_and_then_runs(mutual, board, officer):
    concern = raised(mutual)
    with pytest.raises(Refused, match="asked nothing"), saved():
        operations.settle(concern, by=officer)
    with clock.set_to(MONDAY), saved():
        operations.ask(concern, "Since when?", by=officer)
    turn = turns.turn_of(concern.question)
    assert (turn.whose, turn.count, turn.title) == ("council", 5, concern.name)
    assert (turn.tag.value, turn.neighbourhood_id) == ("paused", mutual.neighbourhood_id)
    with clock.set_to(MONDAY + timedelta(days=7)), saved():
        operations.write_to_council(concern, "Since May.", by=board[0])
    assert turn.paused_on is None
    assert turn.due_on == calendar.nth_working_day_after(MONDAY.date(), 10)  # 5 after the answer
    with saved():
        operations.write_to_council(concern, "Or April.", by=board[0])
    assert turns.turn_of(concern).whose == "mutual"  # its own clock runs on
    with saved():
        operations.ask(concern, "Which?", by=officer)
    assert turn.ended_on
    assert turns.turn_of(concern.question).paused_on
    with pytest.raises(NotAllowed), saved():
        operations.settle(concern, by=board[0])
    with saved():
        operations.settle(concern, by=officer)
    assert turns.turn_of(concern.question) is None
    assert concern.status == ConcernStatus.OPEN


def test_an_officer_on_the_board_is_not_the_council_here(mutual, officer):
    factories.save(BoardSeat(mutual=mutual, person=officer, office=Office.DIRECTOR,
                             started_on=clock.today()))  # fmt: skip
    db.session.refresh(mutual)
    concern = raised(mutual)
    with pytest.raises(NotAllowed, match="on the board"), saved():
        operations.ask(concern, "Why?", by=officer)


def test_who_may_read(mutual, board, officer):
    rita = factories.person("Rita")
    concern = raised(mutual, by=rita)
    assert all(rules.may_read(each, concern) for each in (rita, board[2], officer))
    stranger = factories.person("Eve")
    assert not any(rules.may_read(each, concern) for each in (stranger, Visitor()))
    assert not rules.may_see_messages(rita, concern)


def test_lateness_is_told_once_and_public(mutual):
    concern = raised(mutual)
    with clock.set_to(MONDAY + timedelta(days=14)):
        assert queries.due_to_tell_late() == []
    with clock.set_to(MONDAY + timedelta(days=15)):
        assert queries.due_to_tell_late() == [concern.id]
        with saved():
            assert operations.tell_late(concern.id)
            assert not operations.tell_late(concern.id)
        assert queries.due_to_tell_late() == []
    assert "late" in mails()["rita@example.org"].subject
    event = db.session.scalars(select(Event).where(Event.name == "late")).one()
    assert event.visibility == Visibility.PUBLIC


@pytest.mark.parametrize("wants_reply", [True, False])
def test_the_concerns_of_a_closed_mutual_are_closed_and_whoever_raised_one_hears_it(
    mutual, board, officer, wants_reply
):
    answered(raised(mutual, by=factories.person("Ada")), board[0])
    concern = raised(mutual, COLD._replace(wants_reply=wants_reply))
    assert queries.due_to_close() == []
    with saved():
        assert not operations.close(concern.id)
    with clock.set_to(MONDAY + timedelta(days=15)):
        with saved():
            mutuals.take_step(mutual, "close", by=officer, reason="No money")
        assert queries.due_to_close() == [concern.id]
        assert take_due_steps() == 1, "and nobody hears that it is late"
        assert queries.due_to_close() == []
        assert queries.numbers(mutual) == (2, 1, 0, 1, 0)
    assert turns.turn_of(concern) is None
    assert concern.stands == "Closed without an answer: the mutual has closed"
    assert queries.count_waiting(mutual.council_id) == 0
    told = mails().get("rita@example.org")
    assert (told is not None) is wants_reply
    if told:
        assert "nobody there will answer your concern" in told.body
        assert "desk@aldermere.example" in told.body
    with pytest.raises(Refused, match="cannot answer now"), saved():
        operations.answer(concern, "Too late", by=board[0])


def test_the_record_holds_none_of_the_words(mutual, board, officer):
    concern = raised(mutual)
    with saved():
        operations.ask(concern, "Since when?", by=officer)
    answered(concern, board[0])
    events = list(db.session.scalars(select(Event).where(Event.subject_kind == "concern")))
    told = " ".join(f"{each.says} {each.reason} {each.facts}" for each in events)
    assert [each.name for each in events] == ["raise", "ask", "answer"]
    words = (COLD.what, COLD.happened, "Since when?", "boiler", "Rita")
    assert not any(each in told for each in words)
