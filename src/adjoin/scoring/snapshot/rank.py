"""Every cell's chance to be held, given what else its account holds and who it is, out of fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.components import MIDDLE, Components
from adjoin.scoring.snapshot.folds import folds, neighbours
from adjoin.scoring.snapshot.sample import Cells, Rates, rates, sample, together
from adjoin.scoring.snapshot.stack import fit_stack

FEWEST_ROOTS = 20
"""Below, nothing but popularity can be learned."""
ROWS_AT_ONCE = 2_000
WIDE = 1.959964


@dataclass(frozen=True)
class Ranking:
    """`probability`, `low`, `high`: accounts × products. `fold`: of each account.

    `weights`: by fold, log-odds by which each feature moves each product (features × products), from the accounts of
    the other folds; empty where only popularity could be learned.
    """

    probability: Floats
    low: Floats
    high: Floats
    fold: npt.NDArray[np.int64]
    weights: tuple[Floats, ...]


def rank_snapshot(book: Book, seed: int) -> Ranking:
    """P(the account holds the product | the rest it holds, its attributes), by models that did not learn from it.

    Nor from any account of its root. `low` and `high` bound the log-odds by 1.96 standard errors: that of the
    product's own level, 1 / (holders + 1), and how far three models of the account, fitted without it on different
    others, stand apart. The same `seed` gives the same numbers.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    fold = folds(book.root, rng)
    count = int(fold.max()) + 1 if len(fold) else 0
    if len(np.unique(book.root)) < FEWEST_ROOTS or book.held.shape[1] < 2:
        return _popular(book, fold)
    taught, others = _teach(book, fold, count, rng)
    logit, spread = np.zeros_like(book.held), np.zeros_like(book.held)
    weights = []
    for left_out in range(count):
        models = Components(book, np.flatnonzero(fold != left_out), rng)
        stack = fit_stack(book, together(taught[left_out]), rng)
        weights.append(models.weights[MIDDLE])
        rows = np.flatnonzero(fold == left_out)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            block = rows[start : start + ROWS_AT_ONCE]
            scores = models.score(block)
            logit[block] = stack.score(scores, block)
            spread[block] = _spread(scores[..., MIDDLE], others[0][block], others[1][block])
    holders = book.held.sum(axis=0)
    error = np.sqrt(spread + (1 / (holders + 1)).astype(np.float32)) * np.float32(WIDE)
    return Ranking(_chance(logit), _chance(logit - error), _chance(logit + error), fold, tuple(weights))


def _teach(
    book: Book, fold: npt.NDArray[np.int64], count: int, rng: np.random.Generator
) -> tuple[list[list[Cells]], tuple[Floats, Floats]]:
    """By fold, the cells that its stack learns from; and the two other opinions of every cell, in log-odds."""
    taught: list[list[Cells]] = [[] for _ in range(count)]
    opinions = (np.zeros_like(book.held), np.zeros_like(book.held))
    rate = rates(book.held, count)
    for one, other in neighbours(count):
        models = Components(book, np.flatnonzero((fold != one) & (fold != other)), rng)
        for place, (rows_of, learner) in enumerate(((one, other), (other, one))):
            cells, opinion = _read(book, models, np.flatnonzero(fold == rows_of), rate, rng)
            taught[learner].append(cells)
            opinions[place][fold == rows_of] = opinion
    return taught, opinions


def _read(
    book: Book, models: Components, rows: npt.NDArray[np.int64], rate: Rates, rng: np.random.Generator
) -> tuple[Cells, Floats]:
    cells, opinion = [], np.zeros((len(rows), book.held.shape[1]), np.float32)
    for start in range(0, len(rows), ROWS_AT_ONCE):
        block = rows[start : start + ROWS_AT_ONCE]
        scores = models.score(block)
        opinion[start : start + ROWS_AT_ONCE] = scores[..., MIDDLE]
        cells.append(sample(book.held, block, scores, rate, rng))
    return together(cells), opinion


def _spread(*opinions: Floats) -> Floats:
    """The variance of one model's log-odds, from three of them."""
    variance: Floats = np.var(np.stack(opinions), axis=0, ddof=1).astype(np.float32)
    return variance


def _popular(book: Book, fold: npt.NDArray[np.int64]) -> Ranking:
    """Too few to learn from: the share of the other accounts that hold it, shrunk by half an account each way."""
    others = len(book.held) - 1
    besides = book.held.sum(axis=0) - book.held
    share = (besides + 0.5) / (others + 1.0)
    error = np.sqrt(1 / (besides + 0.5) + 1 / (others - besides + 0.5)) * WIDE
    logit = np.log(share / (1 - share))
    return Ranking(_chance(logit), _chance(logit - error), _chance(logit + error), fold, ())


def _chance(logit: npt.NDArray[np.floating]) -> Floats:
    chance: Floats = (1 / (1 + np.exp(-logit))).astype(np.float32)
    return chance
