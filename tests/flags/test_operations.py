"""A flag changes nothing on the page until an officer decides who has no part in it."""

from datetime import date

import pytest
from sqlalchemy import select

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.core.turns import Whose
from commissioning.discussion import operations as discussion
from commissioning.discussion.models import HideRule
from commissioning.flags import operations, queries
from commissioning.flags.models import FlagStatus
from commissioning.groups.models import GroupRole, Membership
from commissioning.proposals.operations import questions
from tests import factories

MONDAY = clock.london(date(2026, 6, 1), 12)


@pytest.fixture
def officer(said):
    return factories.staff(queries.subject_of(said).council)


@pytest.fixture
def said(database):
    where = factories.neighbourhood(factories.council())
    proposal = factories.gathering(factories.group(where, stewards=[factories.person("Sam")]))
    with saved():
        return questions.ask_now(proposal, "Are you mad?", by=factories.person("Will Writer"))


def flag(said, name="Ann", by=None):
    with clock.set_to(MONDAY), saved():
        return operations.flag(said, HideRule.UNKIND, by=by or factories.person(name))


def flagged(made):
    return queries.get_flagged(made.id, made.council_id)


def mails():
    return {mail.address: mail.body for mail in db.session.scalars(select(Mail))}


def test_one_clock_for_all_who_flag_the_same(said):
    first, second = flag(said), flag(said, "Bo")
    turn = turns.turn_of(first)
    assert (turn.whose, turn.due_on, turn.basis) == (Whose.COUNCIL, date(2026, 6, 4), "default")
    assert turns.turn_of(second) is None
    assert first.name == f"Question {said.id}: Open up the Old Fire Station"
    assert [each for each, _turn in queries.waiting(said.council_id)] == [first]
    assert queries.count_waiting(said.council_id) == 1
    assert not said.is_hidden


def test_a_person_flags_the_same_once_even_after_the_answer(said, officer):
    ann = factories.person("Ann")
    made = flag(said, by=ann)
    with pytest.raises(Refused, match="already"):
        flag(said, by=ann)
    with saved():
        operations.keep(flagged(made), by=officer)
    with pytest.raises(Refused, match="already"):
        flag(said, by=ann)
    assert turns.turn_of(flag(said, "Bo")), "another person starts the clock again"


def test_keeping_answers_everybody_who_flagged_it(said, officer):
    made = flag(said)
    flag(said, "Bo")
    with saved():
        operations.keep(flagged(made), by=officer)
    assert {each.status for each in queries.flags_of(said)} == {FlagStatus.KEPT}
    assert not queries.waiting(said.council_id)
    assert "stays on the page" in mails()["ann@example.org"]
    assert "stays on the page" in mails()["bo@example.org"]
    assert not said.is_hidden
    with pytest.raises(Refused, match="decided about this already"), saved():
        operations.keep(flagged(made), by=officer)


def test_hiding_tells_the_writer_too(said, officer):
    made = flag(said)
    with saved():
        operations.hide(flagged(made), HideRule.OFF_SUBJECT, by=officer)
    assert said.is_hidden
    assert said.hidden_because is HideRule.OFF_SUBJECT
    assert made.status == FlagStatus.HIDDEN
    assert "not about this subject" in mails()["will.writer@example.org"]
    assert "not about this subject" in mails()["ann@example.org"]


def test_what_was_hidden_meanwhile_is_only_closed(said, officer):
    made = flag(said)
    with saved():
        discussion.hide(said, queries.subject_of(said), HideRule.LAW, by=officer)
    with pytest.raises(Refused, match="Put it back"), saved():
        operations.keep(flagged(made), by=officer)
    with saved():
        operations.hide(flagged(made), HideRule.LAW, by=officer)
    assert made.status == FlagStatus.HIDDEN
    assert turns.turn_of(made) is None


def test_whoever_has_a_part_in_it_does_not_decide(said, officer):
    theirs = factories.person("Olive", email="olive@example.org")
    made = flag(said, by=officer)
    with pytest.raises(NotAllowed, match="You have a part in this"), saved():
        operations.keep(flagged(made), by=officer)
    writer = factories.staff(queries.subject_of(said).council)
    with saved():
        said.email = writer.email
    with pytest.raises(NotAllowed, match="You have a part in this"), saved():
        operations.keep(flagged(made), by=writer)
    member = factories.staff(queries.subject_of(said).council)
    group = queries.subject_of(said).group
    factories.save(Membership(group=group, person=member, role=GroupRole.READER,
                              joined_on=clock.today()))  # fmt: skip
    db.session.refresh(group)
    with pytest.raises(NotAllowed, match="You have a part in this"), saved():
        operations.keep(flagged(made), by=member)
    with pytest.raises(NotAllowed, match="Only the council’s"), saved():
        operations.keep(flagged(made), by=theirs)


def test_only_the_hiding_is_public(said, officer):
    made = flag(said)
    with saved():
        operations.hide(flagged(made), HideRule.UNKIND, by=officer)
    events = list(db.session.scalars(select(Event).order_by(Event.id)))
    about_flags = [each for each in events if each.subject_kind == "flag"]
    assert [each.name for each in about_flags] == ["flag", "hide"]
    assert {each.visibility for each in about_flags} == {Visibility.INTERNAL}
    assert [each.name for each in events if each.visibility == Visibility.PUBLIC][-1] == (
        "hide-question"
    )
