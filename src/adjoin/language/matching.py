"""Which product's need a text describes: its nearest passage to each product's `solves` sentences.

The measure is a sentence model's (`nearness`) or, without one, that of shared words (`shared_words`).
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.language.embeddings import Embeddings
from adjoin.language.encoder import Progress
from adjoin.language.nearness import nearness_of
from adjoin.language.passages import Passages, passages_of
from adjoin.language.shared_words import shared_words_of

SCHEMA = pa.schema(
    [
        *(("text", pa.string()), ("product_id", pa.string()), ("similarity", pa.float64())),
        *(("threshold", pa.float64()), ("solves", pa.string()), ("passage", pa.string())),
    ]
)
"""The columns of `text_matches`: one row per text and product it may describe a need of."""

RIVALS = 0.03
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


class Measure(Protocol):
    """How near passages lie to the catalog's sentences, on a scale from 0 to 1."""

    @property
    def products(self) -> tuple[str, ...]: ...

    @property
    def sentences(self) -> tuple[str, ...]: ...

    @property
    def threshold(self) -> float: ...

    @property
    def loosest(self) -> float: ...

    def similarity(self, passages: Passages, progress: Progress | None = None) -> Floats: ...


def measure_of(catalog: Catalog, embeddings: Embeddings | None = None) -> Measure:
    """The catalog's sentences, measured by the model or, without one, by shared words."""
    solves = [(p.id, sentence) for p in catalog.products for sentence in p.solves if sentence.strip()]
    return nearness_of(solves, embeddings) if embeddings else shared_words_of(solves)


def match_texts(
    texts: Sequence[str],
    catalog: Catalog,
    embeddings: Embeddings | None = None,
    progress: Progress | None = None,
) -> pa.Table:
    """`text_matches` for distinct texts: the nearest passage and sentence of each product.

    A text describes a need where `similarity` ≥ `threshold`; rows somewhat below are kept, so that another
    threshold can be tried. Of rival products only the nearest and those within RIVALS of it have a row. Without
    `solves` in the catalog, or without texts, the table is empty.
    """
    passages, measure = passages_of(texts), measure_of(catalog, embeddings)
    if not len(passages.text) or not measure.sentences:
        return SCHEMA.empty_table()
    near = np.round(measure.similarity(passages, progress), 6)
    products = tuple(dict.fromkeys(measure.products))
    owner = np.array(measure.products)
    best = [_best(near, np.flatnonzero(owner == product), passages) for product in products]
    similarity = np.stack([value for value, _, _ in best], axis=1)
    nearest = similarity.max(axis=1, keepdims=True)
    kept = (similarity >= max(measure.loosest, 0.01)) & (similarity >= nearest - RIVALS)
    rows, columns = np.nonzero(kept)
    passage = np.stack([place for _, place, _ in best], axis=1)[rows, columns]
    sentence = np.stack([place for _, _, place in best], axis=1)[rows, columns]
    return pa.table(
        {
            "text": [texts[place] for place in passages.texts[rows]],
            "product_id": [products[place] for place in columns],
            "similarity": similarity[rows, columns],
            "threshold": np.full(len(rows), measure.threshold),
            "solves": [measure.sentences[place] for place in sentence],
            "passage": [passages.said(int(place)) for place in passage],
        },
        schema=SCHEMA,
    )


def _best(near: Floats, sentences: Places, passages: Passages) -> tuple[Floats, Places, Places]:
    """By text: the nearness of its nearest passage to these sentences, that passage, that sentence."""
    own = near[:, sentences]
    nearest = own.argmax(axis=1)
    value = own[np.arange(len(own)), nearest]
    first = np.lexsort((np.arange(len(own)), -value, passages.text))[passages.starts]
    return value[first], first, sentences[nearest[first]]
