"""The same patterns and the same penetration, row for row, on a real PostgreSQL."""

import numpy as np
import psycopg
import pytest

from facts.test_engines import _load
from offers.strategy.books import AS_OF, fitted, left, random_book, random_cells


def test_postgresql_tells_the_same(postgres_url: str) -> None:
    rng = np.random.default_rng(6)
    world = random_book(rng)
    cells = random_cells(rng, world)
    expected = fitted(world, cells)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        found = left(_load(world, connection), world, cells, [AS_OF])
    for name in ("strategy", "penetration", "further_products"):
        assert len(found[name]) == len(expected[name]) > 0
        for one, other in zip(found[name], expected[name], strict=True):
            assert one == {
                key: pytest.approx(value) if isinstance(value, float) else value
                for key, value in other.items()
            }
