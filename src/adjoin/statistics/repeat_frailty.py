"""Do events return to the same groups more often than their expected rates say (frailty)?

Event i happens with chance e_i · u_g, where g is its group and u_g ≥ 0 is unseen with mean 1 and variance v. Over pairs
of different occasions of one group

    v̂ = Σ (A_i − e_i)(A_j − e_j) / Σ e_i e_j        sd₀(v̂) = √(Σ e_i(1 − e_i) e_j(1 − e_j)) / Σ e_i e_j

sd₀ is its standard deviation if groups do not differ (v = 0): the terms are uncorrelated then. Source: the score test
of homogeneity, Liang (1987), Biometrika 74, 259–264; moment estimator of a frailty's variance, Hougaard (2000),
Analysis of Multivariate Survival Data, ch. 7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Frailty:
    """`excess`: v̂; `deviation`: sd₀; `expected_pairs`: Σ e_i e_j, pairs of events expected if groups do not differ."""

    excess: float
    deviation: float
    expected_pairs: float


def repeat_frailty(happened: Floats, expected: Floats, group: Ints, occasion: Ints) -> Frailty | None:
    """v̂ of rows with their group and occasion; None where no pair of occasions is expected to agree."""
    place = np.unique(group, return_inverse=True)[1]
    width = int(occasion.max(initial=-1)) + 1
    cell = np.unique(place * width + occasion, return_inverse=True)

    def pairs(amount: Floats) -> float:
        """Σ amount_i · amount_j over pairs of different occasions of one group."""
        whole = np.bincount(place, amount)
        within = np.bincount(cell[1], amount)
        return float((whole**2).sum() - (within**2).sum()) / 2

    foretold = pairs(expected)
    if foretold <= 0:
        return None
    spread = max(pairs(expected * (1 - expected)), 0.0) ** 0.5
    return Frailty(pairs(happened - expected) / foretold, spread / foretold, foretold)
