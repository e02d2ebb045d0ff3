"""Every cell's chance to be held, given what else its account holds and who it is, out of fold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.components import MIDDLE, Components
from adjoin.scoring.snapshot.folds import folds, pairs
from adjoin.scoring.snapshot.opinions import Opinions
from adjoin.scoring.snapshot.sample import Cells, rates, sample, together
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

    Nor from any account of its root. `low` and `high` bound the share that holds the product among cells alike (the
    same product, about the same probability), not the single account: 1.96 standard errors of the log-odds, from the
    product's own level, 1 / (holders + 1), and from how far the models of the account, fitted without it on different
    others, stand apart. The same `seed` gives the same numbers.
    """
    rng = np.random.Generator(np.random.PCG64(seed))
    fold = folds(book.root, rng)
    count = int(fold.max()) + 1 if len(fold) else 0
    if len(np.unique(book.root)) < FEWEST_ROOTS or book.held.shape[1] < 2:
        return _popular(book, fold)
    opinions = Opinions(*book.held.shape)
    taught = _teach(book, fold, count, opinions, rng)
    logit = np.zeros_like(book.held)
    weights = []
    for left_out in range(count):
        models = Components(book, np.flatnonzero(fold != left_out), rng)
        stack = fit_stack(book, together(taught[left_out]), rng)
        weights.append(models.weights[MIDDLE])
        for block in _blocks(fold == left_out):
            scores = models.score(block)
            logit[block] = stack.score(scores, block)
            opinions.add(block, scores[..., MIDDLE])
    level = (1 / (book.held.sum(axis=0) + 1)).astype(np.float32)
    error = np.sqrt(opinions.variance() + level) * np.float32(WIDE)
    return Ranking(_chance(logit), _chance(logit - error), _chance(logit + error), fold, tuple(weights))


def _teach(
    book: Book, fold: npt.NDArray[np.int64], count: int, opinions: Opinions, rng: np.random.Generator
) -> list[list[Cells]]:
    """By fold, the cells that its stack learns from; leaves the opinions of the models on the way."""
    taught: list[list[Cells]] = [[] for _ in range(count)]
    left_out = pairs(count, book.held.size)
    rate = rates(book.held, count)
    for one, other in left_out:
        models = Components(book, np.flatnonzero((fold != one) & (fold != other)), rng)
        for rows_of, learner in ((one, other), (other, one)):
            for block in _blocks(fold == rows_of):
                scores = models.score(block)
                opinions.add(block, scores[..., MIDDLE])
                taught[learner].append(sample(book.held, block, scores, rate, rng))
    return taught


def _blocks(member: npt.NDArray[np.bool_]) -> list[npt.NDArray[np.int64]]:
    rows = np.flatnonzero(member)
    return [rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE)]


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
