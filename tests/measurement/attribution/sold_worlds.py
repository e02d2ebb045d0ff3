"""Further products told by the few rows that lead to them, and how they are attributed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.attribution.attributing import attribute
from adjoin.plays.campaign_tables import PLAYS
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from facts.as_known import ordered
from worlds import World, day

Row = dict[str, Any]
Rows = list[Row]
AS_OF = day(900)
FIRST_LOAD = day(0)
FIRINGS = pa.schema(
    [
        *(("account_id", pa.string()), ("product_id", pa.string()), ("kind", pa.string())),
        *(("name", pa.string()), ("fired_on", pa.date32()), ("strength", pa.float64())),
    ]
)
CATALOG = Catalog.model_validate(
    {
        "products": [{"id": name, "name": name.title()} for name in ("base", "more", "here")],
        "partners": [{"id": "pa", "name": "Partner & Co", "part": "implements it"}],
    }
)


def line(account: str, product: str, at: int, **rest: Any) -> Row:
    """A contract from that day on."""
    return {
        "subscription_id": f"{account}-{product}-{at}", "account_id": account, "product_id": product,
        "started_on": day(at), "acv": 1000.0, **rest,
    }  # fmt: skip


def spoke(account: str, at: int, product: str | None = "more", **rest: Any) -> Row:
    """An outbound pitch."""
    return {
        "interaction_id": f"i-{account}-{at}-{rest.get('purpose', 'pitch')}", "account_id": account,
        "occurred_on": day(at), "direction": "out", "purpose": "pitch", "channel": "call",
        "products_mentioned": product, **rest,
    }  # fmt: skip


def fired(account: str, at: int, kind: str = "asked", product: str = "more") -> Row:
    """A signal that first became known that day."""
    return {
        "account_id": account, "product_id": product, "kind": kind, "name": kind, "fired_on": day(at),
        "strength": 1.0,
    }  # fmt: skip


def deal(account: str, at: int, outcome: str = "won", product: str = "more", **rest: Any) -> Row:
    """An opportunity opened that day."""
    return {
        "opportunity_id": f"o-{account}-{at}", "account_id": account, "product_id": product,
        "created_on": day(at), "outcome": outcome, **rest,
    }  # fmt: skip


def world(lines: Rows, **tables: Rows) -> World:
    """A world of these contracts; accounts that are not given have a CSM, an AE and nobody else."""
    ids = sorted({one["account_id"] for one in lines})
    given = {row["account_id"]: row for row in tables.pop("accounts", [])}
    known = [
        {"account_id": name, "name": name, "csm": "carol", "ae": "alan", **given.get(name, {})}
        for name in ids
    ]
    return World(CATALOG, {"accounts": known, "subscriptions": lines, **tables})


def attributed_in(
    connection: duckdb.DuckDBPyConnection,
    told: World,
    firings: Sequence[Row] = (),
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    as_of: date = AS_OF,
) -> tuple[DuckWarehouse, Schema]:
    """The warehouse once attribution was built, and what it holds."""
    warehouse = told.load(connection)
    open_moments(warehouse, [as_of], FIRST_LOAD)
    build_facts(warehouse, told.catalog, {})
    warehouse.put("firings", pa.Table.from_pylist(list(firings), schema=FIRINGS))
    warehouse.put("plays", PLAYS.empty_table())
    schema = {**fact_schema(), "firings": tuple(FIRINGS.names)}
    return warehouse, schema | attribute(warehouse, schema, settings)


def attributed(
    told: World,
    firings: Sequence[Row] = (),
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    as_of: date = AS_OF,
) -> dict[str, Rows]:
    """The published tables."""
    with duckdb.connect() as connection:
        warehouse, _ = attributed_in(connection, told, firings, settings, as_of)
        names = ("attribution", "attributed_deals", "attribution_summary")
        return {name: ordered(warehouse.read(name)) for name in names}
