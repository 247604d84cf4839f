"""What a checked group asks to change: one thing at a time, answered by somebody outside it."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from commissioning.core import desk, turns
from commissioning.core.database import db
from commissioning.core.history import Event, Visibility
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.groups import operations
from commissioning.groups.models import (
    Change,
    ChangeStatus,
    Group,
    GroupChange,
    GroupRole,
    GroupStatus,
)
from commissioning.groups.operations import Description, Wanted
from tests import factories
from tests.architecture.test_status import assert_history_is_true

NAME = Wanted(Change.NAME, "We care for two places now", name="Friends of the Libraries")


@pytest.fixture
def where(database):
    return factories.neighbourhood(factories.council())


@pytest.fixture
def ann(where):
    return factories.person("Ann Steward")


@pytest.fixture
def group(where, ann):
    others = [factories.person("Bo Writer"), factories.person("Cy Writer")]
    made = factories.group(where, "Friends of the Library", [ann], others)
    with saved():
        invited = operations.Invited("Di", "di.new@example.org", GroupRole.READER)
        invitation = operations.invite(made, invited, by=ann)
        operations.accept_invitation(invitation, by=factories.person("Di New"))
    db.session.refresh(made, ["members"])
    return made


@pytest.fixture
def officer(where):
    return factories.staff(where.council)


def ask(group, by, wanted=NAME):
    with saved():
        return operations.ask_change(group, wanted, by=by)


def another_person(group):
    di = next(each for each in group.members if each.person.name == "Di New")
    return Wanted(Change.PERSON, "Cy moves away", leaving=group.named[2], joining=di)


def test_the_three_who_came_first_are_named_when_the_group_is_checked(where, ann, officer):
    others = [factories.person(), factories.person(), factories.person()]
    made = factories.group(where, "New", [ann], others, status=GroupStatus.NEW)
    assert made.named == []
    with saved():
        operations.check(made, by=officer)
    assert [each.person for each in made.named] == [ann, *others[:2]]


def test_the_clock_runs_for_the_council_until_it_agrees(group, ann, officer):
    change = ask(group, ann)
    turn = turns.turn_of(change)
    assert (turn.whose, turn.count, turn.basis) == ("council", 10, "default")
    assert turn.title == "Friends of the Library: another name"
    assert turn.neighbourhood_id == group.neighbourhood_id
    assert desk.waiting(group.council_id)["groups.queue"] == 1
    with saved():
        operations.agree_change(change, by=officer)
    assert (group.name, change.status) == ("Friends of the Libraries", ChangeStatus.AGREED)
    assert turns.turn_of(change) is None
    assert desk.waiting(group.council_id)["groups.queue"] == 0
    mail = db.session.scalars(select(Mail).where(Mail.address == ann.email)).one()
    assert "Friends of the Libraries has another name" in mail.body
    assert_history_is_true(db)


def test_a_neighbourhood_changes_and_its_name_with_it_nowhere_else(group, ann, officer, where):
    wanted = Wanted(Change.NEIGHBOURHOOD, "Our members come from everywhere")
    with saved():
        operations.agree_change(ask(group, ann, wanted), by=officer)
    assert (group.neighbourhood, group.name) == (None, "Friends of the Library")
    with pytest.raises(Refused, match="has this neighbourhood already") as refused:
        ask(group, ann, wanted)
    assert refused.value.field == "where"


def test_a_named_person_makes_way_and_the_record_names_nobody(group, ann, officer):
    wanted = another_person(group)
    with saved():
        operations.agree_change(ask(group, ann, wanted), by=officer)
    assert [each.person.name for each in group.named] == ["Ann Steward", "Bo Writer", "Di New"]
    kinds = ("group_change", "neighbourhood_group")
    events = db.session.scalars(
        select(Event).where(Event.subject_kind.in_(kinds), Event.visibility == Visibility.PUBLIC)
    )
    told = " ".join(f"{each.says} {each.facts}" for each in events)
    assert "another named person" in told
    assert not any(name in told for name in ("Ann", "Cy", "Di New", "moves away"))


def test_who_is_not_in_the_group_is_not_named(group, ann, officer):
    wanted = another_person(group)
    stranger = factories.group(group.neighbourhood, "Others", [factories.person()]).members[0]
    for leaving, joining, field in (
        (wanted.joining, wanted.joining, "leaving"),
        (wanted.leaving, stranger, "joining"),
        (wanted.leaving, group.named[0], "joining"),
    ):
        with pytest.raises(Refused) as refused:
            ask(group, ann, Wanted(Change.PERSON, "Why", leaving=leaving, joining=joining))
        assert refused.value.field == field
    change = ask(group, ann, wanted)
    with saved():
        operations.leave(wanted.joining, by=wanted.joining.person)
    with pytest.raises(Refused, match="has changed since"), saved():
        operations.agree_change(change, by=officer)
    assert change.status == ChangeStatus.ASKED


def test_one_change_waits_at_a_time(group, ann, officer):
    change = ask(group, ann)
    with pytest.raises(Refused, match="another change"):
        ask(group, ann, Wanted(Change.NEIGHBOURHOOD, "Why"))
    with pytest.raises(Refused, match="Say why"), saved():
        operations.refuse_change(change, " ", by=officer)
    with saved():
        operations.refuse_change(change, "It is too like another name.", by=officer)
    assert (group.name, change.answer) == ("Friends of the Library", "It is too like another name.")
    mail = db.session.scalars(select(Mail).where(Mail.address == ann.email)).one()
    assert "It is too like another name." in mail.body
    again = ask(group, ann)
    with saved():
        operations.withdraw_change(again, by=ann)
    assert turns.turn_of(again) is None
    with pytest.raises(Refused, match="cannot agree now"), saved():
        operations.agree_change(again, by=officer)
    assert group.name == "Friends of the Library"
    ask(group, ann)


def test_the_database_keeps_it_to_one(group, ann):
    change = ask(group, ann)
    facts = {"council_id": change.council_id, "group": group, "asked_by": ann, "why": "Why"}
    with pytest.raises(IntegrityError), saved():
        db.session.add(GroupChange(what=Change.NAME, **facts))


def test_a_name_is_free_when_it_is_asked_for_and_when_it_is_agreed(group, ann, officer):
    factories.group(group.neighbourhood, "Taken")
    with pytest.raises(Refused, match="has this name") as refused:
        ask(group, ann, Wanted(Change.NAME, "Why", name="Taken"))
    assert refused.value.field == "name"
    with pytest.raises(Refused, match="this name already"):
        ask(group, ann, Wanted(Change.NAME, "Why", name=group.name))
    change = ask(group, ann)
    factories.group(group.neighbourhood, NAME.name)
    with pytest.raises(Refused, match="has this name now"), saved():
        operations.agree_change(change, by=officer)
    db.session.rollback()
    assert db.session.get_one(Group, group.id).name == "Friends of the Library"


def test_who_may_ask_and_who_may_answer(group, ann, where):
    writer = group.members[1].person
    with pytest.raises(NotAllowed, match="Only a steward"):
        ask(group, writer)
    new = factories.group(where, "New", [ann], status=GroupStatus.NEW)
    with pytest.raises(NotAllowed, match="check the group first"):
        ask(new, ann)
    change = ask(group, ann)
    with pytest.raises(NotAllowed, match="officer"), saved():
        operations.agree_change(change, by=ann)
    own = factories.staff(where.council)
    with saved():
        invitation = operations.invite(group, operations.Invited("O", own.email), by=ann)
        operations.accept_invitation(invitation, by=own)
    db.session.refresh(group, ["members"])
    with pytest.raises(NotAllowed, match="You belong to this group"), saved():
        operations.agree_change(change, by=own)


def test_what_is_checked_does_not_change_by_itself(group, ann):
    said = Description("Another name", None, "charity", "We read more.", "We vote.")
    with saved():
        operations.describe(group, said, by=ann)
    assert (group.name, group.about) == ("Friends of the Library", "We read more.")
    assert group.neighbourhood is not None


def test_a_closed_group_waits_for_nothing(group, ann, officer):
    change = ask(group, ann)
    with saved():
        operations.close(group, "It has ended.", by=officer)
    assert (change.status, change.answer) == (ChangeStatus.REFUSED, "It has ended.")
    assert turns.turn_of(change) is None
