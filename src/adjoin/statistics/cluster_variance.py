"""Variance of a log Mantel–Haenszel rate ratio when events come in clusters (sandwich).

The estimate θ solves Σ_k (a_k T0_k − θ b_k T1_k) / T_k = 0. Each cluster's influence is the derivative of
that sum in the cluster's own events and person-days,

    ψ_c = Σ_k [ a_ck T0_k − θ b_ck T1_k ] / T_k + (a_k + θ b_k) (T1_k t0_ck − T0_k t1_ck) / T_k²

(they add up to 0), and Var log θ = G/(G−1) · Σ_c ψ_c² / R², R = Σ_k a_k T0_k / T_k. Where every event is a
cluster of its own it tends to the Greenland–Robins variance. Source: Liang & Zeger (1986), Biometrika 73,
13–22; for Mantel–Haenszel estimators, Sato (1989), Biometrics 45, 1323–1324, and Liang (1985), Biometrika 72.
"""

from __future__ import annotations

import numpy as np

from adjoin.statistics.strata import Contributions


def cluster_variance(rows: Contributions, ratio: float) -> float | None:
    """Robust variance of log `ratio`, the Mantel–Haenszel estimate of the same rows, by cluster.

    None with fewer than two clusters or no exposed event in a stratum that has both sides.
    """
    strata, k = rows.by_stratum, rows.stratum_of_row
    exposed, unexposed = strata.days_exposed, strata.days_unexposed
    both = (exposed > 0) & (unexposed > 0)
    total = np.where(both, exposed + unexposed, np.inf)
    scale = float((strata.events_exposed * unexposed / total).sum())
    cluster, apart = rows.cluster_of_row, rows.apart
    of_rows = int(cluster.max(initial=-1)) + 1
    clusters = of_rows + int((rows.events_exposed + rows.events_unexposed)[apart].sum())
    if clusters < 2 or scale <= 0:
        return None
    # What one event adds to its cluster's influence, on either side.
    held, free = (unexposed / total)[k], -ratio * (exposed / total)[k]
    weight = (strata.events_exposed + ratio * strata.events_unexposed) / total
    time = (exposed / total)[k] * rows.days_unexposed - (unexposed / total)[k] * rows.days_exposed
    told = rows.events_exposed * held + rows.events_unexposed * free + weight[k] * time
    influence = np.bincount(cluster, weights=told[~apart], minlength=of_rows)
    alone = (rows.events_exposed * held**2 + rows.events_unexposed * free**2)[apart]
    squares = float((influence**2).sum() + alone.sum())
    return squares / scale**2 * clusters / (clusters - 1)
