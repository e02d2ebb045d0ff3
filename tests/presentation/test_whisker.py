"""Where a number and its interval lie on a short line, by hand."""

import pytest

from adjoin.presentation.whisker import Whisker, whisker


def test_a_straight_line_is_divided_evenly() -> None:
    assert whisker(5, (2.5, 7.5), (0, 10), 1) == Whisker(low=25, middle=50, high=75, line=10)


def test_on_a_log_line_the_inverse_lies_as_far_left_of_one_as_the_ratio_right() -> None:
    drawn = whisker(1.0, (0.5, 2.0), (0.1, 10.0), 1.0, log=True)
    assert drawn is not None
    assert (drawn.middle, drawn.line) == (50, 50)
    assert 50 - drawn.low == pytest.approx(drawn.high - 50, abs=0.1)
    assert drawn.high == pytest.approx(65.1, abs=0.05)  # log10(2) / 2 beyond the middle


def test_what_lies_beyond_is_cut_and_open_bounds_reach_the_ends() -> None:
    assert whisker(200, (None, None), (0.1, 50), log=True) == Whisker(low=0, middle=100, high=100, line=None)
    assert whisker(0, (0, 3), (0.1, 50), log=True) is not None


def test_no_value_no_mark_and_no_line_without_length() -> None:
    assert whisker(None, (None, 3), (0, 1)) is None
    for ends, log in (((1, 1), False), ((2, 1), False), ((0, 1), True)):
        with pytest.raises(ValueError, match="no length"):
            whisker(0.5, (0, 1), ends, log=log)
