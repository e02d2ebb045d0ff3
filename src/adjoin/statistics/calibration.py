"""The line that turns forecast log-odds into those that happened (Cox recalibration).

    logit P(y = 1) = a + b · logit p

b = 1 and a = 0 is perfect calibration; b below 1 says that the forecasts are too extreme. Source: Cox (1958),
Biometrika 45, 562–565; Steyerberg (2019), Clinical Prediction Models, ch. 15.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.statistics.ridge_logistic import ridge_logistic

Floats = npt.NDArray[np.float64]

SMALLEST = 1e-9
"""Chances are kept this far from 0 and 1 before their log-odds are taken."""
UNINFORMED = 1e3
"""The prior's deviation that stands for none; it only keeps separated data from running away."""


def log_odds(chance: npt.ArrayLike) -> Floats:
    """log p / (1 − p), elementwise, chances clipped to within 1e-9 of 0 and 1."""
    odds: Floats = special.logit(np.clip(np.asarray(chance, dtype=np.float64), SMALLEST, 1 - SMALLEST))
    return odds


def calibration_line(chance: npt.ArrayLike, outcome: npt.ArrayLike) -> tuple[float, float] | None:
    """(intercept, slope) of the recalibration line; None where one class or one forecast is all there is."""
    linear, y = log_odds(chance), np.asarray(outcome, dtype=np.float64)
    if len(y) == 0 or y.min() == y.max() or np.ptp(linear) < 1e-9:
        return None
    columns = np.stack([np.ones_like(linear), linear], axis=1)
    wide = np.full(2, UNINFORMED)
    found = ridge_logistic(columns, y, np.zeros_like(linear), np.zeros(2), wide)
    return float(found.weight[0]), float(found.weight[1])
