"""Every workflow is sound: all of it can be reached, nothing is stuck, every step is drawn."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

import pytest

import commissioning
from commissioning.commissions import models as commissions
from commissioning.commissions.workflow import COMMISSION
from commissioning.core.machines import ROW, draw
from commissioning.core.workflow import Workflow
from commissioning.home.views.stages import NOTICES, who
from commissioning.proposals import models as proposals
from commissioning.proposals.workflow import TAKEOVER
from commissioning.rights import models as rights
from commissioning.rights.workflow import ASKING, SELLING

DRAWN = {
    "takeover": (TAKEOVER, proposals),
    "commission": (COMMISSION, commissions),
    "right": (ASKING, rights),
    "sale": (SELLING, NOTICES),
}


def workflows():
    """Every table of steps in the project, by where it stands."""
    for chapter in pkgutil.iter_modules(commissioning.__path__, "commissioning."):
        if chapter.ispkg and find_spec(f"{chapter.name}.workflow"):
            for name, value in vars(import_module(f"{chapter.name}.workflow")).items():
                if isinstance(value, Workflow):
                    yield f"{chapter.name}.{name}", value


ALL = dict(workflows())


def reached(workflow, start):
    found, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for step in workflow.steps:
            if step.source == here and step.target not in found:
                found.add(step.target)
                todo.append(step.target)
    return found


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_status_can_be_reached_and_left_for_an_end(name):
    """Where nothing ends for good (one can ask again to join), the start can be reached instead."""
    workflow = ALL[name]
    start, statuses = workflow.steps[0].source, set(type(workflow.steps[0].source))
    ends = statuses - {step.source for step in workflow.steps} or {start}
    assert reached(workflow, start) == statuses
    stuck = [status for status in statuses if not reached(workflow, status) & ends]
    assert not stuck


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_step_is_named_once_from_each_status(name):
    steps = [(step.name, step.source) for step in ALL[name].steps]
    assert len(steps) == len(set(steps))


@pytest.mark.parametrize("key", DRAWN)
def test_every_living_status_has_a_turn(key):
    workflow, models = DRAWN[key]
    start = workflow.steps[0].source
    living = {step.source for step in workflow.steps} - {start} - models.ENDINGS
    assert living <= set(models.TURNS)


@pytest.mark.parametrize("key", DRAWN)
def test_every_ending_can_be_reached_from_the_start(key):
    workflow, models = DRAWN[key]
    assert reached(workflow, workflow.steps[0].source) >= models.ENDINGS


@pytest.mark.parametrize("key", DRAWN)
def test_every_status_and_step_is_drawn(key):
    workflow, models = DRAWN[key]
    machine = draw(workflow, models.STAGES, models.ENDINGS)
    assert sorted(box.words for box in machine.boxes) == sorted(s.words for s in models.Status)
    assert len(machine.paths) == len({(step.source, step.target) for step in workflow.steps})
    numbers = [box.number for box in machine.boxes if box.number]
    assert sorted(numbers) == list(range(1, len(models.STAGES) + 1))
    for side in (True, False):
        tops = sorted(box.y for box in machine.boxes if box.is_ending == side)
        assert all(b - a >= ROW for a, b in pairwise(tops)), "none overlap"


@pytest.mark.parametrize("key", DRAWN)
def test_the_page_says_who_takes_each_step(key):
    for step in DRAWN[key][0].steps:
        assert who(step)
