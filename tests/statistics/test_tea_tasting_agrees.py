"""Money and arm sizes against tea-tasting, on one simulated experiment with money before and after."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from adjoin.statistics.mean_difference import Sums, mean_difference
from adjoin.statistics.sample_ratio import sample_ratio

tt = pytest.importorskip("tea_tasting", reason="tea-tasting is not installed")

UNITS = 700


@pytest.fixture(scope="module")
def trial() -> pa.Table:
    rng = np.random.default_rng(11)
    before = rng.gamma(2, 10, UNITS)
    treated = (rng.random(UNITS) < 0.45).astype(int)
    after = 0.6 * before + rng.gamma(1, 8, UNITS) + 2 * treated
    return pa.table({"variant": treated, "after": after, "before": before})


def sums(trial: pa.Table, arm: int, adjusted: bool) -> Sums:
    of = trial["variant"].to_numpy() == arm
    y, x = trial["after"].to_numpy()[of], trial["before"].to_numpy()[of] * adjusted
    return Sums(len(y), y.sum(), y @ y, x.sum(), x @ x, x @ y)


def test_the_plain_difference_is_theirs_to_the_last_digit(trial: pa.Table) -> None:
    (theirs,) = tt.Experiment(money=tt.Mean("after")).analyze(trial).to_dicts()
    ours = mean_difference(sums(trial, 1, adjusted=False), sums(trial, 0, adjusted=False))
    told = (theirs["effect_size"], theirs["effect_size_ci_lower"], theirs["effect_size_ci_upper"])
    assert (ours.value, ours.low, ours.high) == pytest.approx(told, rel=1e-9)


def test_the_adjusted_difference_is_theirs_but_for_where_the_slope_is_fitted(trial: pa.Table) -> None:
    """They fit it over both arms as one, so the effect itself leans on it a little; ours is fitted within the arms."""
    (theirs,) = tt.Experiment(money=tt.Mean("after", "before")).analyze(trial).to_dicts()
    ours = mean_difference(sums(trial, 1, adjusted=True), sums(trial, 0, adjusted=True))
    assert ours.value == pytest.approx(theirs["effect_size"], rel=0.01)
    width = theirs["effect_size_ci_upper"] - theirs["effect_size_ci_lower"]
    assert ours.high - ours.low == pytest.approx(width, rel=0.01)
    plain = mean_difference(sums(trial, 1, adjusted=False), sums(trial, 0, adjusted=False))
    assert ours.high - ours.low < 0.8 * (plain.high - plain.low)


@pytest.mark.parametrize("planned", [0.5, 0.45])
def test_arm_sizes_are_doubted_as_they_doubt_them(trial: pa.Table, planned: float) -> None:
    ratio = planned / (1 - planned)
    (theirs,) = tt.Experiment(arms=tt.SampleRatio(ratio, method="binom")).analyze(trial).to_dicts()
    treated = int(trial["variant"].to_numpy().sum())
    assert sample_ratio(treated, UNITS - treated, planned) == pytest.approx(theirs["pvalue"], rel=1e-9)
