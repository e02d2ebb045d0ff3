"""The models under the stack, fitted on some accounts and read at others; each leaves the cell itself out.

Popularity, EASE at three ridges (log-odds by Fisher's rule: a linear weight over p (1 − p)), logistic regressions at
three ridges, boosted trees where they can be afforded, and how much else is held.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats
from adjoin.scoring.snapshot.book import Book
from adjoin.scoring.snapshot.ease import ease
from adjoin.scoring.snapshot.logistic import logistic_path
from adjoin.scoring.snapshot.trees import FURTHEST, MOST_CELLS, Trees

RIDGES = (512.0, 64.0, 8.0)
MIDDLE = 1
"""Place of the ridge whose weights explain."""
POPULARITY = 6
"""Its place among the scores."""
EASE_RIDGES = (0.5, 0.05, 0.005)
"""Per account."""
MOST_WORK = 5e8
"""Accounts × features × products that the logistic regressions learn from; beyond, a sample of the accounts."""


class Components:
    """All of them, fitted on the accounts `learn` (places in the book)."""

    def __init__(self, book: Book, learn: npt.NDArray[np.int64], rng: np.random.Generator) -> None:
        self.book = book
        held = book.held[learn]
        self.share = ((held.sum(axis=0) + 0.5) / (len(learn) + 1.0)).astype(np.float32)
        gram = (held.T @ held).astype(np.float64)
        odds_slope = 1 / (self.share * (1 - self.share))
        self.ease = [ease(gram, max(len(learn) * ridge, 1.0)) * odds_slope for ridge in EASE_RIDGES]
        width = book.features.shape[1] * held.shape[1]
        most = max(int(MOST_WORK / width), 1000)
        fitted = np.sort(rng.permutation(learn)[:most])
        self.weights = logistic_path(book.features[fitted], book.held[fitted], RIDGES)
        self.trees = Trees(book, learn) if book.held.size <= MOST_CELLS else None

    def score(self, rows: npt.NDArray[np.int64]) -> Floats:
        """rows × products × components: logistic by ridge, EASE by ridge, popularity, held besides, trees."""
        held = self.book.held[rows]
        features = self.book.features[rows]
        found = [np.clip(features @ weights, -FURTHEST, FURTHEST) for weights in self.weights]
        centred = held - self.share
        found += [np.clip(centred @ weights, -FURTHEST, FURTHEST) for weights in self.ease]
        popular = np.log(self.share / (1 - self.share))
        found += [np.broadcast_to(popular, held.shape), np.log1p(held.sum(axis=1, keepdims=True) - held)]
        if self.trees is not None:
            found.append(self.trees.score(rows))
        return np.stack(found, axis=-1).astype(np.float32)
