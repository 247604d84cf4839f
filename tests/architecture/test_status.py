"""Nobody writes a status but the workflow, and the history tells the same story as the status."""

import ast
from pathlib import Path

import pytest
from sqlalchemy import select

from commissioning.core.database import db
from commissioning.core.history import Event
from tests.architecture.access import workflows

PACKAGE = Path(__file__).parents[2] / "commissioning"


def writes_status(tree):
    """Does this code assign `.status`, setattr it, or put it into a bulk update?"""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr == "status" for t in targets):
                return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if name == "setattr" and "status" in words:
                return True
            if name == "values" and any(k.arg == "status" for k in node.keywords):
                return True
    return False


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("proposal.status = 1", True),
        ("proposal.status: int = 1", True),
        ("setattr(proposal, 'status', 1)", True),
        ("update(P).values(status=1)", True),
        ("Proposal(status=1)", False),
        ("proposal.statuses = 1", False),
    ],
)
def test_the_guard_sees(code, caught):
    assert writes_status(ast.parse(code)) is caught


def test_only_the_workflow_writes_a_status():
    writers = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if writes_status(ast.parse(file.read_text()))
    }
    assert writers == {"core/workflow.py"}


@pytest.mark.parametrize("name", sorted(workflows()))
def test_every_status_can_be_reached_and_every_ending_is_meant(name):
    steps = workflows()[name].steps
    choices = type(steps[0].source)
    reached = {step.target for step in steps} | {next(iter(choices))}
    assert reached == set(choices), "a status nobody can reach"


def replay(database):
    """The last status each thing should have, from its events alone; fails at a gap."""
    now = {}
    for event in database.session.scalars(select(Event).order_by(Event.id)):
        if event.after:
            key = (event.subject_kind, event.subject_id)
            if key in now and event.before:
                assert now[key] == event.before, f"E{event.id} does not follow"
            now[key] = event.after
    return now


def assert_history_is_true(database):
    """No numbers are missing, and every status is what the events say."""
    numbers = list(database.session.scalars(select(Event.id).order_by(Event.id)))
    assert numbers == list(range(1, len(numbers) + 1))
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in db.Model.registry.mappers}
    for (kind, number), status in replay(database).items():
        row = database.session.get_one(tables[kind], number)
        assert row.status == status, (kind, number)
