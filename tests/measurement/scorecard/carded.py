"""Worlds with what a run leaves beside them, and the scorecard of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.inspection.inspecting import inspect
from adjoin.measurement.scorecard.keeping import keep_scorecard
from adjoin.measurement.velocity.keeping import keep_velocity
from adjoin.plays.campaign_tables import PLAYS, TASKS
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from facts.as_known import ordered
from worlds import World, day

Row = dict[str, Any]
Rows = list[Row]
Settings = Mapping[str, Mapping[str, Value]]
AS_OF = day(900)
TEXT, DAY, NUMBER, WHOLE = pa.string(), pa.date32(), pa.float64(), pa.int64()
LEFT: dict[str, pa.Schema] = {
    "whitespace": pa.schema([("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("state", TEXT)]),
    "candidates": pa.schema(
        [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("blocked_by", TEXT), ("blockers", WHOLE)]
    ),
    "held_out": pa.schema([("as_of", DAY), ("account_id", TEXT)]),
    "scored": pa.schema(
        [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("expected_acv", NUMBER)]
    ),
    "recommendations": pa.schema(
        [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("action", TEXT), ("why", TEXT),
         ("expected_acv", NUMBER)]
    ),
    "gates": pa.schema(
        [("as_of", DAY), *((name, TEXT) for name in ("account_id", "product_id", "base_product_id", "gate", "reason",
         "scope", "counts_as"))]
    ),
    "owners": pa.schema([("as_of", DAY), ("account_id", TEXT), ("owner", TEXT)]),
    "plays": PLAYS,
    "tasks": TASKS,
}  # fmt: skip


@dataclass
class Left:
    """What earlier stages left, by relation; rows without as_of are of the moment."""

    rows: dict[str, Rows] = field(default_factory=dict)

    def put(self, warehouse: Warehouse, dates: Sequence[date]) -> Schema:
        for name, schema in LEFT.items():
            rows = [{"as_of": at, **row} for at in dates for row in self.rows.get(name, [])]
            warehouse.put(name, pa.Table.from_pylist(rows, schema))
        return {name: tuple(schema.names) for name, schema in LEFT.items()}


NO_PLAYS = Left()


def book(products: Sequence[str], lines: Rows, **tables: Rows) -> World:
    """A world of these products and contracts; accounts not given are there without anything else known."""
    catalog = Catalog.model_validate({"products": [{"id": name, "name": name.title()} for name in products]})
    ids = sorted({line["account_id"] for line in lines})
    accounts = tables.pop("accounts", [{"account_id": name, "name": name.upper()} for name in ids])
    return World(catalog, {"accounts": accounts, "subscriptions": lines, **tables})


def line(account: str, product: str, start: int, end: int | None = None, acv: float | None = 100.0) -> Row:
    """A paid contract from a day to a day."""
    return {
        "subscription_id": f"{account}-{product}-{start}", "account_id": account, "product_id": product,
        "started_on": day(start), "ended_on": None if end is None else day(end), "acv": acv,
    }  # fmt: skip


def deal(
    name: str, account: str, product: str, created: int, closed: int | None, outcome: str = "won"
) -> Row:
    """An opportunity."""
    return {
        "opportunity_id": name, "account_id": account, "product_id": product, "created_on": day(created),
        "closed_on": None if closed is None else day(closed), "outcome": outcome if closed else "open",
        "amount": 1000.0, "motion": "outbound",
    }  # fmt: skip


def approach(name: str, account: str, product: str | None, at: int) -> Row:
    """An outbound pitch."""
    return {
        "interaction_id": name, "account_id": account, "occurred_on": day(at), "direction": "out", "purpose": "pitch",
        "products_mentioned": product, "rep": "R1",
    }  # fmt: skip


def carded(
    world: World,
    left: Left = NO_PLAYS,
    dates: Sequence[date] = (AS_OF,),
    settings: Settings | None = None,
    ends_from: date | None = None,
) -> dict[str, Rows]:
    """Every relation that the scorecard, velocity and the inspection leave, rows in a fixed order."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, day(0))
        build_facts(warehouse, world.catalog, {})
        return _left(warehouse, {**fact_schema(), **left.put(warehouse, dates)}, settings, ends_from)


def _left(
    warehouse: DuckWarehouse, schema: Schema, settings: Settings | None, ends_from: date | None
) -> dict[str, Rows]:
    built = keep_scorecard(warehouse, schema, settings, ends_from)
    built |= keep_velocity(warehouse, {**schema, **built}, settings)
    built |= inspect(warehouse, {**schema, **built}, settings)
    return {name: ordered(warehouse.read(name)) for name in (*built, "spans", "roots")}


def number(found: Mapping[str, Rows], metric: str, kind: str = "all", scope: str = "all") -> Row:
    """The row of a metric, of the book or of a part."""
    rows = found["scorecard"] if kind == "all" else found["scorecard_by"]
    (row,) = (
        row
        for row in rows
        if row["metric"] == metric and (kind == "all" or (row["scope_kind"], row["scope"]) == (kind, scope))
    )
    return row
