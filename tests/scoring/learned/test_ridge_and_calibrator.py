"""Witnesses: planted weights are recovered, nothing known leaves the prior; bounds hold the observed share."""

import numpy as np
import pytest
from scipy import special

from adjoin.scoring.learned.calibrator import Calibrator, fit_calibrator
from adjoin.scoring.learned.examples import Examples, Feature
from adjoin.scoring.learned.ridge import fit_ridge

FEATURES = (
    Feature("asked", monotone=1, weight=1.8),
    Feature("people"),
    Feature("ceiling", monotone=1, weight=1.2),
)


def examples(rows: int, seed: int = 1) -> Examples:
    """The truth adds 1 to the level, and to `ceiling` −0.9."""
    rng = np.random.default_rng(seed)
    values = rng.random((rows, 3)).astype(np.float32)
    values[rng.random(rows) < 0.2, 0] = np.nan
    prior = rng.normal(-2, 0.7, rows)
    truth = special.expit(prior + 1 - 0.9 * (values[:, 2] - 0.5))
    count = np.arange(rows)
    return Examples(FEATURES, values, prior, rng.random(rows) < truth, 18_000 + count, count, count % 9)


def test_planted_weights_come_out_beside_the_experts() -> None:
    ridge = fit_ridge(examples(20_000))
    asked, ceiling = ridge.reweighed(FEATURES)
    assert (asked.feature, asked.prior, asked.prior_deviation) == ("asked", 1.8, 1.0)
    assert asked.posterior == pytest.approx(1.8, abs=3 * asked.posterior_deviation)
    assert ceiling.posterior == pytest.approx(0.3, abs=3 * ceiling.posterior_deviation)
    assert ceiling.posterior_deviation < 0.1
    assert ridge.level == pytest.approx(1, abs=0.06)


def test_one_outcome_hardly_moves_the_prior() -> None:
    few = examples(1)
    moved = fit_ridge(few).log_odds(few.values, few.prior_logit) - few.prior_logit
    assert np.abs(moved).max() < 1
    assert fit_ridge(few).reweighed(FEATURES)[0].posterior_deviation == pytest.approx(1, abs=0.01)


def test_calibrator_straightens_what_is_too_extreme_and_its_bounds_hold_the_observed_share() -> None:
    rng = np.random.default_rng(3)
    truth, covered = rng.normal(-1, 1, 4000), []
    raw = 0.5 + 1.6 * truth
    line = fit_calibrator(raw, rng.random(4000) < special.expit(truth), np.arange(4000))
    calibrated = line.log_odds(raw)
    assert np.polyfit(truth, calibrated, 1) == pytest.approx([1, 0], abs=0.12)
    low, high = line.bounds(calibrated)
    covered = (low <= special.expit(truth)) & (special.expit(truth) <= high)
    assert covered.mean() > 0.85
    assert (high - low).mean() < 0.15


def test_without_later_approaches_it_stands_as_it_is_and_nothing_is_certain() -> None:
    raw = np.array([-2.0, 0.5])
    line = fit_calibrator(raw[:0], np.zeros(0, bool), np.zeros(0, np.int64))
    assert line == Calibrator()
    assert line.log_odds(raw) == pytest.approx(raw)
    assert [bound.tolist() for bound in line.bounds(raw)] == [[0, 0], [1, 1]]
