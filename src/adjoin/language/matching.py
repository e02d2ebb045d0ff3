"""Which problems a text describes, by the weight of the words it shares with the catalog's sentences.

Words weigh by their rarity among the catalog's `solves` sentences alone, never among the texts: what one account
writes cannot change what another's text means, nor can tomorrow's text change today's match. A passage of the text
(a sentence, or two in a row) is compared with each sentence by the cosine of word weights (Salton & Buckley 1988,
binary term frequency); words that the catalog does not know count in the passage's length at the highest weight, so
that a passage about something else stays far although two words agree. The threshold is calibrated on the catalog
too: it lies above what sentences of *different* products have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_matrix

from adjoin.domain.catalog import Catalog
from adjoin.language.words import passages_of, words_of

SCHEMA = pa.schema(
    [
        *(("text", pa.string()), ("product_id", pa.string()), ("similarity", pa.float64())),
        *(("threshold", pa.float64()), ("solves", pa.string())),
    ]
)
"""The columns of `text_matches`: one row per text and product it describes a need of."""

FLOOR = 0.3
SHARED_WORDS = 2
FLOOR_OF_TWO = 0.4
QUANTILE = 0.99
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Problems:
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
        return max(FLOOR, float(np.quantile(foreign, QUANTILE))) if foreign.size else FLOOR


def problems_of(catalog: Catalog) -> Problems:
    """Every sentence of every product's `solves` that has words of meaning."""
    pairs = [(p.id, s) for p in catalog.products for s in p.solves if words_of(s)]
    words = [words_of(sentence) for _, sentence in pairs]
    vocabulary = {word: place for place, word in enumerate(sorted(frozenset().union(*words)))}
    present = np.zeros((len(pairs), len(vocabulary)))
    for row, held in enumerate(words):
        present[row, [vocabulary[word] for word in held]] = 1.0
    rarity = 1.0 - np.log(np.maximum(present.sum(axis=0), 1.0)) / (1.0 + np.log(max(len(pairs), 1)))
    weights = present * rarity
    weights /= np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return Problems(tuple(p for p, _ in pairs), tuple(s for _, s in pairs), vocabulary, rarity, weights)


def match_texts(texts: Sequence[str], catalog: Catalog) -> pa.Table:
    """`text_matches` for distinct texts: the similarity of the closest passage and sentence of each product.

    A match needs SHARED_WORDS words in common in one passage, and a similarity of at least the calibrated
    threshold; two words alone may agree by accident, so they need FLOOR_OF_TWO. Without `solves` in the catalog, or
    without texts, the table is empty.
    """
    problems = problems_of(catalog)
    passages = [(place, passage) for place, text in enumerate(texts) for passage in passages_of(text)]
    if not passages or not problems.sentences:
        return SCHEMA.empty_table()
    similarity = np.zeros((len(texts), len(problems.sentences)))
    np.maximum.at(
        similarity, [place for place, _ in passages], _similarity([p for _, p in passages], problems)
    )
    return _closest(texts, problems, similarity)


def _similarity(passages: Sequence[frozenset[str]], problems: Problems) -> Floats:
    """Passages × sentences: cosine, 0 where too few words agree."""
    known = [[problems.vocabulary[w] for w in passage if w in problems.vocabulary] for passage in passages]
    shape = (len(passages), len(problems.vocabulary))
    starts = np.concatenate([[0], np.cumsum([len(places) for places in known])])
    places = np.array([place for row in known for place in row], dtype=np.int64)
    present = csr_matrix((np.ones(len(places)), places, starts), shape=shape)
    unknown = np.array([len(passage) for passage in passages]) - np.diff(starts)
    length = np.sqrt(present @ problems.rarity**2 + unknown)
    shared = present @ (problems.weights.T > 0).astype(np.float64)
    dots = (present @ (problems.rarity[:, None] * problems.weights.T)) / length[:, None]
    enough = (shared > SHARED_WORDS) | ((shared == SHARED_WORDS) & (dots >= FLOOR_OF_TWO))
    return np.where(enough, dots, 0.0)


def _closest(texts: Sequence[str], problems: Problems, similarity: Floats) -> pa.Table:
    """The best sentence of each product for every text that reaches the threshold."""
    owner, threshold = np.array(problems.products), problems.threshold
    rows = [SCHEMA.empty_table()]
    for product in dict.fromkeys(problems.products):
        places = np.flatnonzero(owner == product)
        best = similarity[:, places].argmax(axis=1)
        value = similarity[np.arange(len(texts)), places[best]]
        hit = np.flatnonzero(value >= threshold).tolist()
        columns = [
            pa.array([texts[i] for i in hit], pa.string()),
            pa.array([product] * len(hit), pa.string()),
            pa.array(value[hit], pa.float64()),
            pa.array([threshold] * len(hit), pa.float64()),
            pa.array([problems.sentences[places[best[i]]] for i in hit], pa.string()),
        ]
        rows.append(pa.Table.from_arrays(columns, schema=SCHEMA))
    return pa.concat_tables(rows)
