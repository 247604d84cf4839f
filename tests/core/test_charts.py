"""Pictures and sentences say what the figures say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.core import charts, maps, sentences
from commissioning.core.pages import money, percent
from tests.core.gallery import SQUARE, TWO_PARTS

AMOUNTS = st.floats(-1e9, 1e9, allow_nan=False)


def test_the_greatest_value_fills_its_bar():
    found = charts.bars([("Staff", 200), ("Building", 50), ("Books", None)])
    assert [(row.width, row.words) for row in found.rows] == [
        ("100%", "200"),
        ("25%", "50"),
        ("0%", "not known"),
    ]


def test_bars_may_stand_for_shares_of_a_whole_with_a_target():
    found = charts.bars([("Yes", 0.465)], words=percent, most=1, target=0.5)
    assert found.rows[0].width == "46.5%"
    assert found.target == "50%"


def test_what_is_below_zero_is_marked_and_drawn_as_long_as_it_is():
    bar = charts.bars([("Staff", 10_000), ("Earned", -5_000)], words=money).rows[1]
    assert (bar.is_less, bar.width, bar.words) == (True, "50%", "−£50")


def test_nothing_at_all_has_no_bars():
    assert charts.bars([("A", 0)]).rows[0].width == "0%"
    assert charts.bars([]).rows == []


def test_paired_bars_share_one_scale_and_say_what_is_left():
    pair = charts.paired([("Q1", 20_000, 10_000), ("Q2", 5_000, 8_000)], words=money)
    assert [p.first.width for p in pair] == ["100%", "25%"]
    assert [p.left for p in pair] == ["£100", "−£30"]


@given(AMOUNTS, AMOUNTS)
def test_the_steps_of_a_scale_hold_every_value(low, high):
    low, high = sorted((low, high))
    steps = charts.ticks(low, high)
    assert 2 <= len(steps) <= 9
    assert steps == sorted(steps)
    room = (high - low or 1) * 1e-6
    assert steps[0] <= low + room
    assert steps[-1] >= high - room


@given(st.lists(st.none() | AMOUNTS, max_size=30), st.none() | AMOUNTS)
def test_every_point_lies_inside_its_drawing(values, target):
    series = [(f"Q{i}", value) for i, value in enumerate(values)]
    chart = charts.line_chart("c", "Title", series, target=target)
    for drawing in (chart.narrow, chart.wide):
        assert len(drawing.points) == sum(value is not None for value in values)
        for point in drawing.points:
            assert drawing.left <= point.x <= drawing.right
            assert 0 <= point.y <= drawing.height


def test_a_missing_value_breaks_the_line_and_is_never_zero():
    chart = charts.line_chart("c", "Title", [("A", 5), ("B", 6), ("C", None), ("D", 7), ("E", 8)])
    assert len(chart.wide.lines) == 2
    assert len(chart.wide.points) == 4
    assert chart.description == "A: 5; B: 6; C: not known; D: 7; E: 8."


def test_points_below_the_promise_are_squares():
    chart = charts.line_chart("c", "Title", [("A", 3), ("B", 4), ("C", 5)], target=4)
    assert [point.is_below for point in chart.wide.points] == [True, False, False]
    assert chart.target_words == "Promise 4"
    assert chart.description.endswith("Promise: 4.")


def test_a_clock_shows_what_is_over_beyond_its_mark():
    assert charts.clock_bar(40, 30) == charts.ClockBar("75%", "100%", "0%", "100%")
    assert charts.clock_bar(40, 50) == charts.ClockBar("80%", "80%", "20%", "80%")
    assert charts.clock_bar(0, 0).used == "0%"


@pytest.mark.parametrize(
    ("now", "before", "says"),
    [
        (47_800, 44_600, "Up from 44,600 a year ago"),
        (10, 12.5, "Down from 12.5 a year ago"),
        (7, 7, "The same as a year ago"),
    ],
)
def test_a_change_says_from_what(now, before, says):
    assert sentences.change(now, before, "a year ago") == says


def test_weeks_in_the_bank():
    assert sentences.weeks(8_740_000, 66_836_000) == "6.8 weeks of running costs"
    assert sentences.weeks(100, 5_200) == "1 week of running costs"
    assert sentences.weeks(100, 0) == "no running costs"


@pytest.mark.parametrize(
    ("rate", "other", "says"),
    [
        (0.323, 0.124, "about 2 and a half times as"),
        (0.2, 0.1, "about twice as"),
        (0.33, 0.33, "about as"),
        (0, 0, "about as"),
        (0.5, 0, "more than 10 times as"),
        (0.05, 0.1, "about half as"),
        (0.01, 0.1, "less than a third as"),
        (0.12, 0.1, "about 1 and a quarter times as"),
        (0.9, 0.1, "about 9 times as"),
    ],
)
def test_rates_are_compared_in_words(rate, other, says):
    assert sentences.times_as(rate, other) == says


def test_so_many_in_every_hundred():
    assert sentences.in_every(12, 100) == "12 in every 100"
    assert sentences.in_every(1, 5, 10) == "2 in every 10"
    assert sentences.in_every(0, 0) == "0 in every 100"


def test_a_map_has_every_ring_and_every_point_inside_it():
    found = maps.outline(
        "map", "Map", [("A", SQUARE), ("B", TWO_PARTS), ("C", None)], [(1, "L", -1.47, 53.04)]
    )
    assert [shape.path.count("M") for shape in found.shapes] == [2, 2]
    assert found.description == "A, B. 1 L."
    for thing in (*found.shapes, *found.pins):
        assert 0 <= thing.x <= found.width
        assert 0 <= thing.y <= found.height


def test_north_is_up_and_east_is_right():
    points = [(1, "south west", -2.0, 52.0), (2, "north east", -1.0, 53.0)]
    south_west, north_east = maps.outline("m", "Map", [], points).pins
    assert south_west.x < north_east.x
    assert south_west.y > north_east.y


def test_nothing_to_draw_is_no_map():
    assert maps.outline("m", "Map", [("A", None), ("B", {"type": "Point"})]) is None
    assert maps.outline("m", "Map", [], [(1, "A", None, 53.0)]) is None


def test_one_point_alone_does_not_stretch_the_map():
    found = maps.outline("m", "Map", [], [(1, "A", -1.0, 53.0)])
    assert found.height < 200


def test_a_name_moves_away_from_under_a_point():
    x, y = -1.45, 53.03
    bare = maps.outline("m", "Map", [("A", SQUARE)]).shapes[0]
    moved = maps.outline("m", "Map", [("A", SQUARE)], [(1, "P", x, y)]).shapes[0]
    assert moved.y > bare.y
