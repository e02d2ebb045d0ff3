"""Ridge, then trees: the log-odds before calibration, and what each feature adds to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from adjoin.scoring.learned.examples import Examples, Floats, Values
from adjoin.scoring.learned.ridge import Ridge, fit_ridge
from adjoin.scoring.learned.trees import Growing, Trees, fit_trees

FEWEST_ROWS, FEWEST_OF_A_CLASS = 300, 30
"""Below either, trees are not tried: the ridge alone learns."""


@dataclass(frozen=True)
class Raw:
    """`trees`: None where the ridge is all there is."""

    ridge: Ridge
    trees: Trees | None

    def log_odds(self, values: Values, prior_logit: Floats, rounds: int | None = None) -> Floats:
        """One number a row; with `rounds`, of the first trees only."""
        linear = self.ridge.log_odds(values, prior_logit)
        return linear if self.trees is None else linear + self.trees.log_odds(values, prior_logit, rounds)

    def parts(self, values: Values, prior_logit: Floats) -> tuple[Floats, Floats]:
        """(what the prior and the level say, one number a row; rows × features): they add up to `log_odds`."""
        base, moves = self.ridge.base(prior_logit), np.zeros(values.shape)
        moves[:, list(self.ridge.columns)] = self.ridge.moves(values)
        if self.trees is None:
            return base, moves
        told = self.trees.contributions(values, prior_logit)
        return base + told[:, -2] + told[:, -1], moves + told[:, :-2]


def fit_raw(examples: Examples, growing: Growing) -> Raw:
    """Ridge on all rows, then trees that start from it, if there are rows enough."""
    ridge = fit_ridge(examples)
    ones = int(examples.outcome.sum())
    if (
        growing.rounds == 0
        or len(examples) < FEWEST_ROWS
        or min(ones, len(examples) - ones) < FEWEST_OF_A_CLASS
    ):
        return Raw(ridge, None)
    table = (examples.values, examples.prior_logit)
    start = ridge.log_odds(*table)
    return Raw(ridge, fit_trees(examples.features, table, examples.outcome, start, growing))
