"""Where points and lines lie, by hand calculation."""

from datetime import date
from itertools import pairwise

import pytest

from adjoin.presentation.over_time import APART, Course, over_time
from adjoin.presentation.reliability_curve import Bin, reliability_curve
from adjoin.presentation.scatter import CELLS, scatter


def test_corners_of_the_square_are_its_corners() -> None:
    drawn = scatter([], [("low", 0.0, 0.0), ("high", 1.0, 1.0)], (0.5, 0.6))
    low, high = drawn.dots
    assert (low.x, low.y) == (drawn.left, drawn.floor)
    assert (high.x, high.y) == (drawn.right, drawn.top)
    assert drawn.cross[0] == (drawn.left + drawn.right) / 2
    assert drawn.cross[1] == pytest.approx(drawn.floor - 0.6 * (drawn.floor - drawn.top))


def test_every_point_of_the_cloud_is_in_one_cell_and_more_is_darker() -> None:
    points = [(0.1, 0.1)] * 100 + [(1.0, 1.0), (0.0, 1.0), (1.2, -0.1)]
    drawn = scatter(points, [], (0.5, 0.5))
    assert sum(cell.number for cell in drawn.cloud) == len(points)
    assert {cell.number: cell.shade for cell in drawn.cloud} == {100: 4, 1: 1}
    assert drawn.side * CELLS == pytest.approx(drawn.right - drawn.left, rel=0.01)


def test_a_right_prediction_lies_on_the_line() -> None:
    drawn = reliability_curve([Bin(0.1, 0.1, 0.05, 0.2, 10), Bin(0.3, 0.1, None, None, 10)])
    assert drawn is not None
    x1, y1, x2, y2 = drawn.line
    right, too_high = drawn.bins
    assert (right.y - y1) / (right.x - x1) == pytest.approx((y2 - y1) / (x2 - x1), abs=0.01)
    assert too_high.low == too_high.high == too_high.y > y1 + (y2 - y1) * (too_high.x - x1) / (x2 - x1)
    assert reliability_curve([]) is None


def test_names_beside_lines_do_not_stand_on_each_other() -> None:
    days = [date(2026, month, 1) for month in (1, 2, 3)]
    courses = [Course(f"p{n}", [(day, 0.001 * n, None, None) for day in days]) for n in range(8)]
    drawn = over_time([Course("adjoin", [(day, 0.4, 0.3, 0.5) for day in days]), *courses])
    assert drawn is not None
    labels = sorted(line.label for line in drawn.lines)
    assert all(below - above >= APART - 0.11 for above, below in pairwise(labels))
    assert 0 < labels[0] < labels[-1] <= drawn.floor
    assert [line.front for line in drawn.lines] == [True] + [False] * 8
    assert drawn.band is not None
    assert over_time([Course("adjoin", [(days[0], 0.4, None, None)])]) is None
