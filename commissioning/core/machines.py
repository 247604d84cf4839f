"""A workflow drawn: its stages from top to bottom, its endings beside them, its steps as lines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from commissioning.core.choices import Choice
from commissioning.core.workflow import Step, Workflow

WIDTH, LEFT, RIGHT, BOX, HEIGHT, ROW = 640, 50, 400, 230, 46, 78


@dataclass(frozen=True)
class Box:
    """A status at its place; `number` where it is one of the counted stages."""

    x: int
    y: int
    width: int
    height: int
    words: str
    number: int | None
    is_ending: bool


@dataclass(frozen=True)
class Machine:
    """All of it, ready for an SVG: boxes, and paths that end in an arrow."""

    width: int
    height: int
    boxes: list[Box]
    paths: list[str]


def draw(workflow: Workflow[Any], stages: Sequence[Choice], endings: Collection[Choice]) -> Machine:
    """Draw a workflow. `stages` are counted; what lies between two of them is put there."""
    rows = _in_order(workflow.steps, stages, endings)
    boxes = {each: _box(LEFT, row, each, stages) for row, each in enumerate(rows)}
    ended = [each for each in type(stages[0]) if each in endings]
    gap = max((len(rows) - 1) / max(len(ended), 1), 1)
    for number, each in enumerate(ended):
        boxes[each] = _box(RIGHT, gap * (number + 0.5), each, stages)
    pairs = dict.fromkeys((step.source, step.target) for step in workflow.steps)
    paths = [_path(boxes[source], boxes[target]) for source, target in pairs]
    height = max(box.y for box in boxes.values()) + HEIGHT + 10
    return Machine(WIDTH, height, list(boxes.values()), paths)


def _in_order(
    steps: Sequence[Step[Any]], stages: Sequence[Choice], endings: Collection[Choice]
) -> list[Choice]:
    """The stages, and after each what is first reached from it and is neither stage nor ending."""
    rows = list(stages)
    for step in steps:
        if step.target not in rows and step.target not in endings:
            rows.insert(rows.index(step.source) + 1, step.target)
    return rows


def _box(x: int, row: float, status: Choice, stages: Sequence[Choice]) -> Box:
    number = stages.index(status) + 1 if status in stages else None
    return Box(x, round(10 + row * ROW), BOX, HEIGHT, status.words, number, x == RIGHT)


def _path(source: Box, target: Box) -> str:
    """Down to the next row; round the left side to any other; across to an ending and back."""
    middle = source.x + source.width // 2
    if source.x == target.x and target.y - source.y == ROW:
        return f"M{middle} {source.y + source.height}V{target.y}"
    start, end = source.y + source.height // 2, target.y + target.height // 2
    if source.x == target.x:
        return f"M{source.x} {start}C{source.x - 50} {start} {target.x - 50} {end} {target.x} {end}"
    if target.is_ending:
        return f"M{source.x + source.width} {start}L{target.x} {end}"
    return f"M{source.x} {start}L{target.x + target.width} {end}"
