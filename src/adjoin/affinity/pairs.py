"""The ordered pairs of catalog products: one row of every array of affinity a pair, in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]


class Courses(Protocol):
    """What the rows of the estimators' arrays are: from one product to another, each with its pool.

    `pool`: rows of one number learn from each other, see `expected_adopters`.
    """

    @property
    def products(self) -> tuple[str, ...]: ...

    @property
    def from_product(self) -> Ints: ...

    @property
    def to_product(self) -> Ints: ...

    @property
    def pool(self) -> Ints: ...

    def __len__(self) -> int: ...

    def columns(self, rows: Ints) -> dict[str, pa.Array]: ...


@dataclass(frozen=True)
class Pairs:
    """All ordered pairs of `products` ids, first product by first product."""

    products: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.products) * (len(self.products) - 1)

    @property
    def from_product(self) -> Ints:
        """Number of the first product of each pair."""
        return np.repeat(np.arange(len(self.products)), max(len(self.products) - 1, 0))

    @property
    def to_product(self) -> Ints:
        """Number of the second product of each pair."""
        place = np.tile(np.arange(max(len(self.products) - 1, 0)), len(self.products))
        return place + (place >= self.from_product)

    @property
    def pool(self) -> Ints:
        """All pairs that lead to one product learn from each other."""
        return self.to_product

    def row(self, from_product: Ints, to_product: Ints) -> Ints:
        """The row of each pair named by two numbers."""
        return from_product * (len(self.products) - 1) + to_product - (to_product > from_product)

    def columns(self, rows: Ints) -> dict[str, pa.Array]:
        """The columns from_product and to_product of these rows, as ids."""
        return product_columns(self, rows)


def product_columns(courses: Courses, rows: Ints) -> dict[str, pa.Array]:
    """The columns from_product and to_product of these rows, as ids."""
    ids = pa.array(courses.products, pa.string())
    return {
        "from_product": ids.take(pa.array(courses.from_product[rows])),
        "to_product": ids.take(pa.array(courses.to_product[rows])),
    }
