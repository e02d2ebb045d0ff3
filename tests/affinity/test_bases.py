"""What a cell builds on: the followed products beside it, and the one with the highest chance."""

from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from adjoin.affinity.bases import build_bases
from adjoin.affinity.measure import measure
from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import build_facts, fact_schema
from adjoin.warehouse.warehouse import open_moments
from affinity.measured import Row, held
from facts.as_known import FIRST_LOAD
from worlds import World, day, random_world

AS_OF = date(2025, 12, 31)


def built(world: World, as_of: date) -> tuple[list[Row], list[Row]]:
    """The rows of `followed` and of `bases`."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [as_of], FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        measure(warehouse, world.catalog, as_of, {})
        schema = {
            name: tuple(warehouse.read_columns(name)) for name in ("affinity", "chances", "chances_beyond")
        }
        built = build_bases(warehouse, {**fact_schema(), **schema})
        assert {name: tuple(warehouse.read_columns(name)) for name in built} == built
        key = ["account_id", "product_id", "base_product_id"]
        return warehouse.read("followed", key).to_pylist(), warehouse.read("bases", key).to_pylist()


def test_the_base_of_a_cell_is_the_followed_product_with_the_highest_chance() -> None:
    world = random_world(np.random.default_rng(3), accounts=80)
    followed, bases = built(world, day(700))
    best: dict[tuple[str, str], Row] = {}
    for row in followed:
        cell = row["account_id"], row["product_id"]
        if cell not in best or (row["chance"] or -1) > (best[cell]["chance"] or -1):
            best[cell] = row
    assert {(r["account_id"], r["product_id"]): r for r in bases} == best
    assert len(followed) > 1.2 * len(bases) > 50


def test_every_open_cell_stands_beside_every_product_held() -> None:
    """a holds p0 and p1: cells p2 and p3 build on either; b holds nothing any more."""
    world = held(
        a=[("p0", AS_OF - timedelta(days=40), None), ("p1", AS_OF - timedelta(days=10), None)],
        b=[("p0", AS_OF - timedelta(days=40), AS_OF - timedelta(days=20))],
    )
    followed, _ = built(world, AS_OF)
    assert [(r["account_id"], r["product_id"], r["base_product_id"], r["held_days"]) for r in followed] == [
        ("a", "p2", "p0", 40),
        ("a", "p2", "p1", 10),
        ("a", "p3", "p0", 40),
        ("a", "p3", "p1", 10),
    ]


def test_a_missing_relation_is_named() -> None:
    with (
        duckdb.connect() as connection,
        pytest.raises(ConfigurationError, match="there is no table 'chances'"),
    ):
        build_bases(held().load(connection), fact_schema())
