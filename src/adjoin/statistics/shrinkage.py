"""Shrinking each pair's probability towards what all products together say (gamma–Poisson).

θ = adopters D ÷ expected adopters E. D ~ Poisson(θ E), θ ~ Gamma(a, a) with mean 1, so

    θ | data ~ Gamma(a + D, a + E)        D ~ negative binomial(a, a / (a + E)) over the pairs

a, the concentration, says how alike the pairs are, and is fitted once over all of them. Then
probability = raw · E[θ | data] / θ̂ with θ̂ = D / E, and pooled · a / (a + E) where nobody adopted.

Source: Clayton & Kaldor (1987), Biometrics 43, 671–681; DuMouchel (1999), The American Statistician 53.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import optimize, special

Floats = npt.NDArray[np.float64]

LEAST_CONCENTRATION, MOST_CONCENTRATION = 0.5, 200.0


@dataclass(frozen=True)
class Shrunk:
    """Shrunk probability and its bounds, one a pair; each in [0, 1], NaN where it cannot be told."""

    probability: Floats
    low: Floats
    high: Floats


def fit_concentration(adopters: npt.ArrayLike, expected: npt.ArrayLike) -> float:
    """a of Gamma(a, a) by maximum marginal likelihood over all pairs, within [0.5, 200].

    Pairs with nothing expected (E = 0 or NaN) say nothing of a. With none left, 0.5: shrink least.
    """
    d, e = np.asarray(adopters, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    told = np.nan_to_num(e) > 0
    d, e = d[told], e[told]
    if not len(d):
        return LEAST_CONCENTRATION

    def unlikelihood(log_a: float) -> float:
        a = np.exp(log_a)
        terms = special.gammaln(a + d) - special.gammaln(a) - a * np.log1p(e / a) - d * np.log(a + e)
        return -float(terms.sum())

    bounds = (np.log(LEAST_CONCENTRATION), np.log(MOST_CONCENTRATION))
    best = optimize.minimize_scalar(unlikelihood, bounds=bounds, method="bounded", options={"xatol": 1e-6})
    return float(np.exp(best.x))


def shrink(
    raw: npt.ArrayLike,
    pooled: npt.ArrayLike,
    adopters: npt.ArrayLike,
    expected: npt.ArrayLike,
    concentration: npt.ArrayLike,
    level: float = 0.95,
) -> Shrunk:
    """Shrunk probabilities of all pairs at one horizon; all arrays one number a pair.

    `raw`: Aalen–Johansen F(h); `pooled`: pooled F(h); `adopters` D and `expected` E by h; `concentration`: a,
    one for all or one a pair.
    Bounds are the gamma quantiles of θ on the same scale. With nothing expected (E = 0) the answer is the
    pooled probability with the prior's quantiles; but if some adopted all the same, the pool knows nothing
    of this pair, so raw stands, with bounds as if E were D. NaN where nobody adopted and pooled is NaN
    (no other owners to learn from: the raw probability is all there is).
    """
    given = (raw, pooled, adopters, expected, concentration)
    r, p, d, e, a = (np.asarray(numbers, dtype=np.float64) for numbers in given)
    some = d > 0
    e = np.where(some & ~(np.nan_to_num(e) > 0), d, np.nan_to_num(e))
    unit = np.where(some, r * e / np.where(some, d, 1.0), p)
    shape, tail = a + d, (1 - level) / 2

    def scaled(theta: Floats) -> Floats:
        return np.clip(unit * theta / (a + e), 0.0, 1.0)

    quantiles = [special.gammaincinv(shape, q) for q in (tail, 1 - tail)]
    return Shrunk(probability=scaled(shape), low=scaled(quantiles[0]), high=scaled(quantiles[1]))
