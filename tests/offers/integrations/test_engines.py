"""The same integrations, row for row, on a real PostgreSQL."""

import json

import numpy as np
import psycopg
import pytest

from adjoin.warehouse.postgres import PostgresWarehouse
from offers.integrations.pairs_by_hand import Rows, left, missing, random_missing


def test_postgresql_ranks_the_same(postgres_url: str) -> None:
    world = random_missing(np.random.default_rng(2))
    expected = missing(world)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        found = left(PostgresWarehouse(connection), [world])
    for name in ("integrations", "integration_totals"):
        assert len(found[name]) == len(expected[name]) > 0
        for one, other in zip(_parsed(found[name]), _parsed(expected[name]), strict=True):
            assert one == {
                key: pytest.approx(value) if isinstance(value, float) else value
                for key, value in other.items()
            }


def _parsed(rows: Rows) -> Rows:
    return [{**row, "missing": json.loads(row["missing"])} if "missing" in row else row for row in rows]
