"""Whether groups adopt at different rates: the log-rank test over any number of groups.

On each day t with d adopters among Y at risk, d · Y_g / Y of them are expected of group g if all adopt alike, with
covariances d (Y − d) / (Y − 1) · (Y_g / Y) (δ_gh − Y_h / Y). Summed over days, Z = O − E and V give the statistic
Zᵀ V⁻ Z, chi-square with rank(V) degrees of freedom. A competing end leaves the risk set as one censored does, so
it is the daily rate of adopting that is compared. Source: Mantel (1966), Cancer Chemotherapy Reports 50, 163–170;
Klein & Moeschberger (2003), Survival Analysis, 7.3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """`statistic` and its `degrees` of freedom; `p_value` None where fewer than two groups can be compared."""

    statistic: float
    degrees: int
    p_value: float | None


def groups_differ(at_risk: Floats, events: Floats) -> Difference:
    """The test for one pair; both arrays are groups × days, as in `cumulative_incidence`."""
    total, adopters = at_risk.sum(axis=0), events.sum(axis=0)
    told = adopters > 0
    total, adopters, share = total[told], adopters[told], at_risk[:, told] / total[told]
    spread = adopters * (total - adopters) / np.maximum(total - 1, 1.0)
    covariance = np.diag(share @ spread) - (share * spread) @ share.T
    excess = events.sum(axis=1) - share @ adopters
    degrees = int(np.linalg.matrix_rank(covariance, hermitian=True)) if len(excess) else 0
    if degrees == 0:
        return Difference(0.0, 0, None)
    statistic = float(excess @ np.linalg.pinv(covariance, hermitian=True) @ excess)
    # Digits beyond these differ between machines.
    return Difference(round(statistic, 9), degrees, round(float(special.chdtrc(degrees, statistic)), 12))
