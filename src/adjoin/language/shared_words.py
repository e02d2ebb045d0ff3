"""How near a passage lies to what products solve, by the weight of the words they share: the way without a model.

Words weigh by their rarity among the catalog's `solves` sentences alone, never among the texts: what one account
writes cannot change what another's text means, nor can tomorrow's text change today's match. A passage is compared
with each sentence by the cosine of word weights (Salton & Buckley 1988, binary term frequency); words that the
catalog does not know count in the passage's length at the highest weight, so that a passage about something else
stays far although two words agree. The threshold lies above what sentences of *different* products have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from adjoin.language.encoder import Progress
from adjoin.language.passages import Passages
from adjoin.language.words import words_of

FLOOR = 0.3
SHARED_WORDS = 2
FLOOR_OF_TWO = 0.4
QUANTILE = 0.99
LOOSER = 0.1
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SharedWords:
    """The catalog's `solves` sentences, each with its product, as weighted words.

    `weights`: sentences × vocabulary, of length 1 each. `rarity`: by word of the vocabulary, 1 for a word of a
    single sentence and less for common ones; a word outside the vocabulary has 1.
    """

    products: tuple[str, ...]
    sentences: tuple[str, ...]
    vocabulary: dict[str, int]
    rarity: Floats
    weights: Floats

    @property
    def threshold(self) -> float:
        """Above what sentences of different products have in common, and at least FLOOR."""
        owner = np.array(self.products)
        foreign = (self.weights @ self.weights.T)[owner[:, None] != owner[None, :]]
        return max(FLOOR, round(float(np.quantile(foreign, QUANTILE)), 6)) if foreign.size else FLOOR

    @property
    def loosest(self) -> float:
        """Down to this similarity rows are kept, so that another threshold can be tried."""
        return self.threshold - LOOSER

    def similarity(self, passages: Passages, progress: Progress | None = None) -> Floats:
        """Passages × sentences, cosine within 0 and 1; 0 where too few words agree. Needs no `progress`."""
        words = [words_of(sentence) for sentence in passages.sentences]
        return self._cosines(
            [words[one] | words[other] for one, other in zip(passages.first, passages.second, strict=True)]
        )

    def _cosines(self, passages: Sequence[frozenset[str]]) -> Floats:
        known = [
            [self.vocabulary[w] for w in sorted(passage & self.vocabulary.keys())] for passage in passages
        ]
        shape = (len(passages), len(self.vocabulary))
        starts = np.concatenate([[0], np.cumsum([len(places) for places in known])])
        places = np.array([place for row in known for place in row], dtype=np.int64)
        present = csr_matrix((np.ones(len(places)), places, starts), shape=shape)
        unknown = np.array([len(passage) for passage in passages]) - np.diff(starts)
        length = np.sqrt(np.maximum(present @ self.rarity**2 + unknown, 1e-12))
        shared = present @ (self.weights.T > 0).astype(np.float64)
        dots = (present @ (self.rarity[:, None] * self.weights.T)) / length[:, None]
        enough = (shared > SHARED_WORDS) | ((shared == SHARED_WORDS) & (dots >= FLOOR_OF_TWO))
        return np.clip(np.where(enough, dots, 0.0), 0.0, 1.0)


def shared_words_of(solves: Sequence[tuple[str, str]]) -> SharedWords:
    """Of (product, sentence) pairs; a sentence without words of meaning is left out."""
    pairs = [(product, sentence) for product, sentence in solves if words_of(sentence)]
    words = [words_of(sentence) for _, sentence in pairs]
    vocabulary = {word: place for place, word in enumerate(sorted(frozenset().union(*words)))}
    present = np.zeros((len(pairs), len(vocabulary)))
    for row, held in enumerate(words):
        present[row, [vocabulary[word] for word in held]] = 1.0
    rarity = 1.0 - np.log(np.maximum(present.sum(axis=0), 1.0)) / (1.0 + np.log(max(len(pairs), 1)))
    weights = present * rarity
    weights /= np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return SharedWords(tuple(p for p, _ in pairs), tuple(s for _, s in pairs), vocabulary, rarity, weights)
