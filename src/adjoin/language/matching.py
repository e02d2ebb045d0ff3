"""Which problems a text describes, by TF-IDF over the catalog's own words.

The vocabulary and its weights come from the catalog's `solves` sentences alone, never from the texts: what one
account writes cannot change what another's text means, nor can tomorrow's text change today's match. The threshold
is calibrated on the catalog too: it lies above what sentences of *different* products have in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.domain.catalog import Catalog

SCHEMA = pa.schema(
    [
        *(("text", pa.string()), ("product_id", pa.string()), ("similarity", pa.float64())),
        *(("threshold", pa.float64()), ("solves", pa.string())),
    ]
)
"""The columns of `text_matches`: one row per text and product it describes a need of."""

FLOOR = 0.3
SHARED_WORDS = 2
QUANTILE = 0.99


@dataclass(frozen=True)
class Problems:
    """The catalog's `solves` sentences, each with its product."""

    products: tuple[str, ...]
    sentences: tuple[str, ...]


def problems_of(catalog: Catalog) -> Problems:
    """Every sentence of every product's `solves`."""
    pairs = [(product.id, sentence) for product in catalog.products for sentence in product.solves]
    return Problems(tuple(p for p, _ in pairs), tuple(s for _, s in pairs))


def match_texts(texts: Sequence[str], catalog: Catalog) -> pa.Table:
    """`text_matches` for distinct texts: cosine similarity to the closest sentence of each product.

    A match needs two words in common beyond stop words, and a similarity above the calibrated threshold. Without
    `solves` in the catalog, or without texts, the table is empty.
    """
    problems = problems_of(catalog)
    if not texts or not problems.sentences:
        return SCHEMA.empty_table()
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer  # noqa: PLC0415 - 1 s to import

    weigher = TfidfVectorizer(stop_words="english", sublinear_tf=True, preprocessor=_folded, ngram_range=(1, 2))
    sentences = weigher.fit_transform(problems.sentences)
    similarity = (weigher.transform(texts) @ sentences.T).toarray()
    words = CountVectorizer(stop_words="english", binary=True, preprocessor=_folded).fit(problems.sentences)
    shared = (words.transform(texts) @ words.transform(problems.sentences).T).toarray()
    threshold = _threshold((sentences @ sentences.T).toarray(), problems)
    similarity[shared < SHARED_WORDS] = 0.0
    return _closest(texts, problems, similarity, threshold)


def _folded(text: str) -> str:
    """Lower case, plurals and simple endings cut, so that 'reports' meets 'report'."""
    words = text.lower().replace("-", " ").split()
    return " ".join(_stem(word.strip(".,;:!?()'\"")) for word in words)


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _threshold(similarity: np.ndarray, problems: Problems) -> float:
    owner = np.array(problems.products)
    foreign = similarity[owner[:, None] != owner[None, :]]
    return max(FLOOR, float(np.quantile(foreign, QUANTILE))) if foreign.size else FLOOR


def _closest(texts: Sequence[str], problems: Problems, similarity: np.ndarray, threshold: float) -> pa.Table:
    owner = np.array(problems.products)
    rows: list[pa.Table] = []
    for product in dict.fromkeys(problems.products):
        places = np.flatnonzero(owner == product)
        best = similarity[:, places].argmax(axis=1)
        value = similarity[np.arange(len(texts)), places[best]]
        hit = np.flatnonzero(value >= threshold)
        columns = [
            pa.array([texts[i] for i in hit], pa.string()),
            pa.array([product] * len(hit), pa.string()),
            pa.array(value[hit], pa.float64()),
            pa.array([threshold] * len(hit), pa.float64()),
            pa.array([problems.sentences[places[best[i]]] for i in hit], pa.string()),
        ]
        rows.append(pa.Table.from_arrays(columns, schema=SCHEMA))
    return pa.concat_tables(rows)
