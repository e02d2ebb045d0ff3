"""Log rate ratios of several features at once, each stratum with a rate of its own, drawn towards a prior.

Cell i of stratum s has t_i days, d_i starts and features x_i. Starts are Poisson with rate exp(α_s + w·x_i). The
α_s are profiled out, what is left is the likelihood of where a stratum's D_s starts fell (conditional on D_s),

    ℓ(w) = Σ_i d_i w·x_i − Σ_s D_s log Σ_{i∈s} t_i exp(w·x_i) − ½ Σ_k (w_k − m_k)² / σ²

with a normal prior N(m_k, σ²) a feature. ℓ is strictly concave; Newton's steps are halved until it rises. The
posterior standard deviations are those of its normal approximation, from the Hessian at the maximum.

Source: McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., ch. 6–7 (Poisson with nuisance strata and its
conditional likelihood); Hoerl & Kennard (1970), Technometrics 12 (ridge).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_STEPS = 100


@dataclass(frozen=True)
class RateCells:
    """One number a cell; `features`: cells × features. A stratum may come in any number of cells.

    Raises ValueError on unequal lengths, negative counts, or starts in a stratum where nobody spent a day.
    """

    stratum: Ints
    days: Floats
    starts: Floats
    features: Floats

    def __post_init__(self) -> None:
        if not len(self.stratum) == len(self.days) == len(self.starts) == len(self.features):
            raise ValueError("columns must be of one length, a number a cell")
        if (self.days < 0).any() or (self.starts < 0).any():
            raise ValueError("days and starts are counts: none below 0")


@dataclass(frozen=True)
class LogRates:
    """One number a feature: the maximum, its standard deviation, and what the data alone know (1 / variance).

    `information` is the curvature without the prior's; 0 where no stratum with starts holds days with and without
    the feature, so that the posterior is the prior.
    """

    weight: Floats
    deviation: Floats
    information: Floats


def stratified_rates(cells: RateCells, prior: Floats, prior_deviation: float = 1.0) -> LogRates:
    """Posterior of the log rate ratios. `prior`: means, one a feature; `prior_deviation`: σ of all of them."""
    told = _with_starts(cells)
    weight = np.asarray(prior, dtype=np.float64).copy()
    ridge = 1.0 / prior_deviation**2
    value, slope, curvature = _at(told, weight, prior, ridge)
    for _ in range(MOST_STEPS):
        step = np.linalg.solve(curvature + ridge * np.eye(len(weight)), slope)
        if float(np.abs(step).max(initial=0.0)) < 1e-10:
            break
        length = 1.0
        found = _at(told, weight + step, prior, ridge)
        while found[0] < value - 1e-12 * abs(value) and length > 1e-6:
            length /= 2
            found = _at(told, weight + length * step, prior, ridge)
        weight = weight + length * step
        value, slope, curvature = found
    covariance = np.linalg.inv(curvature + ridge * np.eye(len(weight)))
    return LogRates(weight, np.sqrt(np.diag(covariance)), np.diag(curvature).copy())


def _with_starts(cells: RateCells) -> RateCells:
    """The strata that say something, numbered 0, 1, 2 …: those with a start and with days."""
    _, place = np.unique(cells.stratum, return_inverse=True)
    starts, days = np.bincount(place, cells.starts), np.bincount(place, cells.days)
    if ((starts > 0) & (days == 0)).any():
        raise ValueError("a stratum has starts but no days: count the day of the start")
    keep = (starts > 0)[place]
    stratum = np.unique(place[keep], return_inverse=True)[1].astype(np.int64)
    return RateCells(stratum, cells.days[keep], cells.starts[keep], cells.features[keep])


def _at(cells: RateCells, weight: Floats, prior: Floats, ridge: float) -> tuple[float, Floats, Floats]:
    """ℓ, its gradient, and minus the Hessian without the prior's part."""
    strata, x = int(cells.stratum.max(initial=-1)) + 1, cells.features
    linear = x @ weight
    spent = cells.days * np.exp(linear)
    total = np.bincount(cells.stratum, spent, strata)
    starts = np.bincount(cells.stratum, cells.starts, strata)
    share = spent / total[cells.stratum]
    mean = np.zeros((strata, x.shape[1]))
    np.add.at(mean, cells.stratum, share[:, None] * x)
    away = weight - prior
    value = float(cells.starts @ linear - starts @ np.log(total) - ridge / 2 * (away @ away))
    slope = cells.starts @ x - starts @ mean - ridge * away
    expected = starts[cells.stratum] * share
    curvature = (x * expected[:, None]).T @ x - (mean * starts[:, None]).T @ mean
    return value, slope, curvature
