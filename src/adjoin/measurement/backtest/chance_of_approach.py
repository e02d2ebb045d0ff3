"""How likely somebody was to approach each offer within the days that replay looks at, given what was recorded.

One logistic regression over the offers of all dates. Where most were not approached, those are thinned at random and
an offset puts the level back (King & Zeng 2001, Political Analysis 9, 137–163).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.statistics.ridge_logistic import ridge_logistic

Floats = npt.NDArray[np.float64]
KEPT = 200_000
"""Offers without an approach that the fit reads at most."""
LOOSE, DRAWN = 10.0, 1.0
"""Prior deviations, in log-odds, of the level and of a column's weight per standard deviation."""


def chance_of_approach(
    state: npt.NDArray[np.float32], approached: npt.NDArray[np.bool_], rng: np.random.Generator
) -> Floats | None:
    """The chance of each row of `state` [offers × columns]; None where all or none were approached."""
    met, left = np.flatnonzero(approached), np.flatnonzero(~approached)
    if not len(met) or not len(left):
        return None
    kept = left if len(left) <= KEPT else np.sort(rng.choice(left, KEPT, replace=False))
    rows = np.concatenate([met, kept])
    middle, spread = state[rows].mean(axis=0, dtype=np.float64), state[rows].std(axis=0, dtype=np.float64)
    spread = np.where(spread > 0, spread, 1.0)  # a column that never varies says nothing
    columns = np.column_stack([np.ones(len(rows)), (state[rows] - middle) / spread])
    widths = np.array([LOOSE, *[DRAWN] * len(middle)])
    thinned = np.full(len(rows), np.log(len(left) / len(kept)))
    found = ridge_logistic(columns, approached[rows], thinned, np.zeros(len(widths)), widths)
    level, weight = float(found.weight[0]), found.weight[1:] / spread
    chance: Floats = special.expit(level + state.astype(np.float64) @ weight - middle @ weight)
    return chance
