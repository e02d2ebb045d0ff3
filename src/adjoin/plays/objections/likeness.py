"""How alike two sentences are: by the pieces of words they share and, where there is one, by a sentence model.

Both are inner products of vectors of length 1, so both are kernels, and so is their mean. The model knows what is meant
the same; the pieces tell what it is blind to, such as "is approved" from "must approve". Pieces are the three to five
letters in a row of each word, its ends marked, and whole words; they weigh by their rarity among the sentences learned
from (Salton & Buckley 1988) and need no stemming, in whatever language.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from adjoin.language.embeddings import Embeddings

Floats = npt.NDArray[np.float64]
_WORD = re.compile(r"[^\W_]+")
LENGTHS = (3, 4, 5)
PIECES = 0.5


@dataclass(frozen=True)
class ByPieces:
    """`learned`: the sentences that others are held against."""

    learned: tuple[str, ...]

    def to(self, texts: Sequence[str]) -> Floats:
        """Texts × learned sentences: the cosine of their pieces; pieces that no learned sentence has count as rare."""
        vectors = self._known if texts is self.learned else self._vectors(_counts(texts))
        return np.asarray((vectors @ self._known.T).todense(), np.float64)

    @cached_property
    def _counted(self) -> Sequence[Counter[str]]:
        return _counts(self.learned)

    @cached_property
    def _place(self) -> dict[str, int]:
        """Each piece's place; by itself, that of a piece that is not there is -1."""
        return {piece: place for place, piece in enumerate(sorted(set(chain.from_iterable(self._counted))))}

    @cached_property
    def _rarity(self) -> Floats:
        """Of each piece by its place, the last of one that is not there."""
        having = Counter(chain.from_iterable(self._counted))
        total = 1.0 + np.log(max(len(self.learned), 1))
        often = np.array([*(having[piece] for piece in self._place), 1], np.float64)
        return np.asarray(total - np.log(often), np.float64)

    @cached_property
    def _known(self) -> csr_matrix:
        return self._vectors(self._counted)

    def _vectors(self, counted: Sequence[Counter[str]]) -> csr_matrix:
        """Texts × pieces, each row of length 1 before what no learned sentence has is left out."""
        rows = np.repeat(np.arange(len(counted)), [len(each) for each in counted])
        columns = np.array([self._place.get(piece, -1) for each in counted for piece in each], np.int64)
        often = np.array([many for each in counted for many in each.values()], np.float64)
        values = self._rarity[columns] * (1.0 + np.log(often))
        lengths = np.sqrt(np.bincount(rows, values**2, len(counted)))
        there = columns >= 0
        held = (values[there] / lengths[rows[there]], (rows[there], columns[there]))
        return csr_matrix(held, shape=(len(counted), len(self._place)))


@dataclass(frozen=True)
class ByBoth:
    """`learned`: the sentences that others are held against."""

    learned: tuple[str, ...]
    embeddings: Embeddings

    def to(self, texts: Sequence[str]) -> Floats:
        """Texts × learned sentences: the mean of the two cosines, that of the pieces counting PIECES times."""
        meant = np.asarray(self.embeddings.vectors(texts) @ self._vectors.T, np.float64)
        return np.asarray((meant + PIECES * self._pieces.to(texts)) / (1.0 + PIECES), np.float64)

    @cached_property
    def _pieces(self) -> ByPieces:
        return ByPieces(self.learned)

    @cached_property
    def _vectors(self) -> npt.NDArray[np.float32]:
        return self.embeddings.vectors(self.learned)


def _counts(texts: Sequence[str]) -> list[Counter[str]]:
    """How often each piece is in each text."""
    return [Counter(_pieces(text)) for text in texts]


def _pieces(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        marked = f" {word} "
        yield marked
        for length in LENGTHS:
            for start in range(len(marked) - length + 1):
                yield marked[start : start + length]
