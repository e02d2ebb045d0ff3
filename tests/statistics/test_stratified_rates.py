"""Witnesses: statsmodels' Poisson regression with a dummy a stratum, a hand figure, planted rate ratios."""

import warnings

import numpy as np
import pytest
import statsmodels.api as sm

from adjoin.statistics.stratified_rates import RateCells, stratified_rates

TRUTH = np.array([np.log(4), 0.0, -0.5])


def simulated(rng: np.random.Generator, strata: int = 30, cells: int = 12) -> RateCells:
    """Correlated features: whoever shows the first mostly shows the second."""
    stratum = np.repeat(np.arange(strata), cells)
    first = rng.random(len(stratum)) < 0.4
    second = np.where(rng.random(len(stratum)) < 0.8, first, ~first)
    third = rng.choice([0.0, 0.3, 1.0], len(stratum))
    x = np.stack([first, second, third], axis=1).astype(np.float64)
    days = rng.uniform(200, 2000, len(stratum))
    rate = np.exp(rng.normal(-5, 1, strata)[stratum] + x @ TRUTH)
    return RateCells(stratum, days, rng.poisson(days * rate).astype(np.float64), x)


def test_without_a_prior_it_is_the_poisson_regression_with_a_dummy_a_stratum() -> None:
    cells = simulated(np.random.default_rng(3))
    dummies = (cells.stratum[:, None] == np.arange(30)[None, :]).astype(np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(
            cells.starts,
            np.hstack([cells.features, dummies]),
            sm.families.Poisson(),
            offset=np.log(cells.days),
        )
        expected = model.fit(tol=1e-12, maxiter=200)
    found = stratified_rates(cells, np.zeros(3), prior_deviation=1e6)
    assert found.weight == pytest.approx(expected.params[:3], abs=1e-7)
    assert found.deviation == pytest.approx(expected.bse[:3], rel=1e-5)


def test_two_cells_by_hand() -> None:
    """8 starts in 100 days against 2 in 100: the ratio is 4, its variance 1/8 + 1/2."""
    cells = RateCells(
        np.array([5, 5]), np.array([100.0, 100.0]), np.array([8.0, 2.0]), np.array([[1.0], [0.0]])
    )
    found = stratified_rates(cells, np.zeros(1), prior_deviation=1e6)
    assert found.weight[0] == pytest.approx(np.log(4))
    assert found.deviation[0] ** 2 == pytest.approx(1 / 8 + 1 / 2)
    assert found.information[0] == pytest.approx(10 * 0.8 * 0.2)


def test_where_data_say_nothing_the_posterior_is_the_prior() -> None:
    nothing = RateCells(np.zeros(0, np.int64), np.zeros(0), np.zeros(0), np.zeros((0, 2)))
    everybody = RateCells(
        np.array([0, 1]), np.array([9.0, 9.0]), np.array([1.0, 4.0]), np.array([[1.0], [0.0]])
    )
    assert stratified_rates(nothing, np.array([2.0, 1.0])).weight == pytest.approx([2, 1])
    found = stratified_rates(everybody, np.array([2.0]))
    assert (found.weight[0], found.deviation[0], found.information[0]) == (2, 1, 0)


def test_the_prior_pulls_and_yields_to_data() -> None:
    few = simulated(np.random.default_rng(4), strata=2, cells=6)
    many = simulated(np.random.default_rng(4), strata=400)
    prior = np.array([0.0, 2.0, 2.0])
    alone, pulled = (stratified_rates(few, prior, deviation) for deviation in (1e6, 1.0))
    assert (np.abs(pulled.weight - prior) < np.abs(alone.weight - prior)).all()
    assert stratified_rates(many, prior).weight == pytest.approx(TRUTH, abs=0.08)


def test_planted_ratios_of_correlated_features_are_covered() -> None:
    rng = np.random.default_rng(8)
    inside = np.zeros(3)
    for _ in range(300):
        found = stratified_rates(simulated(rng, strata=20), np.zeros(3), 10.0)
        inside += np.abs(found.weight - TRUTH) < 1.96 * found.deviation
    assert (inside / 300 > 0.92).all()
    assert (inside / 300 < 0.98).all()


def test_starts_where_nobody_spent_a_day_are_refused() -> None:
    cells = RateCells(np.array([0]), np.array([0.0]), np.array([1.0]), np.array([[1.0]]))
    with pytest.raises(ValueError, match="no days"):
        stratified_rates(cells, np.zeros(1))
