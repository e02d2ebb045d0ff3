"""Small gradient-boosted trees for the effect: they find accounts that two things together set apart.

Source: Ke et al. (2017), NeurIPS 30, fitted to doubly robust scores (Kennedy 2023). The scores are nearly all noise,
so the trees are few, shallow and heavily held back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import lightgbm

Floats = npt.NDArray[np.float64]
Values = npt.NDArray[np.float32]
ROUNDS, RATE, LEAVES, PULL = 60, 0.05, 6, 10.0
LEAST_LEAF, LEAF_SHARE = 100, 1 / 40
ROWS_A_THREAD = 50_000
"""Threads that wait for each other on fewer rows take longer than one alone."""


@dataclass(frozen=True)
class Trees:
    """A grown model."""

    booster: lightgbm.Booster

    def predict(self, table: Values) -> Floats:
        """One number a row."""
        if not len(table):
            return np.zeros(0)
        return np.asarray(self.booster.predict(table, num_threads=2), dtype=np.float64)


def grow(table: Values, target: Floats, categories: tuple[int, ...], seed: int) -> Trees:
    """Fit `target` on `table` (rows × features, NaN unknown); `categories`: the columns that are levels."""
    import lightgbm  # noqa: PLC0415 - slow to import, and only experiments need it

    settings = {
        "objective": "regression",
        "learning_rate": RATE,
        "num_leaves": LEAVES,
        "min_data_in_leaf": max(LEAST_LEAF, int(len(table) * LEAF_SHARE)),
        "lambda_l2": PULL,
        "feature_fraction": 0.6,
        "bagging_fraction": 0.5,
        "bagging_freq": 1,
        "max_bin": 63,
        "deterministic": True,
        "force_row_wise": True,
        "seed": seed,
        "num_threads": min(2, 1 + len(table) // ROWS_A_THREAD),
        "verbosity": -1,
    }
    data = lightgbm.Dataset(table, label=target, categorical_feature=list(categories), params=settings)
    return Trees(lightgbm.train(settings, data, num_boost_round=ROUNDS))
