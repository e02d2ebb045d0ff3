"""Features that cannot have been known before the draw: their values differ between the arms beyond chance.

Chance alone makes arms alike in everything that came before. A column that differs by more than five standard errors
was filled in after the treatment, and would let a model see what it is to judge.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.experiments.uplift.features import Feature

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
TOO_FAR = 5.0
"""Standard errors: one in 1.7 million draws for one column."""


def recorded_after(features: tuple[Feature, ...], rows: Bools, treated: Bools) -> frozenset[str]:
    """The names of such features, from the values of `rows`; `treated` says which of them were (one of all rows)."""
    if not rows.any():
        return frozenset()
    inside, outside = treated[rows], ~treated[rows]
    return frozenset(
        feature.name for feature in features if _furthest(feature, rows, inside, outside) > TOO_FAR
    )


def _furthest(feature: Feature, rows: Bools, inside: Bools, outside: Bools) -> float:
    values = feature.values[rows]
    lost = ~np.isfinite(values)
    columns = [lost.astype(np.float64)]
    if feature.levels is None:
        known = np.where(lost, values[~lost].mean() if (~lost).any() else 0.0, values)
        columns.append(known)
    else:
        columns += [(values == place).astype(np.float64) for place in range(len(feature.levels))]
    return max(_distance(column, inside, outside) for column in columns)


def _distance(column: Floats, inside: Bools, outside: Bools) -> float:
    one, other = column[inside], column[outside]
    if len(one) < 2 or len(other) < 2:
        return 0.0
    # The pooled variance is the one under no difference: a level seen in one arm only has none of its own.
    error = float(np.sqrt(column.var() * (1 / len(one) + 1 / len(other))))
    return abs(float(one.mean() - other.mean())) / error if error > 0 else 0.0
