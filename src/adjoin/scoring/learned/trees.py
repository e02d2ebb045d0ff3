"""Gradient-boosted trees that start from given log-odds: LightGBM, small, deterministic, as text.

Depth 4, at most 15 leaves, learning rate 0.1, leaves of 200 rows (of a fiftieth where there are fewer than 10,000,
never under 20). The prior's log-odds is the last column, so that trees can say where it is trusted less.
Source: Friedman (2001), Annals of Statistics 29; Ke et al. (2017), NeurIPS 30; contributions, Lundberg et al. (2020),
Nature Machine Intelligence 2 (TreeSHAP).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from adjoin.scoring.learned.examples import Bools, Feature, Floats, Values

if TYPE_CHECKING:
    import lightgbm

LEAST_LEAF, MOST_LEAF = 20, 200
DEPTH, LEAVES, RATE, PULL = 4, 15, 0.1, 10.0
ROWS_A_THREAD = 50_000
"""Threads that wait for each other on fewer rows take longer than one alone."""


@dataclass(frozen=True)
class Trees:
    """`text`: LightGBM's own text of the model."""

    text: str

    @cached_property
    def booster(self) -> lightgbm.Booster:
        """The model, read once."""
        import lightgbm  # noqa: PLC0415 - slow to import, and only the learned model needs it

        return lightgbm.Booster(model_str=self.text)

    def log_odds(self, values: Values, prior_logit: Floats, rounds: int | None = None) -> Floats:
        """What the first `rounds` trees add, one number a row; all of them by default."""
        if rounds == 0 or len(values) == 0:
            return np.zeros(len(values))
        told = self.booster.predict(
            _table(values, prior_logit),
            raw_score=True,
            num_iteration=rounds,
            num_threads=min(2, 1 + len(values) // ROWS_A_THREAD),
        )
        return np.asarray(told, dtype=np.float64)

    def contributions(self, values: Values, prior_logit: Floats) -> Floats:
        """TreeSHAP: rows × (features, the prior, the mean); a row adds up to `log_odds`."""
        if len(values) == 0:
            return np.zeros((0, values.shape[1] + 2))
        return np.asarray(
            self.booster.predict(_table(values, prior_logit), pred_contrib=True), dtype=np.float64
        )


@dataclass(frozen=True)
class Growing:
    """How many trees, from which seed, on how many threads; `rising`: a higher prior can only raise the chance."""

    rounds: int
    seed: int
    threads: int
    rising: bool = True


def fit_trees(
    features: tuple[Feature, ...],
    table: tuple[Values, Floats],
    outcome: Bools,
    start: Floats,
    growing: Growing,
    weight: Floats | None = None,
) -> Trees:
    """`table`: values and prior's log-odds; `start`: log-odds that the trees correct; `weight`: of rows."""
    import lightgbm  # noqa: PLC0415

    parameters = _parameters(features, len(outcome), growing)
    data = lightgbm.Dataset(
        _table(*table),
        label=outcome.astype(np.float32),
        init_score=start,
        weight=weight,
        categorical_feature=[i for i, feature in enumerate(features) if feature.levels is not None],
        params=parameters,
    )
    grown = lightgbm.train(parameters, data, num_boost_round=growing.rounds)
    return Trees(grown.model_to_string())


def _parameters(features: tuple[Feature, ...], rows: int, growing: Growing) -> dict[str, Any]:
    return {
        "objective": "binary",
        "boost_from_average": False,
        "learning_rate": RATE,
        "max_depth": DEPTH,
        "num_leaves": LEAVES,
        "min_data_in_leaf": max(LEAST_LEAF, min(MOST_LEAF, rows // 50)),
        "lambda_l2": PULL,
        "max_bin": 63,
        "monotone_constraints": [*[feature.monotone for feature in features], int(growing.rising)],
        "deterministic": True,
        "force_row_wise": True,
        "seed": growing.seed,
        "num_threads": min(growing.threads, 1 + rows // ROWS_A_THREAD),
        "verbosity": -1,
    }


def _table(values: Values, prior_logit: Floats) -> Values:
    return np.column_stack([values, prior_logit.astype(np.float32)]).astype(np.float32, copy=False)
