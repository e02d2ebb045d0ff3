"""One model over cells that learned which component to believe where, and the best single one where it is no better.

First the blend, then trees that boost it with the attributes, the product and the components. Both are judged on the
fifth of the accounts that neither learned from; what is worst in log-loss there stands aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.blend import Doubles, blended, fit_blend
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.components import RIDGES
from adjoin.scoring.snapshot.sample import Cells

MOST_ROUNDS, PATIENCE = 200, 20
CHECKED = 5
"""Every fifth account judges."""
SETTINGS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 24, "learning_rate": 0.06, "min_data_in_leaf": 50, "lambda_l2": 5,
    "feature_fraction": 0.7, "max_bin": 127, "cat_smooth": 20, "min_data_per_group": 50, "verbosity": -1,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip


@dataclass(frozen=True)
class Stack:
    """`weights`: the blend. `trees`: LightGBM's booster, None where it did not help."""

    book: Book
    weights: Doubles
    trees: Any

    def score(self, scores: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        """Log-odds, rows × products. `scores`: rows × products × components."""
        logit = blended(scores, self.weights)
        if self.trees is None:
            return logit
        products = logit.shape[1]
        account, product = np.repeat(rows, products), np.tile(np.arange(products), len(rows))
        table = _table(self.book, scores.reshape(len(account), -1), account, product)
        moved = self.trees.predict(table, raw_score=True, num_threads=SETTINGS["num_threads"])
        both: Floats = (logit + moved.reshape(logit.shape)).astype(np.float32)
        return both


def fit_stack(book: Book, cells: Cells, rng: np.random.Generator) -> Stack:
    """The stack from sampled cells of accounts, none of which the components' models of these cells learned from."""
    accounts = np.unique(cells.account)
    judge = np.isin(cells.account, rng.permutation(accounts)[: len(accounts) // CHECKED])
    if judge.sum() < 10 or (~judge).sum() < 10:
        return Stack(book, _single(0, cells.scores.shape[1]), None)
    tried = fit_blend(cells.scores[~judge], cells.held[~judge], cells.offset)
    singles = [_single(place, cells.scores.shape[1]) for place in range(len(RIDGES))]
    losses = [_loss(cells, judge, weights) for weights in (tried, *singles)]
    chosen = int(np.argmin(losses))
    if chosen:
        return Stack(book, singles[chosen - 1], None)
    trees = _fit_trees(book, cells, judge, blended(cells.scores, tried) + cells.offset)
    return Stack(book, fit_blend(cells.scores, cells.held, cells.offset), trees)


def _single(place: int, components: int) -> Doubles:
    """The blend that is one component alone."""
    weights = np.zeros(components + 1)
    weights[place] = 1.0
    return weights


def _loss(cells: Cells, judge: npt.NDArray[np.bool_], weights: Doubles) -> float:
    logit = blended(cells.scores[judge], weights) + cells.offset
    return float((np.logaddexp(0, logit) - cells.held[judge] * logit).mean())


def _fit_trees(book: Book, cells: Cells, judge: npt.NDArray[np.bool_], logit: Floats) -> Any:
    """Trees on top of the blend, as many as help the judges; None where none does."""
    import lightgbm  # noqa: PLC0415

    table = _table(book, cells.scores, cells.account, cells.product)
    components = cells.scores.shape[1]
    places = [components + place for place in book.categories] + [table.shape[1] - 1]
    learn = lightgbm.Dataset(
        table[~judge], cells.held[~judge], init_score=logit[~judge], categorical_feature=places
    )
    check = learn.create_valid(table[judge], cells.held[judge], init_score=logit[judge])
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    trees = lightgbm.train(SETTINGS, learn, MOST_ROUNDS, valid_sets=[check], callbacks=[stop])
    before = float((np.logaddexp(0, logit[judge]) - cells.held[judge] * logit[judge]).mean())
    return trees if trees.best_score["valid_0"]["binary_logloss"] < before else None


def _table(
    book: Book, scores: Floats, account: npt.NDArray[np.int64], product: npt.NDArray[np.int64]
) -> Floats:
    return np.column_stack([scores, book.plain[account], product]).astype(np.float32)
