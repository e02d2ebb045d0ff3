"""What the learned model learns from: approaches with their outcome, and open cells with whether one came.

Plain arrays, no tables: whoever reads the warehouse fills them. The order of rows does not matter to `learn`
except that equal inputs give equal artefacts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Values = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NOBODY = -1
"""The owner of a row whose owner is unknown."""


@dataclass(frozen=True)
class Feature:
    """One column of `values`.

    `levels`: names of the categories, the value is their index; None for a number. `monotone`: 1 where a higher
    value can only raise the chance (a signal's strength), −1 lower, 0 free; only for numbers. `weight`: the expert
    weight (log-odds per unit) with which the prior already counts this value; such features are re-learned in the
    ridge step, None for all others.
    """

    name: str
    levels: tuple[str, ...] | None = None
    monotone: int = 0
    weight: float | None = None

    def __post_init__(self) -> None:
        if self.monotone not in {-1, 0, 1}:
            raise ValueError(f"feature {self.name}: monotone is {self.monotone}: give -1, 0 or 1")
        if self.levels is not None and (self.monotone or self.weight is not None):
            raise ValueError(f"feature {self.name}: categories have no direction and no expert weight")


@dataclass(frozen=True)
class Examples:
    """Matured approaches: one row is the first outbound approach of an episode, root × product.

    `values`: rows × features as of the day before, NaN unknown. `prior_logit`: the prior's log-odds then.
    `outcome`: the product started within the horizon. `day`: the approach's day, days since 1970-01-01. `root`,
    `owner`: group numbers, owner −1 where unknown. Raises ValueError on unequal lengths, or log-odds not finite.
    """

    features: tuple[Feature, ...]
    values: Values
    prior_logit: Floats
    outcome: Bools
    day: Ints
    root: Ints
    owner: Ints

    def __post_init__(self) -> None:
        _check(self.values, self.prior_logit, self.outcome, self.day, self.root, self.owner)
        if self.values.shape[1] != len(self.features):
            raise ValueError(f"{self.values.shape[1]} columns of values for {len(self.features)} features")

    def __len__(self) -> int:
        return len(self.outcome)

    def rows(self, which: npt.NDArray[np.generic]) -> Examples:
        """The rows named by a mask or by positions."""
        return Examples(self.features, **{name: getattr(self, name)[which] for name in _OF_EXAMPLES})


@dataclass(frozen=True)
class Cells:
    """Open cells at past dates, of the same features as `Examples`.

    `approached`: an outbound approach came within the next 90 days. `day`: the past date.
    """

    values: Values
    prior_logit: Floats
    approached: Bools
    day: Ints
    root: Ints
    owner: Ints

    def __post_init__(self) -> None:
        _check(self.values, self.prior_logit, self.approached, self.day, self.root, self.owner)

    def __len__(self) -> int:
        return len(self.approached)

    def rows(self, which: npt.NDArray[np.generic]) -> Cells:
        """The rows named by a mask or by positions."""
        return Cells(**{name: getattr(self, name)[which] for name in _OF_CELLS})


_OF_EXAMPLES = ("values", "prior_logit", "outcome", "day", "root", "owner")
_OF_CELLS = ("values", "prior_logit", "approached", "day", "root", "owner")


def _check(values: Values, prior_logit: Floats, *columns: npt.NDArray[np.generic]) -> None:
    """Raise unless `values` is a table and every column has its number of rows."""
    if values.ndim != 2 or any(len(column) != len(values) for column in (prior_logit, *columns)):
        raise ValueError("columns must be of one length, a number a row, and values rows × features")
    if not np.isfinite(prior_logit).all():
        raise ValueError("prior_logit must be finite: the prior's chance lies inside (0, 1)")
