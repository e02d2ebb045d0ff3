"""Money on a fixed date beside scipy's Welch interval and a regression by least squares."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from adjoin.statistics.mean_difference import Sums, mean_difference, slope_of

Floats = npt.NDArray[np.float64]


def sums(y: Floats, x: Floats | None = None) -> Sums:
    before = np.zeros(len(y)) if x is None else x
    totals = (y.sum(), (y**2).sum(), before.sum(), (before**2).sum(), (before * y).sum())
    return Sums(len(y), *(float(total) for total in totals))


def test_without_past_money_it_is_welch_by_scipy() -> None:
    rng = np.random.default_rng(2)
    treated, control = rng.lognormal(6, 1, 40), rng.lognormal(6, 0.5, 13)
    limits = stats.ttest_ind(treated, control, equal_var=False).confidence_interval(0.9)
    found = mean_difference(sums(treated), sums(control), 0.9)
    assert (found.low, found.high) == pytest.approx((limits.low, limits.high), rel=1e-9)
    assert found.value == pytest.approx(treated.mean() - control.mean())


def test_slope_and_value_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(5)
    x = rng.gamma(2, 500, 60)
    arm = np.arange(60) < 45
    y = 300 + 0.8 * x + 120 * arm + rng.normal(0, 100, 60)
    design = np.column_stack([np.ones(60), arm, x])
    fitted = np.linalg.lstsq(design, y, rcond=None)[0]
    treated, control = sums(y[arm], x[arm]), sums(y[~arm], x[~arm])
    assert slope_of((treated, control)) == pytest.approx(fitted[2], rel=1e-9)
    assert mean_difference(treated, control).value == pytest.approx(fitted[1], rel=1e-9)


def test_past_money_narrows_by_what_it_explains() -> None:
    rng = np.random.default_rng(6)
    x = rng.normal(1_000, 300, 4_000)
    y = x + rng.normal(0, 150, 4_000)
    arms = [(y[:2_000], x[:2_000]), (y[2_000:], x[2_000:])]
    plain = mean_difference(sums(arms[0][0]), sums(arms[1][0]))
    adjusted = mean_difference(sums(*arms[0]), sums(*arms[1]))
    explained = float(np.corrcoef(x, y)[0, 1])
    narrower = (adjusted.high - adjusted.low) / (plain.high - plain.low)
    assert narrower == pytest.approx(math.sqrt(1 - explained**2), rel=0.02)


def test_sums_of_parts_are_sums_of_all() -> None:
    y, x = np.arange(6.0), np.arange(6.0) ** 2
    assert sums(y[:2], x[:2]) + sums(y[2:], x[2:]) == sums(y, x)


def test_too_few_units_have_no_bounds() -> None:
    nobody, one, many = sums(np.zeros(0)), sums(np.array([5.0])), sums(np.arange(9.0))
    for few in (nobody, one):
        found = mean_difference(few, many)
        assert (found.value, found.low, found.high) == (None, -math.inf, math.inf)


def test_money_that_does_not_vary() -> None:
    found = mean_difference(sums(np.full(5, 7.0)), sums(np.full(4, 7.0)))
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)
