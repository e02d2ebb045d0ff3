"""Logistic regression whose weights are drawn towards prior values (a normal prior on each, the posterior's mode).

Maximises Σ y·η − log(1 + e^η) − ½ Σ_j ((β_j − μ_j) / σ_j)², η = offset + X β, by Newton's method with halved steps.
Source: le Cessie & van Houwelingen (1992), Applied Statistics 41, 191–201; as a posterior mode, Gelman et al. (2008),
Annals of Applied Statistics 2, 1360–1383.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
STEPS, HALVINGS, CLOSE = 100, 30, 1e-10


@dataclass(frozen=True)
class RidgeLogistic:
    """The fit: `weight` [columns], and `covariance` [columns × columns], the inverse curvature at the mode."""

    weight: Floats
    covariance: Floats

    @property
    def deviation(self) -> Floats:
        """The posterior standard deviation of each weight."""
        deviation: Floats = np.sqrt(np.diag(self.covariance))
        return deviation


def ridge_logistic(
    columns: Floats,
    outcome: npt.ArrayLike,
    offset: npt.ArrayLike,
    prior_mean: Floats,
    prior_deviation: Floats,
) -> RidgeLogistic:
    """Fit `columns` [rows × columns] to `outcome` [rows], 0 or 1, on top of `offset` [rows] in log-odds.

    `prior_mean`, `prior_deviation` [columns]: where each weight is drawn to and how loosely; both finite. Without
    rows the weights are the prior means.
    """
    y, beside = np.asarray(outcome, dtype=np.float64), np.asarray(offset, dtype=np.float64)
    stiff = 1 / np.asarray(prior_deviation, dtype=np.float64) ** 2
    weight = np.array(prior_mean, dtype=np.float64)

    def lost(at: Floats) -> float:
        linear = beside + columns @ at
        return float(
            (np.logaddexp(0, linear) - y * linear).sum() + 0.5 * (stiff * (at - prior_mean) ** 2).sum()
        )

    now = lost(weight)
    for _ in range(STEPS):
        chance = special.expit(beside + columns @ weight)
        slope = columns.T @ (y - chance) - stiff * (weight - prior_mean)
        step = np.linalg.solve(_curvature(columns, chance, stiff), slope)
        size = 1.0
        while (then := lost(weight + size * step)) > now and size > 0.5**HALVINGS:
            size /= 2
        weight, now = weight + size * step, then
        if float(np.abs(step).max(initial=0)) < CLOSE:
            break
    chance = special.expit(beside + columns @ weight)
    covariance: Floats = np.linalg.inv(_curvature(columns, chance, stiff)).astype(np.float64)
    return RidgeLogistic(weight, covariance)


def _curvature(columns: Floats, chance: Floats, stiff: Floats) -> Floats:
    half = columns * np.sqrt(chance * (1 - chance))[:, None]
    return half.T @ half + np.diag(stiff)  # a product with itself is symmetric: half the work
