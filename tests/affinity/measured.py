"""Worlds measured: the published tables, and the facts they were measured from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any
from unittest.mock import patch

import duckdb

from adjoin.affinity.estimates import Estimates, estimates
from adjoin.affinity.exposure import Exposure, exposure
from adjoin.affinity.measure import measure
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.published import PUBLISHED
from adjoin.affinity.sequences import sequences
from adjoin.affinity.tables import Columns, read_counts
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings, fact_queries
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.query import Query
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from facts.as_known import FIRST_LOAD
from worlds import World

Row = dict[str, Any]
PRODUCTS = ("p0", "p1", "p2", "p3")
FACTS = ("spans", "roots")
"""The facts that affinity reads; what they read themselves is built too."""


@dataclass(frozen=True)
class Measured:
    """`tables`: what is published; `spans`, `accounts`: rows of the facts on that date."""

    tables: Mapping[str, list[Row]]
    spans: list[Row]
    accounts: list[Row]
    pairs: Pairs
    counts: Mapping[str, Columns]

    @cached_property
    def told(self) -> Estimates:
        rows = (self.counts[name] for name in ("sequence_exits", "sequence_pairs", "migrations"))
        return estimates(self.pairs, sequences(self.pairs, *rows))

    @cached_property
    def exposed(self) -> Exposure:
        return exposure(self.pairs, self.counts["person_days"], self.counts["adoptions"])

    def row(self, a: str, b: str, horizon: int = 365) -> Row:
        """The row of `affinity` of one pair and horizon."""
        (found,) = (
            r for r in self.tables["affinity"]
            if (r["from_product"], r["to_product"], r["horizon_days"]) == (a, b, horizon)
        )  # fmt: skip
        return found


def measured(
    world: World,
    as_of: date,
    ends_from: date | None = None,
    settings: Settings | None = None,
    other_dates: tuple[date, ...] = (),
) -> Measured:
    """Affinity of the world on one date; `other_dates` are built into the facts too and must not matter."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [as_of, *other_dates], FIRST_LOAD)
        for name, table in catalog_tables(world.catalog).items():
            warehouse.put(name, table)
        for query in facts_needed():
            warehouse.build(query, None)
        return of_warehouse(warehouse, world.catalog, as_of, ends_from, settings)


@cache
def facts_needed() -> tuple[Query, ...]:
    """In the order they run; all others cost a test more time than affinity itself."""
    needed, found = set(FACTS), []
    for query in reversed(fact_queries()):
        if query.name in needed:
            needed |= query.reads
            found.append(query)
    return tuple(reversed(found))


def of_warehouse(
    warehouse: DuckWarehouse, catalog: Catalog, as_of: date, ends_from: date | None, settings: Settings | None
) -> Measured:
    counts: dict[str, Columns] = {}

    def kept(*given: Any) -> dict[str, Columns]:
        counts.update(read_counts(*given))
        return counts

    with patch("adjoin.affinity.measure.read_counts", kept):
        measure(warehouse, catalog, as_of, settings or {}, ends_from)
    return Measured(
        tables={name: warehouse.read(name).to_pylist() for name in PUBLISHED},
        spans=[r for r in warehouse.read("spans").to_pylist() if r["as_of"] == as_of],
        accounts=[r for r in warehouse.read("known.accounts").to_pylist() if r["as_of"] == as_of],
        pairs=Pairs(catalog.ids),
        counts=counts,
    )


def held(**accounts: list[tuple[Any, ...]]) -> World:
    """A world of lines (product, first day, last day or None, is a floor) by account."""
    made = World(Catalog.model_validate({"products": [{"id": p, "name": p.upper()} for p in PRODUCTS]}))
    made.rows["accounts"] = [{"account_id": a, "name": a} for a in accounts]
    made.rows["subscriptions"] = [
        {
            "subscription_id": f"{account}-{n}", "account_id": account, "product_id": product,
            "started_on": start, "ended_on": end, "start_is_floor": bool(rest and rest[0]),
        }
        for account, lines in accounts.items()
        for n, (product, start, end, *rest) in enumerate(lines)
    ]  # fmt: skip
    return made
