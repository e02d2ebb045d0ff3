"""The first step beyond the prior: level, slope and expert weights re-learned jointly from outcomes.

    logit p = prior + a + b (prior − c) + Σ_k d_k (x_k − x̄_k)

over the features with an expert weight. a ~ N(0, 1²): what is approached starts more often than what is left
alone; b ~ N(0, 0.25²); d_k ~ N(0, 1), so the weight k of the page is expert_k + d_k, prior and posterior side by
side. An unknown x_k counts as its mean. A few hundred outcomes move it; none leave the prior as it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.scoring.learned.examples import Bools, Examples, Feature, Floats, Values
from adjoin.statistics.ridge_logistic import ridge_logistic

LEVEL_DEVIATION, SLOPE_DEVIATION, WEIGHT_DEVIATION = 1.0, 0.25, 1.0


@dataclass(frozen=True)
class Reweighed:
    """One expert weight, log-odds per unit, before and after outcomes, each with its standard deviation."""

    feature: str
    prior: float
    prior_deviation: float
    posterior: float
    posterior_deviation: float


@dataclass(frozen=True)
class Ridge:
    """The fitted step. `columns`: positions of the re-learned features; `means`, `shifts`, `deviations`: x̄, d, sd."""

    level: float
    slope: float
    centre: float
    columns: tuple[int, ...]
    means: tuple[float, ...]
    shifts: tuple[float, ...]
    deviations: tuple[float, ...]

    def base(self, prior_logit: Floats) -> Floats:
        """Log-odds before the features: prior + a + b (prior − c)."""
        base: Floats = prior_logit + self.level + self.slope * (prior_logit - self.centre)
        return base

    def moves(self, values: Values) -> Floats:
        """d_k (x_k − x̄_k), rows × re-learned features."""
        moves: Floats = _around(values, self.columns, np.array(self.means)) * np.array(self.shifts)
        return moves

    def log_odds(self, values: Values, prior_logit: Floats) -> Floats:
        """The whole step, one number a row."""
        linear: Floats = self.base(prior_logit) + self.moves(values).sum(axis=1)
        return linear

    def reweighed(self, features: tuple[Feature, ...]) -> tuple[Reweighed, ...]:
        """Expert weights before and after."""
        of = [features[column] for column in self.columns]
        return tuple(
            Reweighed(f.name, f.weight or 0.0, WEIGHT_DEVIATION, (f.weight or 0.0) + shift, deviation)
            for f, shift, deviation in zip(of, self.shifts, self.deviations, strict=True)
        )


def fit_ridge(examples: Examples) -> Ridge:
    """The posterior mode over these examples (at least one)."""
    columns = tuple(i for i, feature in enumerate(examples.features) if feature.weight is not None)
    means = _means(examples.values, columns)
    centre = float(examples.prior_logit.mean())
    design = np.column_stack(
        [
            np.ones(len(examples)),
            examples.prior_logit - centre,
            _around(examples.values, columns, means),
        ]
    )
    widths = np.array([LEVEL_DEVIATION, SLOPE_DEVIATION, *[WEIGHT_DEVIATION] * len(columns)])
    found = ridge_logistic(design, examples.outcome, examples.prior_logit, np.zeros(len(widths)), widths)
    level, slope, *shifts = found.weight.tolist()
    return Ridge(
        level,
        slope,
        centre,
        columns,
        tuple(means.tolist()),
        tuple(shifts),
        tuple(found.deviation[2:].tolist()),
    )


def _means(values: Values, columns: tuple[int, ...]) -> Floats:
    """Means of the known values, 0 where none is known."""
    chosen = values[:, list(columns)].astype(np.float64)
    known: Bools = ~np.isnan(chosen)
    total: Floats = np.where(known, chosen, 0.0).sum(axis=0)
    means: Floats = total / np.maximum(known.sum(axis=0), 1)
    return means


def _around(values: Values, columns: tuple[int, ...], means: Floats) -> Floats:
    """Values less their mean, 0 where unknown."""
    around: Floats = np.nan_to_num(values[:, list(columns)].astype(np.float64) - means, nan=0.0)
    return around
