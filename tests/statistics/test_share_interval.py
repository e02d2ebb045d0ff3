"""Witness: statsmodels' Clopper–Pearson, and the figure of a textbook example (none of n: 1 − 0.025^(1/n))."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from adjoin.statistics.share_interval import share_interval


@pytest.mark.parametrize(("count", "total"), [(0, 7), (1, 1), (3, 40), (17, 40), (40, 40), (500, 90_000)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_limits_are_those_of_statsmodels(count: int, total: int, level: float) -> None:
    expected = proportion_confint(count, total, 1 - level, method="beta")
    assert share_interval(count, total, level) == pytest.approx(expected, abs=1e-12)


def test_none_of_ten() -> None:
    assert share_interval(0, 10) == pytest.approx((0, 1 - 0.025**0.1))


@pytest.mark.parametrize(("count", "total"), [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(count: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share_interval(count, total)
