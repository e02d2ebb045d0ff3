"""Does a ranking find those whom a treatment moves? The uplift curve and its area over chance, from effect scores.

Ψ are unbiased scores of the effect (`doubly_robust`), r the rank from the top as a share (0 first, 1 last). Treating
the first u brings gain(u) = mean of ψ·1{r ≤ u} a row of the whole; at random it would bring u × mean ψ. Qini is the
area between the two over u from 0 to 1, which is the mean of ψ (½ − r): 0 where the ranking tells nothing.
The interval comes from the influence of each cluster, including what it does to the ranks of the others.
Source: Radcliffe (2007), Direct Marketing Analytics Journal; Yadlowsky, Fleming, Shah, Brunskill & Wager (2025),
Evaluating Treatment Prioritization Rules via Rank-Weighted Average Treatment Effects, JASA 120.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Qini:
    """`value`, bounds `low`, `high`; `p`: of a value as high where the ranking tells nothing.

    `low` lies above 0 where p < (1 − level) / 2.
    """

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True)
class Share:
    """A point of the curve: the first `share` treated bring `gain` a row of the whole, `random` if drawn at random."""

    share: float
    gain: float
    low: float
    high: float
    random: float


def top_rank(score: Floats) -> Floats:
    """Rank from the highest as a share, between 0 and 1; equal scores share the middle of their ranks."""
    if not len(score):
        return np.zeros(0)
    levels, place = np.unique(-score, return_inverse=True)
    counts = np.bincount(place, minlength=len(levels))
    before = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.asarray((before + counts / 2)[place] / len(score), dtype=np.float64)


def qini(effect: Floats, rank: Floats, cluster: Ints, level: float = 0.95, *, twice: bool = True) -> Qini:
    """`effect`: scores ψ; `rank`: from `top_rank`; `cluster`: rows that belong together. No rows: 0 from −1 to 1.

    `twice`: the ranking is cross-fitted on these rows. Then every pair of folds is counted twice, once each way: where
    there is nothing to find, the variance is up to twice that of a ranking brought from elsewhere, and is taken so.
    """
    rows = len(effect)
    if rows < 2:
        return Qini(0.0, -1.0, 1.0, 1.0)
    weight = 0.5 - rank
    value = float((effect * weight).mean())
    # What a row does by its place in the others' ranks: those ranked behind it move half a step.
    behind = _mean_from(effect, rank)
    influence = effect * weight - value + behind - float(behind.mean())
    error = _error(influence, cluster) * (sqrt(2.0) if twice else 1.0)
    wide = NormalDist().inv_cdf((1 + level) / 2) * error
    p = 1.0 if error == 0 else 1 - NormalDist().cdf(value / error)
    return Qini(value, value - wide, value + wide, p)


def uplift_curve(
    effect: Floats, rank: Floats, cluster: Ints, level: float = 0.95, points: int = 20
) -> tuple[Share, ...]:
    """The curve at `points` shares from 1/points to 1. The interval is that of one share."""
    mean = float(effect.mean()) if len(effect) else 0.0
    wide = NormalDist().inv_cdf((1 + level) / 2)
    found = []
    for step in range(1, points + 1):
        share = step / points
        taken = effect * (rank <= share)
        gain = float(taken.mean()) if len(effect) else 0.0
        error = _error(taken - gain, cluster)
        found.append(Share(share, gain, gain - wide * error, gain + wide * error, share * mean))
    return tuple(found)


def _mean_from(effect: Floats, rank: Floats) -> Floats:
    """Of each row: minus the sum of the effects ranked behind it, over the rows; its own tie counts half."""
    ranks, place = np.unique(rank, return_inverse=True)
    sums = np.bincount(place, weights=effect, minlength=len(ranks))
    after = sums[::-1].cumsum()[::-1] - sums / 2
    return np.asarray(-after[place] / len(effect), dtype=np.float64)


def _error(influence: Floats, cluster: Ints) -> float:
    """Standard error of a mean whose rows belong to clusters."""
    if len(influence) < 2:
        return 0.0
    _, place = np.unique(cluster, return_inverse=True)
    sums = np.bincount(place, weights=influence)
    clusters = len(sums)
    if clusters < 2:
        return 0.0
    return sqrt(float((sums**2).sum()) * clusters / (clusters - 1)) / len(influence)
