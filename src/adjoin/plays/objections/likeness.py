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
        return np.asarray((self._vectors(texts) @ self._known.T).todense(), np.float64)

    @cached_property
    def _rarity(self) -> dict[str, tuple[int, float]]:
        """Each piece's place and weight."""
        having = Counter(piece for text in self.learned for piece in set(_pieces(text)))
        total = 1.0 + np.log(max(len(self.learned), 1))
        return {piece: (place, total - np.log(having[piece])) for place, piece in enumerate(sorted(having))}

    @cached_property
    def _known(self) -> csr_matrix:
        return self._vectors(self.learned)

    def _vectors(self, texts: Sequence[str]) -> csr_matrix:
        rare = 1.0 + np.log(max(len(self.learned), 1))
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            weighed = [
                (self._rarity.get(piece, (-1, rare)), 1 + np.log(often))
                for piece, often in sorted(Counter(_pieces(text)).items())
            ]
            length = float(np.sqrt(sum((rarity * often) ** 2 for (_, rarity), often in weighed))) or 1.0
            for (place, rarity), often in weighed:
                if place >= 0:
                    rows.append(row)
                    columns.append(place)
                    values.append(rarity * often / length)
        return csr_matrix((values, (rows, columns)), shape=(len(texts), len(self._rarity)))


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


def _pieces(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        marked = f" {word} "
        yield marked
        for length in LENGTHS:
            for start in range(len(marked) - length + 1):
                yield marked[start : start + length]
