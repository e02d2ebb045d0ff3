"""How far forecasts of a chance lie from what happened, and by how much less than a reference's.

    Brier score  mean (y − p)²        Brier skill over a reference  1 − Σ(y − p)² / Σ(y − p₀)²

Source: Brier (1950), Monthly Weather Review 78, 1–3; Murphy (1973), Journal of Applied Meteorology 12, 215–223.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.statistics.cluster_bootstrap import ClusterSums, cluster_draws

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TAIL = 0.05


def brier_score(chance: npt.ArrayLike, outcome: npt.ArrayLike) -> float:
    """Mean squared distance of forecast and outcome; NaN without rows."""
    away = np.asarray(outcome, dtype=np.float64) - np.asarray(chance, dtype=np.float64)
    return float(np.mean(away**2)) if len(away) else float("nan")


def brier_skill(chance: npt.ArrayLike, reference: npt.ArrayLike, outcome: npt.ArrayLike) -> float:
    """1 − Brier of `chance` ÷ Brier of `reference`: above 0 is better; 0 where the reference is perfect."""
    beside = brier_score(reference, outcome)
    return 1 - brier_score(chance, outcome) / beside if beside > 0 else 0.0


def brier_skill_low(
    chance: Floats, reference: Floats, outcome: Floats, cluster: Ints, rng: np.random.Generator
) -> float | None:
    """Lower one-sided 95 % limit: whole clusters drawn again, percentile. None with fewer than two clusters."""
    place = np.unique(cluster, return_inverse=True)[1]
    own, beside = (_by_cluster((outcome - told) ** 2, place) for told in (chance, reference))
    if len(own) < 2:
        return None
    ratios = cluster_draws(ClusterSums(own, beside), rng)[:, 0]
    return float(1 - np.quantile(ratios[~np.isnan(ratios)], 1 - TAIL))


def _by_cluster(squares: Floats, place: npt.NDArray[np.intp]) -> Floats:
    """Sums, clusters × 1."""
    return np.bincount(place, squares).astype(np.float64)[:, None]
