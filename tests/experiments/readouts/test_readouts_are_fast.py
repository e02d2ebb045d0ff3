"""A large experiment made elsewhere is read in seconds."""

import time

import duckdb
import numpy as np
import pytest

from adjoin.experiments.holding.hold_out import hold_out
from adjoin.experiments.readouts.reading import read_out
from adjoin.facts.build import build_facts, fact_schema
from adjoin.warehouse.warehouse import open_moments
from experiments.readouts.tried import Book
from facts.as_known import FIRST_LOAD
from worlds import day

UNITS = 64_000
SECONDS = 5.0


@pytest.mark.bench
def test_sixty_four_thousand_units_take_seconds() -> None:
    rng, book = np.random.default_rng(2), Book()
    arms = rng.choice(["Mens E-Mail", "Womens E-Mail", "No E-Mail"], UNITS)
    on, starts = rng.integers(300, 600, UNITS), rng.random(UNITS) < 0.1
    book.world.rows["accounts"] = [{"account_id": f"a{i}", "name": f"a{i}"} for i in range(UNITS)]
    book.world.rows["assignments"] = [
        {"experiment": "mail", "account_id": f"a{i}", "arm": str(arms[i]), "assigned_on": day(on[i])}
        for i in range(UNITS)
    ]
    book.world.rows["subscriptions"] = [
        {
            "subscription_id": f"s{i}",
            "account_id": f"a{i}",
            "product_id": "base",
            "started_on": day(on[i] + 9),
        }
        for i in np.flatnonzero(starts)
    ]
    with duckdb.connect() as connection:
        warehouse = book.world.load(connection)
        open_moments(warehouse, [day(700)], FIRST_LOAD)
        build_facts(warehouse, book.world.catalog, {})
        begun = time.perf_counter()
        read_out(warehouse, {**fact_schema(), **hold_out(warehouse, fact_schema())})
        took = time.perf_counter() - begun
        readouts = warehouse.read("readouts").to_pylist()
    assert sum(row["roots"] for row in readouts if row["method"] == "fixed_date") == UNITS
    assert took < SECONDS
