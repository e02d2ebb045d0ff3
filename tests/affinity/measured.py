"""Worlds measured: the published tables, and the facts they were measured from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from adjoin.affinity.estimates import Estimates, estimates
from adjoin.affinity.exposure import Exposure, exposure
from adjoin.affinity.measure import measure
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.published import PUBLISHED
from adjoin.affinity.sequences import sequences
from adjoin.affinity.tables import read_counts
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings, build_facts
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from facts.as_known import FIRST_LOAD
from worlds import World

Row = dict[str, Any]
PRODUCTS = ("p0", "p1", "p2", "p3")


@dataclass(frozen=True)
class Measured:
    """`tables`: what is published; `spans`, `accounts`: rows of the facts on that date."""

    tables: Mapping[str, list[Row]]
    spans: list[Row]
    accounts: list[Row]
    told: Estimates
    exposed: Exposure

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
        build_facts(warehouse, world.catalog, {})
        return of_warehouse(warehouse, world.catalog, as_of, ends_from, settings)


def of_warehouse(
    warehouse: DuckWarehouse, catalog: Catalog, as_of: date, ends_from: date | None, settings: Settings | None
) -> Measured:
    measure(warehouse, catalog, as_of, settings or {}, ends_from)
    pairs = Pairs(catalog.ids)
    rows = read_counts(warehouse, catalog, as_of, settings or {}, ends_from)
    return Measured(
        tables={name: warehouse.read(name).to_pylist() for name in PUBLISHED},
        spans=[r for r in warehouse.read("spans").to_pylist() if r["as_of"] == as_of],
        accounts=[r for r in warehouse.read("known.accounts").to_pylist() if r["as_of"] == as_of],
        told=estimates(pairs, sequences(pairs, rows["sequence_exits"], rows["sequence_pairs"])),
        exposed=exposure(pairs, rows["person_days"], rows["adoptions"]),
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
