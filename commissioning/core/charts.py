"""The arithmetic of pictures: what templates/parts/charts.html and tables.html draw.

Nothing here makes HTML. A length is a share of the picture's width ("46.5%") or a number of its own
units, so that no picture needs a style attribute. Every sentence is computed from the same data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil, floor, log10

from commissioning.core.pages import number

Value = float | None
Words = Callable[[float], str]

FINEST = 1e-6  # values nearer to each other than this are the same to a reader
LETTER = 8  # how wide a figure is in a drawing, in its own units


@dataclass(frozen=True)
class Bar:
    """One row of table-bars: its name, its value in words, and how long its bar is."""

    name: str
    words: str
    width: str
    is_less: bool = False  # below zero: drawn hollow
    note: str = ""


@dataclass(frozen=True)
class Bars:
    """Table-bars: rows, and where the target's line stands."""

    rows: list[Bar]
    target: str = ""


@dataclass(frozen=True)
class Pair:
    """One row of paired bars: two amounts under one name, and what is left over."""

    name: str
    first: Bar
    second: Bar
    left: str


@dataclass(frozen=True)
class Point:
    """A point of a line chart; `is_below` the target it is drawn as a square."""

    x: float
    y: float
    is_below: bool = False


@dataclass(frozen=True)
class Label:
    """Words at a place in a drawing."""

    at: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """One drawing of a line chart, in its own units."""

    width: int
    height: int
    left: int
    right: int
    lines: list[str]
    points: list[Point]
    rises: list[Label]  # the grid, by height
    labels: list[Label]  # under the chart, by distance from the left
    zero: float
    target: float | None


@dataclass(frozen=True)
class LineChart:
    """A line chart in two drawings, of which a page shows one."""

    id: str
    title: str
    description: str
    narrow: Drawing
    wide: Drawing
    target_words: str


def share(value: float, whole: float) -> str:
    """How long a bar is: a share of the whole, from 0% to 100%, with one figure after the point."""
    part = min(max(value / whole, 0), 1) * 100 if whole > 0 else 0
    return f"{part:.1f}".removesuffix(".0") + "%"


def bars(
    rows: Sequence[tuple[str, Value]],
    words: Words = number,
    most: float | None = None,
    target: float | None = None,
) -> Bars:
    """Table-bars of names and values.

    `words` writes a value (number, money, percent). `most` is what a full bar stands for: the
    greatest value when it is not given. A missing value has no bar and says so.
    """
    sizes = [abs(value) for _name, value in rows if value is not None]
    whole = most or max([*sizes, target or 0], default=0)
    found = [
        Bar(
            name,
            "not known" if value is None else words(value),
            share(abs(value or 0), whole),
            (value or 0) < 0,
        )
        for name, value in rows
    ]
    return Bars(found, share(target, whole) if target is not None else "")


def paired(rows: Sequence[tuple[str, float, float]], words: Words = number) -> list[Pair]:
    """Two bars a row on one scale, such as money in and money out, with what is left over."""
    whole = max([abs(each) for _name, a, b in rows for each in (a, b)], default=0)

    def bar(name: str, value: float) -> Bar:
        return Bar(name, words(value), share(abs(value), whole), value < 0)

    return [Pair(name, bar(name, a), bar(name, b), words(a - b)) for name, a, b in rows]


def line_chart(
    id: str,
    title: str,
    series: Sequence[tuple[str, Value]],
    words: Words = number,
    target: float | None = None,
) -> LineChart:
    """A line through values in order; None is a gap (not reported), never a zero.

    `id` must be the chart's own on its page and the same every time, for the address of its words.
    """
    spoken = [f"{name}: {'not known' if v is None else words(v)}" for name, v in series]
    promised = f" Promise: {words(target)}." if target is not None else ""
    return LineChart(
        id=id,
        title=title,
        description="; ".join(spoken) + "." + promised,
        narrow=_draw(series, words, target, Frame(288, 200, 3)),
        wide=_draw(series, words, target, Frame(620, 280, 8)),
        target_words=f"Promise {words(target)}" if target is not None else "",
    )


