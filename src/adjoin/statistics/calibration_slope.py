"""The calibration slope with its limits where rows come in clusters.

The slope and intercept are those of `calibration_line`; the variance is the cluster-robust sandwich of that logistic
regression, times G/(G−1). Source: Liang & Zeger (1986), Biometrika 73, 13–22.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.statistics.calibration import calibration_line, log_odds

Z = 1.959963984540054


@dataclass(frozen=True)
class CalibrationSlope:
    """Slope in log-odds per log-odd with its 95 % limits; the intercept in log-odds."""

    intercept: float
    slope: float
    low: float
    high: float


def calibration_slope(
    probability: npt.NDArray[np.float64], happened: npt.NDArray[np.bool_], cluster: npt.NDArray[np.int64]
) -> CalibrationSlope | None:
    """Of `probability` (0 to 1, one a row), what `happened`, and each row's `cluster` number.

    None where it cannot be told: one outcome only, one prediction only, fewer than two clusters.
    """
    line = calibration_line(probability, happened)
    place = np.unique(cluster, return_inverse=True)[1]
    clusters = int(place.max(initial=-1)) + 1
    if line is None or clusters < 2:
        return None
    intercept, slope = line
    rows = np.stack([np.ones(len(probability)), log_odds(probability)], axis=1)
    chance = special.expit(rows @ np.array(line))
    bread = np.linalg.inv((rows * (chance * (1 - chance))[:, None]).T @ rows)
    score = rows * (happened - chance)[:, None]
    of_cluster = np.stack([np.bincount(place, weights=score[:, j], minlength=clusters) for j in (0, 1)])
    variance = bread @ (of_cluster @ of_cluster.T) @ bread * clusters / (clusters - 1)
    wide = Z * float(np.sqrt(variance[1, 1]))
    return CalibrationSlope(intercept, slope, slope - wide, slope + wide)
