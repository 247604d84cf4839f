"""Whatever people do in whatever order: no decision by one person, none too early, no step twice.

Hypothesis tries acts of eight people in any order, as requests would: each in a transaction of
its own, refused or saved. What was said and when is kept in a plain model beside the site, and
after each act the site must agree with it.
"""

import os
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import select

from commissioning.approvals import operations
from commissioning.approvals.models import Case, CaseKind, Choose, Decision
from commissioning.approvals.operations import Written
from commissioning.core import clock
from commissioning.core.database import db
from commissioning.core.transactions import saved
from commissioning.people.models import PostKind
from commissioning.places.operations import change_settings
from commissioning.proposals.models import Proposal
from tests import factories
from tests.approvals import builders
from tests.approvals.desk import MONDAY, PEOPLE, Desk, events, noticed
from tests.approvals.said import KINDS, Said

FULL = "FULL_SIZE" in os.environ
# Where the case stands at first, and what is surely reached from there.
STARTS = {
    "check": {"not-accept"},
    "assessment": {"refuse-assessment"},
    "decision": set(),
    "advised": {"decided"},
    "noticed": {"decided"},
    "decided": {"heard"},
}


def told(start):
    """A council with its people, and a case that stands where `start` says."""
    day = MONDAY - timedelta(25 if start == "noticed" else 0)
    with clock.set_to(clock.london(day, 9)):
        of = builders.world()
        people = [of.steward, of.writer, of.officer, of.senior, of.panel, of.cabinet, of.leader,
                  factories.staff(of.council, PostKind.SCRUTINY)]  # fmt: skip
        for kind in [each for each in PostKind if each != PostKind.PANEL]:
            factories.post(of.panel, of.council, kind)
        for kind in (PostKind.OFFICER, PostKind.DECISION_MAKER):
            factories.post(of.steward, of.council, kind)
        with saved():
            change_settings(of.council, {"min_requesters": 2}, by=None, reason="Two are enough")
        kinds = {"check": CaseKind.PROPOSAL_CHECK, "assessment": CaseKind.ASSESSMENT}
        case = builders.case(of, kinds.get(start, CaseKind.DECISION))
        said = prepared(of, case, start)
    stands = {
        (table.__tablename__, number): status.value
        for table in (Case, Proposal, Decision)
        for number, status in db.session.execute(select(table.id, table.status))
    }
    named = dict(zip(PEOPLE, [each.id for each in people], strict=True))
    return SimpleNamespace(people=named, proposal=case.subject_id, said={case.id: said},
                           stands=stands, events=events())  # fmt: skip


def prepared(of, case, start):
    """Do what was done before the start. Returns what was said by then."""
    if start not in {"advised", "noticed", "decided"}:
        return Said()
    kind = "key" if start == "noticed" else "medium"
    builders.say_who(case, of.officer, KINDS[kind][0])
    builders.pass_checks(case, of.officer)
    builders.do(operations.advise, case, Choose.APPROVE, "It works", by=of.panel)
    said = Said(kind, "pat")
    if start == "noticed":
        day = clock.today()
        notice = noticed("A lease", day + timedelta(30))
        builders.do(operations.publish_entry, case, notice, by=of.officer)
        builders.do(operations.publish_papers, case, by=of.officer)
        said = replace(said, matter="A lease", notice=day, papers=day)
    if start == "decided":
        builders.do(operations.declare, case, False, by=of.leader)
        written = Written(Choose.APPROVE, "Because", "None")
        builders.do(operations.decide, case, written, by=of.leader)
    return said


@pytest.mark.parametrize("start", STARTS)
def test_no_order_of_acts_breaks_a_rule(site, database, tmp_path, start):
    world = told(start)
    world.file, world.template = Path(db.engine.url.database), tmp_path / "told.db"
    db.session.remove()
    copy(world.file, world.template)
    desk = type("Desk", (Desk,), {"world": world, "reached": Counter()})
    run_state_machine_as_test(
        desk,
        settings=settings(
            max_examples=400 if FULL else 40,
            stateful_step_count=30,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=list(Phase) if FULL else [Phase.generate],  # to shrink takes minutes
        ),
    )

    assert desk.reached["refused"]
    assert set(desk.reached) >= STARTS[start]


def copy(source, target):
    """A copy of a SQLite database that may be open."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()
