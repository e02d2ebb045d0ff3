"""Predicted against observed: shares of cells by tenths of what was predicted, and the calibration slope.

A probability about what happens if somebody approaches is held against those that were approached, any other against
all. Limits are drawn by root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.measurement.backtest.followed import Flags, Floats, Followed, Ints
from adjoin.measurement.backtest.policies import ADJOIN
from adjoin.statistics.calibration_slope import CalibrationSlope, calibration_slope
from adjoin.statistics.cluster_bootstrap import cluster_draws, cluster_sums, percentile_limits
from adjoin.statistics.share_interval import share_interval

BINS, DRAWS = 10, 500


@dataclass(frozen=True)
class Bin:
    """Cells with predictions of about the same size: their mean, and the share that started with 95 % limits."""

    predicted: float
    observed: float
    low: float | None
    high: float | None
    cells: int
    started: int


@dataclass(frozen=True)
class Reliability:
    """`of`: picks (Adjoin's) or cells (every open cell with a score); `bins` by rising prediction."""

    of: str
    bins: tuple[Bin, ...]
    slope: CalibrationSlope | None


def reliability(followed: Followed, rng: np.random.Generator) -> list[Reliability]:
    """Of Adjoin's picks and of all scored cells; one without a row has no bins."""
    cells, picks = followed.cells, followed.picks
    counts = ~np.isnan(cells.probability) & (cells.approached | ~cells.if_approached)
    chosen = np.zeros(len(counts), dtype=np.bool_)
    if ADJOIN in followed.policies:
        mine = picks.policy == followed.policies.index(ADJOIN)
        chosen[picks.cell[mine]] = True
    return [_curve("picks", followed, counts & chosen, rng), _curve("cells", followed, counts, rng)]


def _curve(of: str, followed: Followed, rows: Flags, rng: np.random.Generator) -> Reliability:
    cells = followed.cells
    predicted, started, root = cells.probability[rows], cells.started[rows], cells.root[rows]
    if not len(predicted):
        return Reliability(of, (), None)
    edges = np.unique(np.quantile(predicted, np.linspace(0, 1, BINS + 1)[1:-1]))
    place = np.searchsorted(edges, predicted, side="right")
    return Reliability(
        of, _bins(place, predicted, started, root, rng), calibration_slope(predicted, started, root)
    )


def _bins(
    place: Ints, predicted: Floats, started: Flags, root: Ints, rng: np.random.Generator
) -> tuple[Bin, ...]:
    cluster = np.unique(root, return_inverse=True)[1].astype(np.int64)
    bins = int(place.max()) + 1
    sums = cluster_sums(cluster, place, started.astype(np.float64), np.ones(len(place)), bins)
    draws = cluster_draws(sums, rng, DRAWS)
    return tuple(
        _bin(predicted[mine], started[mine], cluster[mine], draws[:, number])
        for number in range(bins)
        if (mine := place == number).any()
    )


def _bin(predicted: Floats, started: Flags, cluster: Ints, draws: Floats) -> Bin:
    happened = int(started.sum())
    limits = percentile_limits(draws)
    if happened in (0, len(started)):
        roots = len(np.unique(cluster))
        limits = share_interval(roots if happened else 0, roots)
    low, high = limits or (None, None)
    return Bin(float(predicted.mean()), happened / len(started), low, high, len(started), happened)
