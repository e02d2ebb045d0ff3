"""Witnesses: hand figures; a reference beaten by a known margin."""

import numpy as np
import pytest

from adjoin.statistics.brier import brier_score, brier_skill, brier_skill_low


def test_hand_figures() -> None:
    assert brier_score([0.2, 0.9], [0, 1]) == pytest.approx((0.04 + 0.01) / 2)
    assert brier_skill([0.2, 0.9], [0.5, 0.5], [0, 1]) == pytest.approx(1 - 0.025 / 0.25)
    assert brier_skill([0.2], [0.0], [0]) == 0.0
    assert np.isnan(brier_score([], []))


def test_lower_limit_lies_below_the_skill_and_clusters_widen_it() -> None:
    rng = np.random.default_rng(1)
    truth = np.repeat(rng.uniform(0.05, 0.6, 60), 10)
    outcome = (np.repeat(rng.random(60), 10) < truth).astype(float)
    flat = np.full(600, truth.mean())
    skill = brier_skill(truth, flat, outcome)
    apart = brier_skill_low(truth, flat, outcome, np.arange(600), np.random.default_rng(2))
    together = brier_skill_low(truth, flat, outcome, np.repeat(np.arange(60), 10), np.random.default_rng(2))
    assert apart is not None
    assert together is not None
    assert together < apart < skill
    assert brier_skill_low(truth, flat, outcome, np.zeros(600, dtype=np.int64), rng) is None
