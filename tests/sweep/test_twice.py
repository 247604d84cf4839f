"""Every form of the site sent twice: with its own key it happens once, and is answered alike.

With another key, as from a second tab, it does what its operation says: most are refused or change
nothing; what does something again is named here.
"""

import sqlite3
from contextlib import closing

import pytest

from commissioning.core import clock
from commissioning.core.database import db
from tests.architecture.permissions import HOUSEKEEPING
from tests.architecture.world import NOW
from tests.sweep.forms import BUTTONS, Box, Form, buttons, found
from tests.sweep.ready import better, ready
from tests.sweep.stage import staged
from tests.sweep.test_forms import CHAPTERS, SAVED, body, rules

# What answers with a page, or leads to one, and saves nothing.
LOOKED_AT = {
    "home.set_up_areas", "home.set_up_places", "proposals.fill_from_file", "votes.ballot",
    "votes.find_receipt",
}  # fmt: skip
# What people may want more than once: each form makes a row or sends a mail.
MADE_AGAIN = {
    # mail with a link, and reminders
    "approvals.ask_advice", "approvals.ask_advice_again", "commissions.ask_holder_again",
    "commissions.ask_to_send", "follows.ask", "people.sign_in",
    "proposals.ask_to_send", "proposals.send_support_link_again", "proposals.support",
    # words to others
    "approvals.late", "approvals.note", "kinds.ask",
    "approvals.write", "approvals.write_to_council", "commissions.add_comment", "concerns.ask",
    "concerns.new", "concerns.write_to_council", "proposals.ask_question",
    # drafts, and rows and versions of them
    "agreements.add_task", "commissions.add_row", "commissions.new", "files.add",
    "gates.enter_subsidy", "proposals.new", "proposals.put_back", "rights.new", "votes.enter_paper",
    # the vote that counts is the last; a visit to the demo
    "home.look_round", "votes.cast",
}  # fmt: skip
# What is written over: it stays as it was, and the record says that it was written again.
WRITTEN_AGAIN = {
    "agreements.find_mutual", "approvals.advice", "approvals.advise", "approvals.agree",
    "approvals.check", "approvals.give_advice", "approvals.keep_back", "approvals.name_panel",
    "approvals.plan", "approvals.refuse", "approvals.score",
    "approvals.use_exception", "approvals.who", "commissions.about",
    "commissions.change_row", "commissions.enter_results", "commissions.write_review",
    "groups.edit", "groups.role", "home.set_up_adults", "kinds.choose", "kinds.fast_track",
    "kinds.size", "mutuals.opening", "packs.fill",
    "people.desk",
    "proposals.title", "rights.offer_longer", "rights.respond",
}  # fmt: skip
# Two plans have to be scored first: tests/kinds/test_operations.py sends it twice.
ELSEWHERE = {"kinds.sign_choice"}
RECORD = {"event", "event_actor"}


@pytest.fixture(scope="module")
def stage(tmp_path_factory, sqlite_template):
    with staged(sqlite_template, tmp_path_factory.mktemp("twice")) as made:
        yield made


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_form_that_is_sent_twice_happens_once(stage, chapter):
    wrong = []
    for rule in rules(stage.site, chapter):
        if rule.endpoint in ELSEWHERE:
            continue
        wrong += [f"{rule.endpoint} {rule.rule}: {each}" for each in faults(stage, rule)]
        stage.put_back()
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_lists_name_forms_that_are_there(stage):
    endpoints = {rule.endpoint for rule in rules(stage.site)}
    assert endpoints >= LOOKED_AT | MADE_AGAIN | WRITTEN_AGAIN | ELSEWHERE


def faults(stage, rule):
    """What is wrong with how this rule answers good forms that come again."""
    says = "is on no page"
    for form in forms(stage, rule):
        before, first = everything(stage), send(stage, rule, form)
        after = everything(stage)
        if rule.endpoint in LOOKED_AT:
            is_good, says = first.status_code in {200, *SAVED} and after == before, "is not shown"
        else:
            is_good, says = after != before, "is taken nowhere"
        if is_good:
            return faults_of_more(stage, rule, form, first)
    return [f"a good form {says}; see tests/sweep/ready.py"]


def faults_of_more(stage, rule, form, first):
    """What is wrong when a form that was taken comes with its own key, then with another."""
    once, second = everything(stage), send(stage, rule, form)
    if (second.status_code, second.location) != (first.status_code, first.location):
        yield f"answered {first.status_code}, then {second.status_code} to {second.location}"
    if everything(stage) != once:
        yield "the same form happened twice"
    other, twice = send(stage, rule, form, once=["another"]), everything(stage)
    if other.status_code >= 500:
        yield f"answered {other.status_code} to another key"
    made = any(len(twice[name]) > len(once[name]) for name in twice.keys() - RECORD)
    again = (made, twice != once)
    if again != (rule.endpoint in MADE_AGAIN, rule.endpoint in MADE_AGAIN | WRITTEN_AGAIN):
        yield f"with another key (rows were made, anything was written) is {again}"


def forms(stage, rule):
    """Good forms for this rule: one that is made ready for, or those that pages show."""
    with stage.site.app_context(), clock.set_to(NOW):
        act = ready(stage, rule)
        db.session.remove()
    if act is not None:
        boxes = [Box(name, "hidden", answer) for name, answer in act.answers.items()]
        return [Form(rule.rule, act.action, act.role, "no page", False, boxes)]
    return buttons(stage, rule) if rule.endpoint in BUTTONS else found(stage, rule)


def send(stage, rule, form, **changes):
    sent = body(form, {**better(rule.endpoint), **changes})
    return stage.send(form.role, "POST", form.action, **sent)


def everything(stage):
    """Every row of every table that people's acts can change."""
    with closing(sqlite3.connect(stage.engine.url.database)) as live:
        names = live.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name for (name,) in names} - HOUSEKEEPING
        return {name: live.execute(f"SELECT * FROM {name}").fetchall() for name in tables}  # noqa: S608