@dataclass(frozen=True)
class Frame:
    """The size of a drawing, how many labels fit under it, and its margins."""

    width: int
    height: int
    labels: int  # how many fit under it
    left: int = 24
    right: int = 14
    top: int = 22
    bottom: int = 30

    def beside(self, letters: int) -> "Frame":
        """The same frame with room on its left for labels of so many letters."""
        return replace(self, left=self.left + letters * LETTER)


def _draw(
    series: Sequence[tuple[str, Value]], words: Words, target: float | None, frame: Frame
) -> Drawing:
    known = [value for _name, value in series if value is not None]
    rises = ticks(min([0, *known, target or 0]), max([0, *known, target or 0]))
    frame = frame.beside(max(len(words(rise)) for rise in rises))
    low, high = rises[0], rises[-1]
    tall = frame.height - frame.top - frame.bottom
    step = (frame.width - frame.left - frame.right) / max(len(series), 1)

    def x(i: int) -> float:
        return round(frame.left + step * (i + 0.5), 1)

    def y(value: float) -> float:
        return round(frame.top + tall * (1 - (value - low) / (high - low)), 1)

    points = [
        None if v is None else Point(x(i), y(v), target is not None and v < target)
        for i, (_name, v) in enumerate(series)
    ]
    every = ceil(len(series) / frame.labels) or 1
    return Drawing(
        width=frame.width,
        height=frame.height,
        left=frame.left,
        right=frame.width - frame.right,
        lines=_runs(points),
        points=[point for point in points if point],
        rises=[Label(y(rise), words(rise)) for rise in rises],
        labels=[Label(x(i), series[i][0]) for i in range(0, len(series), every)],
        zero=y(0),
        target=None if target is None else y(target),
    )


def _runs(points: Sequence[Point | None]) -> list[str]:
    """The line's pieces: it breaks where a value is missing. A lone point needs no line."""
    runs = [list(run) for is_known, run in groupby(points, key=bool) if is_known]
    return [" ".join(f"{p.x},{p.y}" for p in run if p) for run in runs if len(run) > 1]


def ticks(low: float, high: float, n: int = 4) -> list[float]:
    """About n round steps from at or below `low` to at or above `high`, always with two ends."""
    if high - low < FINEST:
        high = low + 1
    raw = (high - low) / n
    size = 10.0 ** floor(log10(raw))
    step = next(times * size for times in (1, 2, 2.5, 5, 10) if times * size >= raw * 0.999)
    return [round(k * step, 10) for k in range(floor(low / step), ceil(high / step) + 1)]


def sparkline(values: Sequence[Value], width: int = 120, height: int = 40) -> Drawing:
    """A small line without words, for a card that says the same in a sentence."""
    frame = Frame(width, height, 1, left=2, right=2, top=5, bottom=5)
    known = [value for value in values if value is not None]
    low = min(known, default=0)
    above = [("", None if value is None else value - low) for value in values]
    return _draw(above, lambda _rise: "", None, frame)


@dataclass(frozen=True)
class Change:
    """Where something was, is now and was promised to be, on one line from zero."""

    was: str
    now: str
    promise: str


def change(was: Value, now: Value, promise: float) -> Change:
    """The three marks of an outcome; what is not known has no mark."""
    whole = max(was or 0, now or 0, promise) * 1.1

    def at(value: Value) -> str:
        return "" if value is None else share(value, whole)

    return Change(at(was), at(now), share(promise, whole))


@dataclass(frozen=True)
class ClockBar:
    """A clock as a line: used, over, and where the promise ends."""

    used: str
    over_from: str
    over: str
    due: str


def clock_bar(promised: int, used: int) -> ClockBar:
    """Days used of days promised. What is over stands beyond the promise's mark."""
    whole = max(promised, used, 1)
    over = max(used - promised, 0)
    return ClockBar(
        used=share(min(used, promised), whole),
        over_from=share(promised, whole),
        over=share(over, whole),
        due=share(promised, whole),
    )
