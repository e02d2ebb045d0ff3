"""How near a passage lies to what products solve, by a sentence model.

    nearness(p, s) = (cos(p, s) − ½ r(p) − ½ r(s) + WEIGHT · need(p)) / SCALE, cut to [0, 1]

r(x): the mean cosine of x with its NEIGHBOURS nearest shipped sentences (cross-domain similarity local scaling,
Conneau et al. 2018): a passage that lies nearer to ordinary business text, or to some other need, than to the catalog
falls, and so does a sentence of the catalog that everything lies near to. need(p): Fisher's linear discriminant
between the shipped background and shipped sentences that describe a need, shrunk towards the identity, 0 and 1 at
the two means, cut to [LEAST, MOST]: "the payslip cannot be opened" and "people come to the office for a payslip"
share a topic, not this.

Everything is a function of the catalog, the shipped sentences and the model: no customer's text moves another's.
SCALE takes a sentence of the catalog itself to about 1. The threshold is the larger of FLOOR, chosen on invented
catalogs, and the nearness that one in a hundred background sentences reaches, left out of its own neighbours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from adjoin.language.embeddings import Embeddings
from adjoin.language.encoder import Progress, Vectors
from adjoin.language.passages import Passages
from adjoin.language.shipped import background, needs_said

Floats = npt.NDArray[np.float64]

NEIGHBOURS = 3
WEIGHT, LEAST, MOST = 0.25, -0.5, 0.6
RIDGE = 3.0
SCALE = 0.6
FLOOR = 0.22
QUANTILE = 0.99
LOOSER = 0.12
AT_ONCE = 8192


@dataclass(frozen=True)
class Nearness:
    """The catalog's sentences in the space of a model; `products` and `sentences` go together."""

    products: tuple[str, ...]
    sentences: tuple[str, ...]
    embeddings: Embeddings

    @cached_property
    def threshold(self) -> float:
        """From this nearness on a text describes the need."""
        if not self.sentences:
            return FLOOR
        ordinary = self._near(self._background, own=1).max(axis=1)
        return round(max(FLOOR, float(np.quantile(ordinary, QUANTILE))), 6)

    @property
    def loosest(self) -> float:
        """Down to this nearness rows are kept, so that another threshold can be tried."""
        return self.threshold - LOOSER

    def similarity(self, passages: Passages, progress: Progress | None = None) -> Floats:
        """Passages × sentences of the catalog, within 0 and 1."""
        vectors = self.embeddings.vectors(passages.sentences, progress)
        length = np.array([len(sentence) for sentence in passages.sentences], np.float32)[:, None]
        near = np.zeros((len(passages.text), len(self.sentences)))
        for start in range(0, len(near), AT_ONCE):
            span = slice(start, start + AT_ONCE)
            one, other = passages.first[span], passages.second[span]
            joined = vectors[one] * length[one] + vectors[other] * length[other]
            near[span] = self._near(_unit(joined))
        return np.clip(near, 0.0, 1.0)

    def _near(self, vectors: Vectors, own: int = 0) -> Floats:
        """Vectors × sentences; `own`: how many of the nearest shipped sentences are the vector itself."""
        crowd = _crowd(vectors @ self._shipped.T, own)
        near = vectors @ self._solves.T - 0.5 * crowd[:, None] - 0.5 * self._solves_crowd
        axis, origin = self._need
        need = np.clip(vectors @ axis - origin, LEAST, MOST)
        return np.asarray((near + WEIGHT * need[:, None]) / SCALE, np.float64)

    @cached_property
    def _background(self) -> Vectors:
        return self.embeddings.vectors(background())

    @cached_property
    def _shipped(self) -> Vectors:
        return np.vstack([self._background, self.embeddings.vectors(needs_said())])

    @cached_property
    def _solves(self) -> Vectors:
        return self.embeddings.vectors(self.sentences)

    @cached_property
    def _solves_crowd(self) -> Vectors:
        return _crowd(self._solves @ self._shipped.T)

    @cached_property
    def _need(self) -> tuple[Vectors, float]:
        """The discriminant's axis, and where the background's mean lies on it."""
        ordinary, needs = self._background, self.embeddings.vectors(needs_said())
        middles = ordinary.mean(axis=0), needs.mean(axis=0)
        spread = np.vstack([ordinary - middles[0], needs - middles[1]])
        within = (spread.T @ spread).astype(np.float64) / len(spread)
        within += RIDGE * np.trace(within) / len(within) * np.eye(len(within))
        axis = np.linalg.solve(within, (middles[1] - middles[0]).astype(np.float64))
        axis /= (middles[1] - middles[0]) @ axis
        return axis.astype(np.float32), float(middles[0] @ axis)


def _crowd(cosines: Vectors, own: int = 0) -> Vectors:
    """The mean of each row's NEIGHBOURS largest after the `own` largest."""
    count = NEIGHBOURS + own
    largest = np.sort(np.partition(cosines, -count, axis=1)[:, -count:], axis=1)
    return np.asarray(largest[:, :NEIGHBOURS].mean(axis=1), np.float32)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def nearness_of(solves: Sequence[tuple[str, str]], embeddings: Embeddings) -> Nearness:
    """Of (product, sentence) pairs."""
    return Nearness(tuple(p for p, _ in solves), tuple(s for _, s in solves), embeddings)
