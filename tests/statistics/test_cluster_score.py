"""Witnesses: statsmodels' logistic score direction, false alarms with a cluster's own level, planted relations."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import special

from adjoin.statistics.cluster_score import cluster_score


def test_one_step_slope_is_near_the_logistic_regressions() -> None:
    rng = np.random.default_rng(5)
    x, z = rng.normal(size=4000), rng.normal(size=4000)
    z = z + 0.5 * x
    outcome = (rng.random(4000) < special.expit(-1 + 0.5 * x + 0.1 * z)).astype(float)
    basis = np.column_stack([np.ones(4000), x])
    chance = sm.Logit(outcome, basis).fit(disp=0).predict()
    full = sm.Logit(outcome, np.column_stack([basis, z])).fit(disp=0)
    found = cluster_score(outcome - chance, chance * (1 - chance), z, basis, np.arange(4000))
    assert found is not None
    assert found.slope == pytest.approx(full.params[2], rel=0.03)
    assert found.t == pytest.approx(full.tvalues[2], rel=0.05)
    assert found.above == pytest.approx(1 - found.below)


def test_false_alarms_stay_at_their_rate_with_twelve_clusters_each_of_its_own_level() -> None:
    rng, alarms = np.random.default_rng(6), 0
    for _ in range(1500):
        cluster = rng.integers(0, 12, 240)
        z, level = rng.normal(size=12)[cluster], 0.7 * rng.normal(size=12)[cluster]
        outcome = (rng.random(240) < special.expit(-1 + level)).astype(float)
        mean = np.full(240, outcome.mean())
        found = cluster_score(outcome - mean, mean * (1 - mean), z, np.ones((240, 1)), cluster)
        assert found is not None
        alarms += found.below < 0.05
    assert alarms / 1500 < 0.065


def test_too_few_clusters_or_nothing_left_of_z_cannot_be_told() -> None:
    r, v, ones = np.array([0.5, -0.5] * 20), np.full(40, 0.25), np.ones((40, 1))
    assert cluster_score(r, v, np.arange(40.0), ones, np.arange(40) % 4) is None
    assert cluster_score(r, v, np.full(40, 3.0), ones, np.arange(40)) is None
