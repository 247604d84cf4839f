"""What can happen to a draft, on both engines: at once, too late, and told to whom."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import func, select

from commissioning.commissions import operations
from commissioning.commissions.models import Answer, BudgetLine, Commission, Part, Status
from commissioning.commissions.operations import HoldersAnswer, comments, holders
from commissioning.commissions.queries import newest_draft
from commissioning.core import history
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.refusals import NotAllowed, Refused
from commissioning.core.transactions import saved
from commissioning.follows import operations as follows
from tests import factories

YES = HoldersAnswer(Answer.YES, "Sam Holder")


@pytest.fixture
def world(database):
    where = factories.neighbourhood(factories.council())
    return factories.three(where)


def asked(world):
    group, steward, writer, _other = world
    made = factories.commission(group, Status.COMMENTED)
    with saved():
        operations.agree(made, by=writer)
        operations.ask_holders(made, by=steward)
    return made


def steps(commission):
    db.session.rollback()
    query = select(history.Event.name).where(
        history.Event.subject_kind == "commission", history.Event.subject_id == commission.id
    )
    return list(db.session.scalars(query.order_by(history.Event.id)))


def test_the_last_yeses_at_once_take_it_to_the_vote_once(site, world):
    made = asked(world)
    with saved():
        holders.answer(made.lines[0], YES)
    first, second = (line.id for line in made.lines[1:])
    has_answered = Event()

    def answer(number, *, is_first):
        with site.app_context():
            if not is_first:
                has_answered.wait()
            with saved():
                holders.answer(db.session.get_one(BudgetLine, number), YES)
                if is_first:
                    has_answered.set()
                    time.sleep(0.5)  # not committed yet: the other must wait, not look past it
            db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(answer, n, is_first=n == first) for n in (first, second)]
        [each.result() for each in both]
    assert steps(made).count("agree-money") == 1
    assert steps(made).count("answer-money") == 3
    assert db.session.get_one(Commission, made.id).status == Status.VOTE


def test_a_reminder_that_came_too_late_is_not_sent(world):
    made = asked(world)
    with saved():
        assert not operations.remind(made.lines[0].id)
        assert not operations.close_comments(made.id)


def test_what_is_asked_about_is_what_is_published(world):
    group, steward, writer, _other = world
    made = factories.commission(group, Status.COMMENTED)
    with saved():
        line = made.lines[0]
        facts = {"holder": line.holder, "amount": 12_000_00, "email": line.email}
        operations.change_row(made, Part.MONEY, line, facts, by=writer)
        operations.agree(made, by=writer)
        operations.ask_holders(made, by=steward)
    assert newest_draft(made).number == 2
    assert newest_draft(made).content["lines"][0]["amount"] == 12_000_00
    with pytest.raises(NotAllowed, match="until the money check"):
        operations.change_row(made, Part.MONEY, line, facts, by=writer)


def test_a_changed_budget_is_asked_again_and_the_others_are_not(world):
    _group, steward, writer, _other = world
    made = asked(world)
    with saved():
        for line in made.lines[:2]:
            holders.answer(line, YES)
        holders.answer(made.lines[2], HoldersAnswer(Answer.NO, "Sam Holder", "No money"))
        operations.change_money(made, by=steward, reason="Less")
        changed, kept, _refused = made.lines
        facts = {"holder": changed.holder, "amount": 1_00, "email": changed.email}
        operations.change_row(made, Part.MONEY, changed, facts, by=writer)
        same = {"holder": kept.holder, "amount": kept.amount, "email": kept.email}
        operations.change_row(made, Part.MONEY, kept, same, by=writer)
        operations.agree(made, by=writer)
        operations.ask_holders(made, by=steward)
    assert [line.answer for line in made.lines] == [None, Answer.YES, None]


def test_an_agreement_ends_with_the_next_change(world):
    group, steward, writer, _other = world
    made = factories.commission(group)
    with saved():
        operations.agree(made, by=writer, seen=made.edits)
        operations.describe(made, {"who_for": "Everyone"}, by=steward)
    with pytest.raises(NotAllowed, match="second member"):
        operations.open_comments(made, by=steward)
    with pytest.raises(Refused, match="has changed since"):
        operations.agree(made, by=writer, seen=made.edits - 1)


def test_the_name_and_the_neighbourhoods_stay_once_it_is_public(world):
    group, steward, _writer, _other = world
    made = factories.commission(group, Status.COMMENTS)
    with pytest.raises(Refused, match="stay as they are"):
        operations.describe(made, {"title": "Another"}, by=steward)
    with pytest.raises(Refused, match="stay as they are"):
        operations.describe(made, {}, where=[group.neighbourhood], by=steward)


def test_nothing_new_is_no_next_draft(world):
    group, steward, _writer, _other = world
    made = factories.commission(group, Status.COMMENTS)
    with pytest.raises(Refused, match="Nothing has changed since draft 1"):
        operations.publish_draft(made, by=steward)


def test_followers_hear_of_the_next_draft_and_can_stop(world):
    group, steward, writer, _other = world
    made = factories.commission(group, Status.COMMENTS)
    with saved():
        follows.add_follower(made, "fran@example.org")
        operations.describe(made, {"who_for": "Everyone"}, by=writer)
        operations.publish_draft(made, by=steward)
    query = select(Mail).where(Mail.address == "fran@example.org")
    letter = db.session.scalars(query).one()
    assert letter.subject == "After-school 3 till 6: Draft 2 is published"
    assert letter.stop_link


def test_a_comment_is_about_the_draft_that_was_read(world):
    group, steward, writer, other = world
    made = factories.commission(group, Status.COMMENTS)
    with saved():
        operations.describe(made, {"who_for": "Everyone"}, by=writer)
        operations.publish_draft(made, by=steward)
        comment = comments.comment_now(made, Part.ABOUT, "Good", by=other)
    assert comment.draft == 2


def test_a_comment_is_not_confirmed_after_the_last_day(world):
    group, *_ = world
    made = factories.commission(group, Status.COMMENTED)
    with pytest.raises(Refused, match="not open for comments"):
        comments.confirm(made, comments.Comment())


def test_a_hidden_comment_is_not_answered(world):
    group, _steward, writer, other = world
    made = factories.commission(group, Status.COMMENTS)
    officer = factories.staff(made.council)
    with saved():
        comment = comments.comment_now(made, Part.ABOUT, "Buy my soap", by=other)
        comments.hide(made, comment, comments.HideRule.ADVERT, by=officer)
    with pytest.raises(Refused, match="hidden"):
        comments.answer(made, comment, "No", has_changed=False, by=writer)


def test_the_link_of_a_holder_is_kept_only_as_a_hash(world):
    made = asked(world)
    letters = db.session.scalars(select(Mail.body).where(Mail.address.like("%@holders.example")))
    tokens = [re.search(r"/holders/(\S+)", body)[1] for body in letters]
    assert len(set(tokens)) == 3
    assert not {line.token_hash for line in made.lines} & set(tokens)
    count = select(func.count(history.Event.id)).where(history.Event.facts.contains(tokens[0]))
    assert db.session.scalar(count) == 0
