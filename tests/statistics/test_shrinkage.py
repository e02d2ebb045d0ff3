"""Witnesses: scipy's negative binomial, a simulation with known θ and a, hand figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from adjoin.statistics.shrinkage import fit_concentration, shrink


@pytest.mark.parametrize("truth", [1.0, 4.0, 20.0])
def test_concentration_is_recovered_from_simulated_pairs(truth: float) -> None:
    rng = np.random.default_rng(7)
    expected = rng.uniform(5, 120, 3000)
    adopters = rng.poisson(expected * rng.gamma(truth, 1 / truth, 3000))
    assert fit_concentration(adopters, expected) == pytest.approx(truth, rel=0.1)


def test_concentration_maximises_scipys_negative_binomial() -> None:
    rng = np.random.default_rng(9)
    expected = rng.uniform(0.5, 30, 200)
    adopters = rng.poisson(expected * rng.gamma(3, 1 / 3, 200))

    def unlikelihood(log_a: float) -> float:
        a = np.exp(log_a)
        return -float(stats.nbinom.logpmf(adopters, a, a / (a + expected)).sum())

    best = optimize.minimize_scalar(unlikelihood, bracket=(0, 2))
    assert fit_concentration(adopters, expected) == pytest.approx(np.exp(best.x), rel=1e-4)


def test_concentration_stays_within_its_bounds() -> None:
    assert fit_concentration([100] * 50, [100.0] * 50) == pytest.approx(200, rel=1e-4)
    assert fit_concentration([0, 900] * 20, [100.0] * 40) == pytest.approx(0.5, rel=1e-4)
    assert fit_concentration([], []) == 0.5
    assert fit_concentration([3, 0], [0.0, np.nan]) == 0.5


def test_shrunk_probabilities_are_nearer_the_truth_than_raw_ones() -> None:
    rng = np.random.default_rng(4)
    size, pooled = rng.integers(20, 200, 2000), 0.05
    truth = pooled * rng.gamma(4, 1 / 4, 2000)
    adopters = rng.binomial(size, np.minimum(truth, 1))
    raw, expected = adopters / size, size * pooled
    got = shrink(raw, np.full(2000, pooled), adopters, expected, fit_concentration(adopters, expected))
    assert np.mean((got.probability - truth) ** 2) < 0.7 * np.mean((raw - truth) ** 2)
    covered = float(((got.low <= truth) & (truth <= got.high)).mean())
    assert 0.92 <= covered <= 0.98


def test_hand_figures_with_and_without_adopters() -> None:
    got = shrink([0.12, 0.0], [0.04, 0.04], [6, 0], [2.0, 2.0], concentration=2.0)
    # (2 + 6) / (2 + 2) · 2/6 · 0.12 and 0.04 · 2 / (2 + 2)
    assert got.probability.tolist() == pytest.approx([0.08, 0.02])
    for row, (unit, shape) in enumerate([(0.04, 8.0), (0.04, 2.0)]):
        limits = unit * stats.gamma.ppf([0.025, 0.975], shape, scale=1 / 4)
        assert (got.low[row], got.high[row]) == pytest.approx(tuple(limits))


def test_nothing_expected() -> None:
    got = shrink([0.0, 0.3, 0.0], [0.01, np.nan, np.nan], [0, 9, 0], [0.0, 0.0, np.nan], concentration=2.0)
    assert got.probability[0] == pytest.approx(0.01)  # the pooled probability, with the prior's quantiles
    assert got.high[0] == pytest.approx(0.01 * stats.gamma.ppf(0.975, 2, scale=1 / 2))
    assert got.probability[1] == pytest.approx(0.3)  # adopted where the pool knows of no one: raw stands
    assert got.high[1] == pytest.approx(0.3 * stats.gamma.ppf(0.975, 11, scale=1 / 11))
    assert np.isnan([got.probability[2], got.low[2], got.high[2]]).all()


@given(
    st.integers(1, 500), st.floats(0.01, 500), st.floats(0.0, 1.0), st.floats(0.5, 200), st.floats(0.001, 0.9)
)
def test_law_shrunk_lies_between_raw_and_the_pool_and_within_its_bounds(
    adopters: int, expected: float, raw: float, a: float, tail: float
) -> None:
    got = shrink([raw], [0.5], [adopters], [expected], a, level=1 - tail / 10)
    pool = raw * expected / adopters
    assert min(raw, pool, 1) - 1e-9 <= got.probability[0] <= max(raw, pool) + 1e-9
    assert 0 <= got.low[0] <= got.probability[0] + 1e-9
    assert got.probability[0] <= got.high[0] + 1e-9
    assert got.high[0] <= 1


def test_law_more_evidence_at_one_ratio_moves_from_the_pool_towards_raw() -> None:
    scale = np.array([1, 10, 100, 1000])
    got = shrink(np.full(4, 0.2), np.full(4, 0.1), 2 * scale, scale * 1.0, concentration=5.0)
    assert (np.diff(got.probability) > 0).all()
    assert got.probability[-1] == pytest.approx(0.2, rel=0.01)
    assert (np.diff(got.high - got.low) < 0).all()
