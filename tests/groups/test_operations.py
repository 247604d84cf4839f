"""Starting a group, its check, inviting, joining, roles, leaving."""

import re

import pytest
from sqlalchemy import select

from commissioning.core import clock, turns
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, NotHere, Refused
from commissioning.core.transactions import saved
from commissioning.groups import operations
from commissioning.groups.models import Group, GroupRole, GroupStatus, RequestStatus
from commissioning.groups.operations import Description, Invited
from commissioning.groups.queries import get_invitation, open_invitations, role_of
from commissioning.people.session import hash_of
from tests import factories
from tests.architecture.test_status import assert_history_is_true


@pytest.fixture
def where(database):
    return factories.neighbourhood(factories.council())


def described(where, name="Friends of the Library"):
    return Description(name, where, "charity", "We *read*.", "We vote.")


OTHERS = [Invited("Bo", "bo@example.org"), Invited("Cy", "CY@example.org")]


def start(where, by, name="Friends of the Library"):
    with saved():
        return operations.start(where.council, described(where, name), OTHERS, by=by)


def invitation_to(email):
    mail = db.session.scalars(select(Mail).where(Mail.address == email)).first()
    token = re.search(r"/invitations/(\S+)", mail.body).group(1)
    return get_invitation(hash_of(token), db.session.scalar(select(Group.council_id)))


def accept_both(group):
    with saved():
        for email in ("bo@example.org", "cy@example.org"):
            operations.accept_invitation(invitation_to(email), by=None)


def test_a_group_has_three_people_and_is_checked_once_they_are_in_it(where):
    ann = factories.person("Ann")
    officer = factories.staff(where.council)
    group = start(where, ann)
    assert group.status == GroupStatus.NEW
    assert turns.turn_of(group).due_on
    with pytest.raises(Refused, match="needs 3 people"):
        operations.check(group, by=officer)
    accept_both(group)
    db.session.expire_all()
    with pytest.raises(NotAllowed, match="officer"):
        operations.check(group, by=ann)
    with saved():
        operations.check(group, by=officer)
    assert group.status == GroupStatus.CHECKED
    assert turns.turn_of(group) is None
    assert_history_is_true(db)


def test_three_people_are_three_addresses(where):
    ann = factories.person("Ann", email="bo@example.org")
    with pytest.raises(Refused, match="three different"):
        operations.start(where.council, described(where), OTHERS, by=ann)


def test_a_name_is_used_once_in_a_council(where):
    ann = factories.person("Ann")
    start(where, ann)
    with pytest.raises(Refused, match="has this name") as caught:
        operations.start(where.council, described(where), OTHERS, by=ann)
    assert caught.value.field == "name"


def test_a_group_sent_back_can_be_sent_again(where):
    ann, officer = factories.person("Ann"), factories.staff(where.council)
    group = start(where, ann)
    with pytest.raises(Refused, match="Say why"):
        operations.send_back(group, " ", by=officer)
    with saved():
        operations.send_back(group, "Who decides?", by=officer)
        operations.describe(group, described(where, "Readers"), by=ann)
        operations.send_again(group, by=ann)
    assert group.status == GroupStatus.NEW
    assert group.about_html == "<p>We <em>read</em>.</p>"


def test_an_invitation_works_once_and_for_fourteen_days(where):
    start(where, factories.person("Ann"))
    invitation = invitation_to("bo@example.org")
    with clock.set_to(clock.now() + clock.HOUR * 24 * 15), pytest.raises(NotHere):
        invitation_to("bo@example.org")
    with saved():
        person, key = operations.accept_invitation(invitation, by=None)
    assert (person.name, bool(key)) == ("Bo", True)
    assert role_of(person, invitation.group_id) is GroupRole.WRITER
    with pytest.raises(NotHere):
        invitation_to("bo@example.org")
    with pytest.raises(Refused, match="cannot accept now"):
        operations.accept_invitation(invitation, by=person)


def test_an_invitation_is_for_the_address_it_was_sent_to(where):
    start(where, factories.person("Ann"))
    with pytest.raises(NotAllowed, match="another email address"):
        operations.accept_invitation(invitation_to("bo@example.org"), by=factories.person("Eve"))


def test_nobody_is_invited_twice(where):
    ann = factories.person("Ann")
    group = start(where, ann)
    with pytest.raises(Refused, match="invitation already"):
        operations.invite(group, Invited("Bo", "Bo@example.org"), by=ann)
    with pytest.raises(Refused, match="in the group already"):
        operations.invite(group, Invited("Ann", ann.email), by=ann)
    assert len(open_invitations(group)) == 2


def test_asking_to_join_and_the_answer(where):
    group, steward, writer, _other = factories.three(where)
    eve = factories.person("Eve")
    with saved():
        request = operations.ask_to_join(group, "I read a lot", by=eve)
    with pytest.raises(Refused):
        operations.ask_to_join(group, "Again", by=eve)
    with pytest.raises(NotAllowed, match="steward"):
        operations.answer_request(request, accept=True, by=writer)
    with saved():
        operations.answer_request(request, accept=False, by=steward)
        operations.ask_to_join(group, "Still", by=eve)
        operations.answer_request(request, accept=True, by=steward)
    assert request.status == RequestStatus.ACCEPTED
    assert role_of(eve, group.id) is GroupRole.READER


def test_the_last_steward_stays(where):
    group, steward, writer, _other = factories.three(where)
    mine, theirs = group.current_members[:2]
    with pytest.raises(Refused, match="last steward"):
        operations.leave(mine, by=steward)
    with pytest.raises(Refused, match="steward first"):
        operations.change_role(mine, GroupRole.READER, by=steward)
    with pytest.raises(NotAllowed):
        operations.leave(mine, by=writer)
    with saved():
        operations.change_role(theirs, GroupRole.STEWARD, by=steward)
        operations.leave(mine, by=steward)
    assert role_of(steward, group.id) is None
    with pytest.raises(Refused, match="last steward"):
        operations.leave(theirs, by=writer)
