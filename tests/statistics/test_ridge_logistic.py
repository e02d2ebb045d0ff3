"""Witnesses: statsmodels' logistic regression, scipy's minimiser of the penalised likelihood, the prior itself."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize, special

from adjoin.statistics.ridge_logistic import Floats, ridge_logistic

RNG = np.random.default_rng(4)
X = np.column_stack([np.ones(400), RNG.normal(size=(400, 2))])
OFFSET = RNG.normal(-1, 0.5, 400)
Y = (RNG.random(400) < special.expit(OFFSET + X @ np.array([0.3, 0.8, -0.5]))).astype(float)


def test_without_a_prior_it_is_the_logistic_regression() -> None:
    expected = sm.GLM(Y, X, sm.families.Binomial(), offset=OFFSET).fit(tol=1e-12)
    found = ridge_logistic(X, Y, OFFSET, np.zeros(3), np.full(3, 1e6))
    assert found.weight == pytest.approx(expected.params, abs=1e-6)
    assert found.deviation == pytest.approx(expected.bse, rel=1e-4)


def test_with_a_prior_it_minimises_the_penalised_likelihood() -> None:
    mean, width = np.array([0.0, 2.0, 1.0]), np.array([1.0, 0.2, 0.05])

    def lost(weight: Floats) -> float:
        linear = OFFSET + X @ weight
        away = (weight - mean) / width
        return float((np.logaddexp(0, linear) - Y * linear).sum() + 0.5 * (away**2).sum())

    witness = optimize.minimize(lost, mean, method="BFGS", options={"gtol": 1e-6})
    assert ridge_logistic(X, Y, OFFSET, mean, width).weight == pytest.approx(witness.x, abs=1e-4)


def test_without_rows_or_with_separated_ones_it_stays_finite() -> None:
    mean, width = np.array([0.4, -1.0]), np.array([1.0, 2.0])
    nothing = ridge_logistic(np.zeros((0, 2)), np.zeros(0), np.zeros(0), mean, width)
    assert nothing.weight == pytest.approx(mean)
    assert nothing.deviation == pytest.approx(width)
    columns = np.column_stack([np.ones(20), np.arange(20.0) - 9.5])
    apart = ridge_logistic(columns, np.arange(20) > 9, np.zeros(20), np.zeros(2), np.full(2, 1.0))
    assert 0 < apart.weight[1] < 5
