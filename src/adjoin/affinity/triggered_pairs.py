"""Pairs with the kind of signal that starts their clock: holding A, a signal of the kind for B, then B."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.pairs import product_columns
from adjoin.affinity.tables import Columns

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TriggeredPairs:
    """The pairs that a signal has started, ordered by condition, first and second product.

    `products`, `kinds`: ids by number; the other three number them, one a row.
    """

    products: tuple[str, ...]
    kinds: tuple[str, ...]
    condition: Ints
    from_product: Ints
    to_product: Ints

    def __len__(self) -> int:
        return len(self.condition)

    @property
    def pool(self) -> Ints:
        """All pairs learn from each other after signals of one kind: of one kind and product there are too few."""
        return self.condition

    def evidence(self, adopters: Floats) -> Floats:
        """Adopters behind the pool of each pair, from those of all pairs: an account that holds several products
        adopts after each of them, so of one kind and second product only the pair with the most counts."""
        key = self.condition * len(self.products) + self.to_product
        most = np.zeros(int(key.max(initial=-1)) + 1)
        np.maximum.at(most, key, adopters)
        of_kind = np.arange(len(most)) // len(self.products)
        by_kind: Floats = np.bincount(of_kind, most, minlength=len(self.kinds)).astype(np.float64)
        return by_kind[self.condition]

    def columns(self, rows: Ints) -> dict[str, pa.Array]:
        """The columns condition, from_product and to_product of these rows, as ids."""
        kinds = pa.array(self.kinds, pa.string())
        return {"condition": kinds.take(pa.array(self.condition[rows])), **product_columns(self, rows)}


def triggered_pairs(
    products: tuple[str, ...], kinds: tuple[str, ...], rows: Columns
) -> tuple[TriggeredPairs, Ints]:
    """The pairs that occur in the rows of signal_sequences, and the pair of each row."""
    names = np.stack([rows[name] for name in ("condition", "from_product", "to_product")], axis=1)
    found, place = np.unique(names, axis=0, return_inverse=True)
    return TriggeredPairs(products, kinds, found[:, 0], found[:, 1], found[:, 2]), place.ravel()
