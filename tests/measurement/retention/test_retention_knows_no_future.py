"""Rows dated after the moment change nothing, nor does the order of rows."""

import copy
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np

from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.retention.measuring import measure_retention
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import build_all, open_moments
from facts.as_known import FIRST_LOAD, later_rows, ordered
from worlds import World, day, random_world

Row = dict[str, Any]
AS_OF = day(880)


def told(world: World, moments: list[date]) -> list[list[Row]]:
    """`retention` and `retention_summary` of a world."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, moments, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        schema = fact_schema()
        schema |= build_all(warehouse, {"size_bands": queries_in("adjoin.scoring")["size_bands"]}, schema, {})
        measure_retention(warehouse, schema, {"retention": {"least_cell": 1, "ages": [90, 180]}})
        return [ordered(warehouse.read(name)) for name in ("retention", "retention_summary")]


def test_the_future_and_the_order_of_rows_change_nothing() -> None:
    world = random_world(np.random.default_rng(8), accounts=80)
    found = told(world, [AS_OF])
    assert any(row["kind"] == "landmark" and row["accounts"] > 10 for row in found[0])
    assert told(later_rows(world, AS_OF, np.random.default_rng(1)), [AS_OF]) == found
    turned = copy.deepcopy(world)
    turned.rows = {name: rows[::-1] for name, rows in world.rows.items()}
    assert told(turned, [AS_OF]) == found


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = random_world(np.random.default_rng(9), accounts=60)
    earlier = AS_OF - timedelta(days=60)
    both, one, other = (told(world, moments) for moments in ([earlier, AS_OF], [earlier], [AS_OF]))
    for together, first, second in zip(both, one, other, strict=True):
        assert sorted(together, key=str) == sorted(first + second, key=str)
