"""From raw log-odds to a chance, learned from approaches later than those the raw model learned from.

    logit p = s + a + b (s − c)        a ~ N(0, 0.5²), b ~ N(−0.1, 0.25²)

(Platt's line, drawn towards a tenth less extreme than learned: what is fitted is over-confident on later rows).
The bounds answer: among cells with such a number, which share started? In each of up to ten bins of the later
approaches, the observed share drawn towards the forecast by ten rows' worth gives a beta distribution; its 2.5 and
97.5 % quantiles, as log-odds beside the forecast, are carried between bins.

Source: Platt (1999), Advances in Large Margin Classifiers; shrunken recalibration, Steyerberg (2019), ch. 20.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from adjoin.scoring.learned.examples import Bools, Floats, Ints
from adjoin.statistics.ridge_logistic import ridge_logistic

LEVEL_DEVIATION, SLOPE_MEAN, SLOPE_DEVIATION = 0.5, -0.1, 0.25
ROWS_A_BIN, MOST_BINS, FORECAST_COUNTS = 50, 10, 10.0
TAIL = 0.025


@dataclass(frozen=True)
class Calibrator:
    """`level` a, `slope` b, `centre` c; `at`: mean log-odds of each bin; `below`, `above`: how far its bounds lie."""

    level: float = 0.0
    slope: float = 0.0
    centre: float = 0.0
    at: tuple[float, ...] = ()
    below: tuple[float, ...] = ()
    above: tuple[float, ...] = ()

    def log_odds(self, raw: Floats) -> Floats:
        """Calibrated log-odds."""
        return raw + self.level + self.slope * (raw - self.centre)

    def bounds(self, calibrated: Floats) -> tuple[Floats, Floats]:
        """Chances between which the observed share lies; all of [0, 1] where there was nothing to learn from."""
        if not self.at:
            return np.zeros_like(calibrated), np.ones_like(calibrated)
        low = special.expit(calibrated - np.interp(calibrated, self.at, self.below))
        high = special.expit(calibrated + np.interp(calibrated, self.at, self.above))
        return low, high


def fit_calibrator(raw: Floats, outcome: Bools, root: Ints) -> Calibrator:
    """The line and its bounds; without rows, as it stands."""
    if len(raw) == 0:
        return Calibrator()
    centre = float(raw.mean())
    columns = np.stack([np.ones_like(raw), raw - centre], axis=1)
    widths = np.array([LEVEL_DEVIATION, SLOPE_DEVIATION])
    level, slope = ridge_logistic(columns, outcome, raw, np.array([0.0, SLOPE_MEAN]), widths).weight.tolist()
    # A line that falls would turn the order of cells around; ten deviations away, yet possible.
    line = Calibrator(level, max(slope, -0.9), centre)
    at, below, above = _bins(line.log_odds(raw), outcome, root)
    return Calibrator(
        line.level, line.slope, centre, tuple(at.tolist()), tuple(below.tolist()), tuple(above.tolist())
    )


def _bins(calibrated: Floats, outcome: Bools, root: Ints) -> tuple[Floats, Floats, Floats]:
    """Mean log-odds of each bin and how far its bounds lie; rows of one root count as one in the certainty."""
    count = min(max(len(calibrated) // ROWS_A_BIN, 1), MOST_BINS)
    order = np.argsort(calibrated, kind="stable")
    rows = np.array_split(order, count)
    at = np.array([calibrated[of].mean() for of in rows])
    shares = np.array([outcome[of].mean() for of in rows])
    known = np.array([len(np.unique(root[of])) for of in rows], dtype=np.float64)
    forecast = special.expit(at)
    ones = shares * known + forecast * FORECAST_COUNTS
    zeros = (1 - shares) * known + (1 - forecast) * FORECAST_COUNTS
    low, high = special.betaincinv(ones, zeros, TAIL), special.betaincinv(ones, zeros, 1 - TAIL)
    return at, np.maximum(at - special.logit(low), 0.0), np.maximum(special.logit(high) - at, 0.0)
