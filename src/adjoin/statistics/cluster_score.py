"""Does a number z still say something of the residuals of a fit, once what the fit knows is taken out of z?

With residuals r_i of outcome on x, weights v_i (the outcome's variance) and z̃ the part of z that a basis of x does
not explain (least squares weighted by v), the score is Σ r_i z̃_i. Summed by cluster, U_c, it has mean 0 under
"given x, z does not matter", and

    t = mean(U) √G / sd(U)     on G − 1 degrees of freedom

which stays honest with few, unequal clusters as long as their U are about symmetric. Both sides are freed of x, so
an error in either fit alone does no harm (partialling out).

Source: Robinson (1988), Econometrica 56, 931–954; Chernozhukov et al. (2018), Econometrics Journal 21, C1–C68;
t by clusters, Ibragimov & Müller (2010), Journal of Business & Economic Statistics 28, 453–468.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ClusterScore:
    """`slope`: change of log-odds per unit of z (one step); `t`; `clusters` with something to say; one-sided
    chances of a t as large (`above`) or as small (`below`) under no relation."""

    slope: float
    t: float
    clusters: int
    above: float
    below: float


def cluster_score(
    residual: Floats, variance: Floats, z: Floats, basis: Floats, cluster: Ints
) -> ClusterScore | None:
    """The score test; `basis`: rows × columns, its constant included. None with fewer than five clusters."""
    root = np.sqrt(variance)
    explained = np.linalg.lstsq(basis * root[:, None], z * root, rcond=None)[0]
    left = z - basis @ explained
    information = float(variance @ left**2)
    place = np.unique(cluster, return_inverse=True)[1]
    scores = np.bincount(place, residual * left)
    clusters = len(scores)
    spread = float(np.std(scores, ddof=1)) if clusters > 1 else 0.0
    if clusters < 5 or spread <= 0 or information <= 1e-9 * len(z):
        return None
    t = float(scores.mean()) * clusters**0.5 / spread
    below = float(special.stdtr(clusters - 1, t))
    return ClusterScore(float(scores.sum()) / information, t, clusters, 1 - below, below)
