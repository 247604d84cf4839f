"""Advice by a link: asked with a day, chased by the clock, answered once, corrected until read."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from commissioning.approvals import operations, queries
from commissioning.approvals.models import AdviceRequest, CaseKind, Field
from commissioning.approvals.operations import AdviceWanted, desk
from commissioning.approvals.operations.advising import next_chase
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.transactions import saved
from tests import factories
from tests.approvals import builders
from tests.approvals.builders import again, do

MONDAY = clock.london(date(2026, 11, 2), 10)
LAST = date(2026, 11, 13)  # a Friday
WANTED = AdviceWanted(Field.LEGAL, "Lena Lawyer", "lena@law.example", "May we lease it?", LAST)


@pytest.fixture
def world(database):
    with clock.set_to(MONDAY):
        return builders.world()


def asked(world, wanted=WANTED, kind=CaseKind.ASSESSMENT):
    with clock.set_to(MONDAY):
        case = builders.case(world, kind)
        return do(operations.ask_advice, case, wanted, by=world.officer)


def on(year, month, day):
    return clock.set_to(clock.london(date(year, month, day), 10))


def token():
    body = db.session.scalars(select(Mail.body).order_by(Mail.id.desc()).limit(1)).one()
    return re.search(r"/advisers/(\S+)", body)[1]


def answer(world, words="You may."):
    with saved():
        operations.give_advice(queries.advice_by_token(token(), world.council.id), words)


def mails(words):
    return [each for each in db.session.scalars(select(Mail.subject)) if words in each]


def test_an_adviser_is_chased_two_days_before_on_the_day_and_each_five_days():
    days = [date(2026, 11, 2)]
    for _ in range(4):
        days.append(next_chase(LAST, days[-1]))
    assert [each.day for each in days[1:]] == [11, 13, 20, 27]


def test_the_worker_chases_and_the_case_says_how_often_and_how_late(world):
    made = asked(world)
    with on(2026, 11, 10):
        factories.tick()
        assert again(made).chased == 0
    first = token()
    with on(2026, 11, 11):
        factories.tick()
        factories.tick()
    with on(2026, 11, 13):
        factories.tick()
        assert again(made).chased == 2
        assert again(made).days_late == 0
    with on(2026, 11, 18):
        factories.tick()
        assert (again(made).chased, again(made).days_late) == (2, 3)
    assert len(mails("Still to answer")) == 2
    assert token() != first
    with pytest.raises(NotHere):
        queries.advice_by_token(first, world.council.id)


def test_nobody_is_chased_after_an_answer_or_when_the_case_is_done(world):
    made = asked(world)
    answer(world)
    with clock.set_to(MONDAY):
        made = do(operations.ask_advice, made.case, WANTED, by=world.officer)
    with on(2026, 11, 12):
        with saved():
            desk.finish(again(made).case, by=world.officer, outcome="ended")
        factories.tick()
    assert not mails("Still to answer")
    with pytest.raises(Refused, match="finished this"):
        answer(world)


def test_an_answer_can_be_corrected_until_an_officer_has_read_it(world):
    made = asked(world)
    answer(world, "You **may**.")
    answer(world, "You may not.")
    assert again(made).text == "You may not."
    assert len(mails("has advised")) == 0  # nobody looks after the case
    do(operations.read_advice, made, False, by=world.senior)
    with pytest.raises(Refused, match="read your advice already"):
        answer(world, "You may after all.")
    assert again(made).text == "You may not."


def test_advice_stays_with_staff_unless_it_goes_in_the_report(world):
    made = asked(world, kind=CaseKind.DECISION)
    with pytest.raises(Refused, match="not answered yet"):
        do(operations.read_advice, made, True, by=world.officer)
    answer(world)
    assert queries.advice_in_report(again(made).case) == []
    do(operations.read_advice, made, True, by=world.officer)
    assert queries.advice_in_report(again(made).case) == [made]
    do(operations.read_advice, made, False, by=world.officer)
    assert queries.advice_in_report(again(made).case) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"email": "olive.officer@example.org"}, "your own address"),
        ({"email": "ann.steward@example.org"}, "member of the group"),
        ({"reply_by": date(2026, 11, 2)}, "after today"),
        ({"reply_by": date(2028, 11, 2)}, "within a year"),
    ],
)
def test_who_cannot_be_asked(world, change, words):
    with pytest.raises(Refused, match=words):
        asked(world, AdviceWanted(**{**vars(WANTED), **change}))


def test_asking_again_makes_a_new_link_and_withdrawing_ends_it(world):
    made = asked(world)
    first = token()
    with on(2026, 11, 12):
        do(operations.ask_advice_again, made, "len@law.example", date(2026, 11, 20),
           by=world.senior)  # fmt: skip
        with pytest.raises(NotHere):
            queries.advice_by_token(first, world.council.id)
        second = token()
        do(operations.withdraw_advice, made, by=world.officer)
        with pytest.raises(NotHere):
            queries.advice_by_token(second, world.council.id)
        with pytest.raises(Refused, match="not asked any more"):
            do(operations.withdraw_advice, made, by=world.officer)
    assert len(mails("Not needed any more")) == 1


def test_members_of_the_group_and_panel_members_do_not_ask(world):
    factories.post(world.steward, world.council, world.officer.posts[0].kind)
    case = builders.case(world, CaseKind.ASSESSMENT)
    for person in (world.steward, world.panel):
        with pytest.raises(NotAllowed):
            do(operations.ask_advice, case, WANTED, by=person)
    assert db.session.scalar(select(AdviceRequest)) is None


def test_a_link_of_another_council_opens_nothing(world):
    asked(world)
    with pytest.raises(NotHere):
        queries.advice_by_token(token(), factories.council("Bexmoor Council").id)
