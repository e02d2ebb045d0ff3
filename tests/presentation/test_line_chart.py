"""Where lines lie, by hand."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjoin.presentation.line_chart import HEIGHT, LEFT, RIGHT, TOP, WIDTH, Course, line_chart
from adjoin.presentation.month_axis import month_starts
from adjoin.presentation.scale import round_ticks

FLOOR = HEIGHT - 36


def course(**rest: object) -> Course:
    whole: dict[str, object] = {
        "title": "t", "x_title": "x", "y_title": "y", "x": [0, 10], "y": [0, 100], "x_labels": [(5, "five")],
        "y_label": lambda value: f"{value:g}",
    }  # fmt: skip
    return Course(**(whole | rest))  # type: ignore[arg-type]


def test_first_point_at_the_origin_and_last_at_the_corner() -> None:
    chart = line_chart(course())
    assert chart.line == f"M{LEFT},{FLOOR}L{WIDTH - RIGHT},{TOP}"
    assert chart.x_ticks[0].at == (LEFT + WIDTH - RIGHT) / 2
    assert [tick.label for tick in chart.y_ticks] == ["0", "25", "50", "75", "100"]


def test_the_limit_and_the_band_fit_into_the_picture() -> None:
    chart = line_chart(course(low=[0, 50], high=[0, 180], limit=(400, "limit 400")))
    assert chart.limit is not None
    assert chart.limit.at == TOP
    assert chart.band is not None
    assert chart.band.startswith(f"M{LEFT},{FLOOR}L")
    assert chart.band.endswith("Z")


def test_steps_hold_a_value_until_the_next() -> None:
    chart = line_chart(course(steps=True))
    assert chart.line == f"M{LEFT},{FLOOR}L{WIDTH - RIGHT},{FLOOR}L{WIDTH - RIGHT},{TOP}"


def test_marks_outside_the_course_are_left_out_and_one_point_is_enough() -> None:
    chart = line_chart(course(x=[7], y=[3], marks=[(6, "before"), (7, "on it"), (9, "after")]))
    assert [mark.says for mark in chart.marks] == ["on it"]
    with pytest.raises(ValueError, match="at least one point"):
        line_chart(course(x=[], y=[]))


@given(st.floats(1e-6, 1e9))
def test_ticks_are_round_and_cover_the_values(high: float) -> None:
    ticks = round_ticks(high)
    assert ticks[0] == 0
    assert ticks[-1] >= high * (1 - 1e-9)
    assert 2 <= len(ticks) <= 6


def test_months_are_thinned_and_january_names_its_year() -> None:
    labels = [label for _, label in month_starts(date(2025, 9, 30), date(2026, 9, 30), 6)]
    assert labels == ["Oct", "Dec", "Feb", "Apr", "Jun", "Aug"]
    assert month_starts(date(2025, 12, 5), date(2026, 1, 5))[0] == (date(2026, 1, 1), "Jan 2026")
    assert month_starts(date(2026, 9, 2), date(2026, 9, 30)) == []
