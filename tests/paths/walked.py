"""Worlds with paths walked: the tables of one date, and the facts they came from."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np

from adjoin.affinity.measure import measure
from adjoin.affinity.paths.walk import walk
from adjoin.facts.build import Settings, fact_queries
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from facts.as_known import FIRST_LOAD
from worlds import World, random_world

Row = dict[str, Any]
FACTS = ("spans", "ancestors", "roots", "holdings")
"""What measure and walk read; all other facts cost a test more time than they do."""


@contextmanager
def walked(
    world: World,
    as_of: date,
    ends_from: date | None = None,
    other_dates: Sequence[date] = (),
    settings: Settings | None = None,
) -> Iterator[DuckWarehouse]:
    """A warehouse with affinity measured and paths walked; `other_dates` are in the facts too and must not matter."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [as_of, *other_dates], FIRST_LOAD)
        for name, table in catalog_tables(world.catalog).items():
            warehouse.put(name, table)
        for query in fact_queries():
            if query.name in FACTS:
                warehouse.build(query)
        measure(warehouse, world.catalog, as_of, settings or {}, ends_from)
        walk(warehouse, world.catalog, as_of, settings or {}, ends_from)
        yield warehouse


def busy_world(seed: int, accounts: int = 150, products: int = 5) -> World:
    """Accounts that begin several products, some on one day, some floors, some that end and come back."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, accounts=accounts, products=products)
    for line in world.rows["subscriptions"]:
        if rng.random() < 0.3:
            line["start_is_floor"] = bool(rng.random() < 0.2)
        if rng.random() < 0.3:
            shift = line["started_on"].toordinal() % 60
            line["started_on"] -= timedelta(days=shift)
    world.rows["accounts"][0]["segment"] = None
    return world


def first_starts(
    warehouse: DuckWarehouse, as_of: date
) -> tuple[dict[str, list[Row]], dict[str, dict[str, Row]]]:
    """By account: its dated spans on the date, and its first span of each product."""
    spans: dict[str, list[Row]] = {}
    for row in warehouse.read("spans", ("account_id", "began_on", "product_id")).to_pylist():
        if row["as_of"] == as_of and row["began_on"] is not None:
            spans.setdefault(row["account_id"], []).append(row)
    first: dict[str, dict[str, Row]] = {}
    for account, rows in spans.items():
        for row in rows:
            first.setdefault(account, {}).setdefault(row["product_id"], row)
    return spans, first


def steps_taken(spans: list[Row], first: dict[str, Row]) -> dict[str, date]:
    """First real starts of an account, those left out that replaced something it held."""
    return {
        product: span["began_on"]
        for product, span in first.items()
        if not span["is_floor"] and not any(_replaced(old, span) for old in spans)
    }


def _replaced(old: Row, new: Row) -> bool:
    if old["product_id"] == new["product_id"] or old["ended_on"] is None:
        return False
    before = old["began_on"] < new["began_on"] or (old["is_floor"] and old["began_on"] == new["began_on"])
    days = (old["ended_on"] - new["began_on"]).days
    outlasts = new["ended_on"] is None or new["ended_on"] > old["ended_on"]
    return bool(before and -30 <= days <= 90 and outlasts)
