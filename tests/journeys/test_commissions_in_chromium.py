"""Commissions in a real browser: axe on each page, narrow and wide, and by keyboard alone."""

import re

import pytest
from sqlalchemy import select

from commissioning.commissions import operations
from commissioning.commissions.models import Answer, Part, Status
from commissioning.commissions.operations import comments, holders
from commissioning.core.database import db
from commissioning.core.mail import Mail
from commissioning.core.transactions import saved
from tests import factories
from tests.journeys.test_writing_in_chromium import sign_in


@pytest.fixture
def world(database):
    where = factories.neighbourhood(factories.council())
    group, steward, writer, other = factories.three(where, name="Readers")
    draft = factories.commission(group, title="Safe streets")
    open_ = factories.commission(group, Status.COMMENTS)
    asked = factories.commission(group, Status.COMMENTED, "Warm and well")
    running = factories.commission(group, Status.RUNNING, "Getting home well")
    with saved():
        made = comments.comment_now(open_, Part.NEEDS, "What about **parks**?", by=other)
        comments.answer(open_, made, "We added parks.", has_changed=True, by=writer)
        comments.comment_now(open_, Part.MONEY, "Too little", by=other)
        operations.agree(asked, by=writer)
        operations.ask_holders(asked, by=steward)
        no = operations.HoldersAnswer(Answer.NO, "Sam Holder", "We have no money")
        holders.answer(asked.lines[0], no)
    return draft, open_, asked, running, steward


def link_in_mail(part):
    db.session.rollback()
    letters = db.session.scalars(select(Mail.body).order_by(Mail.id.desc())).all()
    db.session.remove()
    found = (re.search(rf"http[^/]+//[^/]+({part}\S+)", body) for body in letters)
    return next(each.group(1) for each in found if each)


@pytest.mark.parametrize("width", [320, 1200])
def test_every_page_is_good_for_everyone(site, live, tabs, world, width):
    draft, open_, asked, running, steward = world
    here = [f"/commissions/{each.id}-{each.slug}" for each in (draft, open_, asked, running)]
    tab = tabs(width=width)
    for page in ("/commissions", "/commissions/start", *here[1:], f"{here[1]}/comments",
                 f"{here[1]}/comments/1", f"{here[1]}/comments/add", f"{here[1]}/drafts",
                 f"{here[1]}/drafts/1", f"{here[1]}/record", f"{here[2]}/money",
                 link_in_mail("/holders/"), "/holders/nothing"):  # fmt: skip
        tab.go(page)
    tab.go(link_in_mail("/holders/")).press("Send your answer")
    assert "There is a problem" in tab.text
    sign_in(tab, live, site, steward)
    edit = f"{here[0]}/edit"
    for page in ("/commissions/new", here[0], edit, f"{edit}/about", f"{here[0]}/check",
                 *(f"{edit}/{part.value}" for part in Part if part is not Part.ABOUT),
                 *(f"{edit}/{part.value}/add" for part in Part if part is not Part.ABOUT),
                 f"{here[1]}/check", f"{here[1]}/comments/2", f"{here[1]}/withdraw",
                 f"{here[2]}/money", f"{here[2]}/change-money", "/account"):  # fmt: skip
        tab.go(page)
    tab.go(f"{edit}/outcomes/add").press("Save")
    assert "There is a problem" in tab.text
    tab.go(f"{here[2]}/money").follow("Send a new link to")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_comment_and_an_answer_about_money(tabs, world, scripts):
    _draft, open_, _asked, _running, _steward = world
    tab = tabs(scripts=scripts, width=320)
    tab.go(f"/commissions/{open_.id}").follow("Say what you think")
    tab.page.get_by_label("What should change").check()
    tab.fill("Your comment", "And older children?").fill("Your name", "Ann")
    tab.fill("Your email address", "ann@example.org").press("Send this comment")
    assert tab.heading == "Check your email"
    tab.go(link_in_mail("/comments/confirm/")).press("Yes, send it")
    assert "And older children?" in tab.text
    tab.go(link_in_mail("/holders/"))
    tab.page.get_by_label("Yes", exact=True).check()
    tab.fill("Your name", "Sam Holder").press("Send your answer")
    assert tab.heading == "Thank you"


def test_a_holder_answers_by_keyboard_alone(tabs, world):
    tab = tabs(width=1200)
    tab.go(link_in_mail("/holders/"))
    for _ in range(40):
        tab.page.keyboard.press("Tab")
        name = tab.page.evaluate("document.activeElement.name")
        if name == "answer":
            tab.page.keyboard.press("Space")
        if name == "name":
            tab.page.keyboard.type("Sam Holder")
            break
    tab.page.keyboard.press("Enter")
    tab.page.get_by_role("heading", name="Thank you").wait_for()
    assert tab.look().heading == "Thank you"
