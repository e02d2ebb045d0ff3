"""The lift an experiment can see: published sizes, and the score test's exact power."""

import numpy as np
import pytest
from scipy import stats

from adjoin.statistics.score_difference import score_statistic
from adjoin.statistics.smallest_visible import ANYTIME_WIDER, smallest_visible


def test_fleiss_textbook_size() -> None:
    """60 % against 70 % with power 0.8 takes 356 an arm (Fleiss, Levin & Paik 2003, without continuity)."""
    assert smallest_visible(356, 356, 0.6) == pytest.approx(0.10, abs=3e-4)


@pytest.mark.parametrize(("of", "of_control", "base"), [(200, 200, 0.1), (300, 100, 0.3), (60, 60, 0.2)])
def test_the_score_test_sees_it_four_times_of_five(of: int, of_control: int, base: float) -> None:
    lift = smallest_visible(of, of_control, base)
    assert lift is not None
    chances = stats.binom.pmf(np.arange(of + 1), of, base + lift)
    controls = stats.binom.pmf(np.arange(of_control + 1), of_control, base)
    power = sum(
        chances[k] * controls[c]
        for k in np.flatnonzero(chances > 1e-5)
        for c in np.flatnonzero(controls > 1e-5)
        if score_statistic(int(k), of, int(c), of_control, 0.0) > 1.959964
    )
    assert power == pytest.approx(0.8, abs=0.04)


def test_more_units_less_power_or_a_lower_level_see_smaller_lifts() -> None:
    plain, others = (
        smallest_visible(100, 100, 0.1),
        (
            smallest_visible(400, 400, 0.1),
            smallest_visible(100, 100, 0.1, power=0.5),
            smallest_visible(100, 100, 0.1, level=0.8),
        ),
    )
    assert plain is not None
    assert all(other is not None and other < plain for other in others)
    wider = smallest_visible(100, 100, 0.1, wider=ANYTIME_WIDER)
    assert wider is not None
    assert wider > plain


@pytest.mark.parametrize(("of", "of_control", "base"), [(0, 10, 0.1), (10, 0, 0.1), (3, 3, 0.5), (9, 9, 1.0)])
def test_nothing_can_be_seen(of: int, of_control: int, base: float) -> None:
    assert smallest_visible(of, of_control, base) is None


def test_a_rate_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="base rate"):
        smallest_visible(10, 10, 1.1)
