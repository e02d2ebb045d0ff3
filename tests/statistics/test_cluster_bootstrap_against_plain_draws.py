"""Witness: the same draws taken one at a time by plain Python; the delta method for large samples."""

import numpy as np
import pytest

from adjoin.statistics.cluster_bootstrap import cluster_draws, cluster_sums, percentile_limits


def test_draws_are_those_of_whole_clusters_by_hand() -> None:
    rng = np.random.default_rng(5)
    cluster, column = rng.integers(0, 7, 60), rng.integers(0, 3, 60)
    up, down = rng.random(60), rng.random(60)
    sums = cluster_sums(cluster, column, up, down, 3)
    clusters = int(cluster.max()) + 1
    drawn = np.random.default_rng(11).integers(clusters, size=(4, clusters))
    found = cluster_draws(sums, np.random.default_rng(11), 4)
    for draw, members in enumerate(drawn):
        for ratio in range(3):
            above = sum(up[(cluster == member) & (column == ratio)].sum() for member in members)
            below = sum(down[(cluster == member) & (column == ratio)].sum() for member in members)
            assert found[draw, ratio] == pytest.approx(above / below if below else np.nan, nan_ok=True)


def test_clusters_widen_the_interval_of_a_share_as_the_design_effect_says() -> None:
    """Ten equal rows a cluster: the limits are those of as many rows as there are clusters."""
    rng = np.random.default_rng(1)
    happened = np.repeat((rng.random(2000) < 0.3).astype(float), 10)
    cluster = np.repeat(np.arange(2000), 10)
    sums = cluster_sums(cluster, np.zeros(20_000, dtype=np.int64), happened, np.ones(20_000), 1)
    limits = percentile_limits(cluster_draws(sums, rng, 2000)[:, 0])
    share = happened.mean()
    wide = 1.96 * (share * (1 - share) / 2000) ** 0.5
    assert limits == pytest.approx((share - wide, share + wide), abs=0.002)


def test_a_ratio_that_often_has_no_denominator_has_no_limits() -> None:
    sums = cluster_sums(np.arange(5), np.zeros(5, dtype=np.int64), np.eye(5)[0], np.eye(5)[0], 1)
    assert percentile_limits(cluster_draws(sums, np.random.default_rng(0), 200)[:, 0]) is None


def test_no_cluster_is_refused() -> None:
    none, nothing = np.array([], dtype=np.int64), np.array([], dtype=np.float64)
    with pytest.raises(ValueError, match="no interval"):
        cluster_draws(cluster_sums(none, none, nothing, nothing, 1), np.random.default_rng(0))
