"""Intervals of ratios of sums, and of functions of several, by drawing whole clusters again.

A ratio is Σ numerator ÷ Σ denominator over rows that belong to clusters (root accounts). Each draw takes as many
clusters as there are, with replacement, and forms every ratio anew; the same draw serves all columns, so that their
differences are paired. Limits are percentiles of the draws. Source: Davison & Hinkley (1997), Bootstrap Methods and
their Application, sections 2.4 and 3.8; Field & Welsh (2007), JRSS B 69, 369–390, for clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
AT_ONCE = 4_000_000
"""Cluster draws held in memory at a time."""


@dataclass(frozen=True)
class ClusterSums:
    """Numerators and denominators of some ratios, summed by cluster: float64 [clusters × ratios] each."""

    numerator: Floats
    denominator: Floats

    @property
    def ratio(self) -> Floats:
        """Each ratio over all clusters; NaN where the denominator is 0."""
        return divided(self.numerator.sum(axis=0), self.denominator.sum(axis=0))


def cluster_sums(
    cluster: Ints, column: Ints, numerator: Floats, denominator: Floats, columns: int
) -> ClusterSums:
    """Sum rows by cluster and ratio. `cluster`, `column`: numbers from 0, one a row; `columns`: how many ratios."""
    clusters = int(cluster.max(initial=-1)) + 1
    place = cluster * columns + column

    def summed(values: Floats) -> Floats:
        found = np.bincount(place, weights=values, minlength=clusters * columns).astype(np.float64)
        return found.reshape(clusters, columns)

    return ClusterSums(summed(numerator), summed(denominator))


def cluster_draws(sums: ClusterSums, rng: np.random.Generator, draws: int = 1000) -> Floats:
    """Every ratio in every draw, float64 [draws × ratios]; NaN where a draw's denominator is 0.

    Raises ValueError without a cluster or a draw.
    """
    clusters = sums.numerator.shape[0]
    if clusters == 0 or draws < 1:
        raise ValueError(f"{draws} draws of {clusters} clusters give no interval")
    found = []
    left = draws
    while left:
        now = min(left, max(1, AT_ONCE // clusters))
        drawn = rng.integers(clusters, size=(now, clusters)) + np.arange(now)[:, None] * clusters
        times = np.bincount(drawn.ravel(), minlength=now * clusters).reshape(now, clusters).astype(np.float64)
        found.append(divided(times @ sums.numerator, times @ sums.denominator))
        left -= now
    return np.concatenate(found)


def percentile_limits(draws: Floats, level: float = 0.95) -> tuple[float, float] | None:
    """Lower and upper percentile of one column of draws; None if a tenth of them or more have no value."""
    told = draws[~np.isnan(draws)]
    if len(told) <= 0.9 * len(draws):
        return None
    low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def divided(numerator: Floats, denominator: Floats) -> Floats:
    """Elementwise quotient; NaN where the denominator is 0."""
    return np.divide(numerator, denominator, out=np.full_like(numerator, np.nan), where=denominator != 0)
