"""Limits of a cumulative incidence: complementary log–log, and exact at 0 and 1.

On g(F) = log(−log(1 − F)) the delta method gives sd(g) = σ / ((1 − F) · |log(1 − F)|), hence

    1 − (1 − F)^exp(±z · sd(g))

which stays inside (0, 1). Source: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time
Data, 1.4; the transformation named `cloglog` for transition probabilities in R's `etm`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]

ALL = 1 - 1e-12
"""A sum of steps this near 1 is 1: everybody adopted."""


def incidence_interval(
    incidence: Floats, variance: Floats, known: Floats, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Lower and upper limits, elementwise.

    Where F is 0 the interval is [0, 1 − (α/2)^(1/n)], where F is 1 it is [(α/2)^(1/n), 1], with n = `known`:
    accounts followed to the horizon where nobody adopted, adopters where everybody did. With n = 0 nothing
    is known: [0, 1]. Raises ValueError for a level outside (0, 1).
    """
    if not 0 < level < 1:
        raise ValueError(f"level is {level}: give a number between 0 and 1, such as 0.95")
    tail = (1 - level) / 2
    inside = (incidence > 0) & (incidence < ALL)
    miss = np.where(inside, 1 - incidence, 0.5)
    spread = -special.ndtri(tail) * np.sqrt(variance) / (miss * -np.log(miss))
    exact = np.where(known > 0, tail ** (1 / np.maximum(known, 1.0)), 0.0)
    low = np.where(inside, 1 - miss ** np.exp(-spread), np.where(incidence > 0, exact, 0.0))
    high = np.where(inside, 1 - miss ** np.exp(spread), np.where(incidence > 0, 1.0, 1 - exact))
    return low, high
