"""How many of those who took an offer would have done so anyway, from comparable others who had no offer.

Takers fall into strata s with weights W_s (their number, or their money); of n_s others in the stratum x_s did it
without the offer. The share standardised to the takers, and its variance given the strata, are

    F = Σ w_s x_s / n_s        V = Σ w_s² p̃_s (1 − p̃_s) / n_s        w_s = W_s / Σ W        (strata with n_s > 0)

A stratum of few says p̂ = 0 or 1 and so a variance of nothing; in V alone each is drawn towards the pooled share by two
pseudo-observations, p̃_s = (x_s + 2 p̄) / (n_s + 2), p̄ = (Σ x + ½) / (Σ n + 1). The interval is Wilson's with the number
of observations that one sample would need for V, N = F̃ (1 − F̃) / V with F̃ = Σ w_s p̃_s.

Source: direct standardisation, Rothman, Greenland & Lash (2008), Modern Epidemiology, 3rd ed., ch. 15; Wilson (1927),
JASA 22, 209–212; effective sample sizes in it, Korn & Graubard (1998), Survey Methodology 24. That it covers is
simulated in the tests. Strata that share accounts vary together: the sum of their covariances, where it is above 0, is
added to V. The takers are taken as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PSEUDO = 2.0
"""Observations at the pooled share that each stratum is lent for the variance."""


@dataclass(frozen=True)
class Anyway:
    """One number a group: the share with its limits, and the weight that could be compared.

    `share`, `low`, `high`: NaN where no stratum with weight has anybody to compare with.
    """

    share: Floats
    low: Floats
    high: Floats
    compared: Floats


def would_have_anyway(
    group: npt.ArrayLike,
    weight: npt.ArrayLike,
    others: npt.ArrayLike,
    did: npt.ArrayLike,
    covariance: npt.ArrayLike = 0.0,
    level: float = 0.95,
) -> Anyway:
    """The standardised share of each group 0 … max(`group`); all arrays one number a stratum.

    `weight`: of the takers, ≥ 0; `others`: n_s, followed without the offer; `did`: x_s of them. `covariance`: a number
    a group, of Σ W_s x_s / n_s over all pairs of strata that share accounts. Raises ValueError on unequal lengths,
    negative weights, or x_s outside 0 … n_s.
    """
    of = np.asarray(group, dtype=np.int64)
    w, n, x = (np.asarray(column, dtype=np.float64) for column in (weight, others, did))
    if not of.shape == w.shape == n.shape == x.shape:
        raise ValueError("group, weight, others and did must be of one length, a number a stratum")
    if not ((w >= 0).all() and (x >= 0).all() and (x <= n).all()):
        raise ValueError("weights are not negative, and of n others from 0 to n did it")
    groups = int(of.max(initial=-1)) + 1
    told = (n > 0) & (w > 0)
    of, w, n, x = of[told], w[told], n[told], x[told]

    def total(values: Floats) -> Floats:
        return np.bincount(of, values, groups).astype(np.float64)

    compared = total(w)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = total(w * x / n) / compared
        pooled = ((total(x) + 0.5) / (total(n) + 1))[of]
        lent = (x + PSEUDO * pooled) / (n + PSEUDO)
        alone = total(w**2 * lent * (1 - lent) / n)
        variance = (alone + np.maximum(covariance, 0.0)) / compared**2
        smooth = total(w * lent) / compared
        low, high = _wilson(share, smooth * (1 - smooth) / variance, level)
    return Anyway(share, low, high, compared)


def _wilson(share: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    room = special.ndtri(0.5 + level / 2) ** 2 / size
    middle = (share + room / 2) / (1 + room)
    half = np.sqrt(room * share * (1 - share) + room**2 / 4) / (1 + room)
    return np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)
