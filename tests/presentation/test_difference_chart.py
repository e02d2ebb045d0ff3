"""A chart of differences: zero is inside, values above it stand higher, and bounds that are too wide are cut."""

from collections.abc import Sequence

from adjoin.presentation.difference_chart import Course, difference_chart


def course(y: Sequence[float], low: Sequence[float], high: Sequence[float], wide: bool = False) -> Course:
    return Course("t", range(len(y)), y, low, high, [(0, "a")], lambda v: f"{v:g}", wide_at_first=wide)


def heights(path: str) -> list[float]:
    return [float(point.split(",")[1]) for point in path.strip("MZ").split("L")]


def test_what_is_above_zero_stands_above_the_zero_line() -> None:
    chart = difference_chart(course([0.1, -0.1, 0.0], [-0.2] * 3, [0.2] * 3))
    assert chart is not None
    above, below, on = heights(chart.line)
    assert above < chart.zero < below
    assert on == chart.zero
    assert {tick.label: tick.at for tick in chart.y_ticks}["0"] == chart.zero
    assert not chart.cut
    assert chart.last.label == "0"


def test_the_band_runs_forth_above_and_back_below() -> None:
    chart = difference_chart(course([0.0, 0.0], [-0.1, -0.2], [0.1, 0.2]))
    assert chart is not None
    first, last, back, home = heights(chart.band)
    assert last < first < chart.zero < home < back


def test_bounds_wide_at_first_leave_the_picture_and_do_not_press_the_rest_flat() -> None:
    narrow = [0.05] * 7
    told = course([0.0] * 8, [-1.0, *(-one for one in narrow)], [1.0, *narrow], wide=True)
    chart = difference_chart(told)
    assert chart is not None
    assert chart.cut
    assert max(float(tick.label) for tick in chart.y_ticks) < 0.2
    assert min(heights(chart.band)) >= min(tick.at for tick in chart.y_ticks)


def test_nothing_is_drawn_between_fewer_than_two_points() -> None:
    assert difference_chart(course([0.1], [0.0], [0.2])) is None
