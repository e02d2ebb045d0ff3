"""Whose title is near one that the catalog names: "Head of Analytics" where it says "VP Data".

A title is its level and its function (`seniority`). Levels must be alike; functions are compared by their words, by
the shipped groups of words for one function, and, with a model, by their vectors. A title that contains the
catalog's title word for word needs none of this: `stakeholders.sql` finds it by itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.language.embeddings import Embeddings
from adjoin.language.encoder import Vectors
from adjoin.language.seniority import Parsed, alike, parsed
from adjoin.language.shipped import functions

SCHEMA = pa.schema(
    [("title", pa.string()), ("product_id", pa.string()), ("role", pa.string()), ("similarity", pa.float64())]
)
"""The columns of `title_matches`: `title` in lower case as the CRM has it, the nearest of a product's titles a role."""

SAME_WORDS = 0.95
SAME_GROUP = 0.8
NEAR = 0.72
NEAR_GROUP = 0.6
Wanted = tuple[str, str, Parsed]


@dataclass(frozen=True)
class Functions:
    """What is known of the functions met: their words, and with a model their vectors and nearest groups."""

    names: dict[str, int]
    vectors: Vectors | None
    groups: tuple[frozenset[int], ...]

    def similarity(self, one: str, other: str) -> float:
        """1 for the same words, 0 where nothing says that the two are near."""
        if not one or not other:
            return 0.0
        if set(one.split()) == set(other.split()):
            return SAME_WORDS
        first, second = self.names[one], self.names[other]
        if self.groups[first] & self.groups[second]:
            return SAME_GROUP
        if self.vectors is None:
            return 0.0
        cosine = float(self.vectors[first] @ self.vectors[second])
        return round(cosine, 6) if cosine >= NEAR else 0.0


def match_titles(titles: Sequence[str], catalog: Catalog, embeddings: Embeddings | None = None) -> pa.Table:
    """`title_matches` for distinct titles: similarity 0.95 for the same words in another order or spelling of the
    level, 0.8 for functions of one group, a cosine of at least NEAR for near ones.
    """
    wanted = list(_wanted(catalog))
    people = {
        title: parsed(title) for title in dict.fromkeys(word.strip().lower() for word in titles if word)
    }
    functions = functions_of([p.function for p in (*people.values(), *(w for _, _, w in wanted))], embeddings)
    rows = [
        {"title": title, "product_id": product, "role": role, "similarity": similarity}
        for title, person in people.items()
        for (product, role), similarity in _nearest(person, wanted, functions).items()
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _nearest(person: Parsed, wanted: Sequence[Wanted], functions: Functions) -> dict[tuple[str, str], float]:
    nearest: dict[tuple[str, str], float] = {}
    for product, role, other in wanted:
        if alike(person, other, role):
            similarity = functions.similarity(person.function, other.function)
            if similarity > nearest.get((product, role), 0.0):
                nearest[product, role] = similarity
    return nearest


def _wanted(catalog: Catalog) -> Iterator[Wanted]:
    for product in catalog.products:
        for role, people in (
            ("buyer", product.buyers), ("evaluator", product.evaluators), ("user", product.users)
        ):  # fmt: skip
            for title in people.titles:
                yield product.id, role, parsed(title)


def functions_of(names: Sequence[str], embeddings: Embeddings | None) -> Functions:
    """The functions' groups: those that have a function's words, or with a model the one group nearest to it."""
    places = {name: place for place, name in enumerate(dict.fromkeys(name for name in names if name))}
    groups = [frozenset(_groups_by_words(name)) for name in places]
    if embeddings is None or not places:
        return Functions(places, None, tuple(groups))
    vectors = embeddings.vectors(list(places))
    words = [(group, word) for group, line in enumerate(functions()) for word in line]
    cosines = vectors @ embeddings.vectors([word for _, word in words]).T
    owner = np.array([group for group, _ in words])
    nearest = cosines.argmax(axis=1)
    for place, at in enumerate(nearest):
        if not groups[place] and cosines[place, at] >= NEAR_GROUP:
            groups[place] = frozenset({int(owner[at])})
    return Functions(places, vectors, tuple(groups))


def _groups_by_words(name: str) -> Iterator[int]:
    for group, line in enumerate(functions()):
        if name in line:
            yield group
