"""Shelfware and bundles sold of a world at some dates."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb

from adjoin.facts.build import build_facts, fact_schema
from adjoin.offers.bundles_sold.examining import examine_bundles
from adjoin.offers.shelfware.watching import build_shelfware
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from facts.as_known import ordered
from worlds import World, day

Row = dict[str, Any]
Rows = list[Row]
Settings = Mapping[str, Mapping[str, Value]]
FIRST_LOAD = day(0)
PUBLISHED = ("starts_followed", "activation_rates", "shelfware", "bundles_sold")


def build(
    warehouse: Warehouse, world: World, dates: Sequence[date], settings: Settings | None = None
) -> Schema:
    """Every relation of both rooms in a warehouse that is loaded."""
    open_moments(warehouse, dates, FIRST_LOAD)
    build_facts(warehouse, world.catalog, {})
    sizes = queries_in("adjoin.scoring")["size_bands"]
    warehouse.build(sizes)
    schema = {**fact_schema(), "size_bands": tuple(sizes.columns)}
    schema |= build_shelfware(warehouse, schema, settings or {})
    return schema | examine_bundles(warehouse, schema, settings or {})


@contextmanager
def built(world: World, dates: Sequence[date], settings: Settings | None = None) -> Iterator[DuckWarehouse]:
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        build(warehouse, world, dates, settings)
        yield warehouse


def offers_at(world: World, dates: Sequence[date], settings: Settings | None = None) -> dict[str, Rows]:
    """The rows of every relation of PUBLISHED, in a fixed order."""
    with built(world, dates, settings) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in PUBLISHED}
