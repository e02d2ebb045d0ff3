"""One model over cells that learned which component to believe where, and the best single one where it is no better.

First the blend, then trees that boost it with the attributes, the product and the components. Both are judged on the
accounts that neither learned from; what is worst in log-loss there stands aside, and what they say is bent to what
came true there. In turns other accounts judge, and the mean of the turns is the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.bend import bent, fit_bend
from adjoin.scoring.snapshot.blend import Doubles, blended, fit_blend
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.components import POPULARITY, RIDGES
from adjoin.scoring.snapshot.sample import Cells

PATIENCE = 20
TURNS = 5
"""Every fifth account judges, then the next fifth."""
LARGE = 2_000_000
"""Accounts × products from which there is one turn, with fewer and bolder trees."""
SETTINGS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 24, "learning_rate": 0.06, "min_data_in_leaf": 50, "lambda_l2": 5,
    "feature_fraction": 0.7, "max_bin": 127, "cat_smooth": 20, "min_data_per_group": 50, "verbosity": -1,
    "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True,
}  # fmt: skip
MOST_ROUNDS = 200
BOLD = {"learning_rate": 0.15}
MOST_BOLD_ROUNDS = 60


@dataclass(frozen=True)
class Turn:
    """`weights`: the blend. `trees`: LightGBM's booster, None where it did not help."""

    weights: Doubles
    trees: Any

    def logit(
        self, book: Book, scores: Floats, account: npt.NDArray[np.int64], product: npt.NDArray[np.int64]
    ) -> Floats:
        """Log-odds of cells. `scores`: cells × components."""
        found = blended(scores, self.weights)
        if self.trees is not None:
            table = _table(book, scores, account, product)
            found += self.trees.predict(table, raw_score=True, num_threads=SETTINGS["num_threads"])
        return found


@dataclass(frozen=True)
class Stack:
    """The turns, and how their mean is bent."""

    book: Book
    turns: tuple[Turn, ...]
    bend: Doubles

    def score(self, scores: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        """Log-odds, rows × products. `scores`: rows × products × components."""
        products = scores.shape[1]
        account, product = np.repeat(rows, products), np.tile(np.arange(products), len(rows))
        cells = scores.reshape(len(account), -1)
        told = [turn.logit(self.book, cells, account, product) for turn in self.turns]
        return bent(np.mean(told, axis=0, dtype=np.float32), self.bend).reshape(len(rows), products)


def fit_stack(book: Book, cells: Cells, rng: np.random.Generator) -> Stack:
    """The stack from sampled cells of accounts, none of which the components' models of these cells learned from."""
    accounts = np.unique(cells.account)
    part = (rng.permutation(len(accounts)) % TURNS)[np.searchsorted(accounts, cells.account)]
    turns, told, judged = [], [], []
    for turn in range(1 if book.held.size > LARGE else TURNS):
        judge = part == turn
        if judge.sum() < 10 or (~judge).sum() < 10:
            continue
        turns.append(_turn(book, cells, judge))
        judged.append(np.flatnonzero(judge))
        where = judged[-1]
        told.append(turns[-1].logit(book, cells.scores[where], cells.account[where], cells.product[where]))
    if not turns:
        turns, judged = [Turn(_single(0, cells.scores.shape[1]), None)], [np.zeros(0, np.int64)]
        told = [np.zeros(0, np.float32)]
    bend = fit_bend(np.concatenate(told), cells.held[np.concatenate(judged)], cells.offset)
    return Stack(book, tuple(turns), bend)


def _turn(book: Book, cells: Cells, judge: npt.NDArray[np.bool_]) -> Turn:
    tried = fit_blend(cells.scores[~judge], cells.held[~judge], cells.offset)
    singles = [_single(place, cells.scores.shape[1]) for place in (*range(len(RIDGES)), POPULARITY)]
    losses = [_loss(cells, judge, blended(cells.scores[judge], weights)) for weights in (tried, *singles)]
    chosen = int(np.argmin(losses))
    if chosen:
        return Turn(singles[chosen - 1], None)
    return Turn(
        tried, _fit_trees(book, cells, judge, blended(cells.scores, tried) + np.float32(cells.offset))
    )


def _single(place: int, components: int) -> Doubles:
    """The blend that is one component alone."""
    weights = np.zeros(components + 1)
    weights[place] = 1.0
    return weights


def _loss(cells: Cells, judge: npt.NDArray[np.bool_], logit: Floats) -> float:
    logit = logit + np.float32(cells.offset)
    return float((np.logaddexp(0, logit) - cells.held[judge] * logit).mean())


def _fit_trees(book: Book, cells: Cells, judge: npt.NDArray[np.bool_], logit: Floats) -> Any:
    """Trees on top of the blend, as many as help the judges; None where none does."""
    import lightgbm  # noqa: PLC0415

    large = book.held.size > LARGE
    table = _table(book, cells.scores, cells.account, cells.product)
    components = cells.scores.shape[1]
    places = [components + place for place in book.categories] + [table.shape[1] - 1]
    learn = lightgbm.Dataset(
        table[~judge], cells.held[~judge], init_score=logit[~judge], categorical_feature=places
    )
    check = learn.create_valid(table[judge], cells.held[judge], init_score=logit[judge])
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    settings, rounds = (SETTINGS | BOLD, MOST_BOLD_ROUNDS) if large else (SETTINGS, MOST_ROUNDS)
    trees = lightgbm.train(settings, learn, rounds, valid_sets=[check], callbacks=[stop])
    before = float((np.logaddexp(0, logit[judge]) - cells.held[judge] * logit[judge]).mean())
    return trees if trees.best_score["valid_0"]["binary_logloss"] < before else None


def _table(
    book: Book, scores: Floats, account: npt.NDArray[np.int64], product: npt.NDArray[np.int64]
) -> Floats:
    return np.column_stack([scores, book.plain[account], product]).astype(np.float32)
