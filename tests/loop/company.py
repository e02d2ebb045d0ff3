"""The world as a project: its tables as of a day, adjoin.yaml and catalog.yaml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from loop import truth
from loop.world import SOLVES, World

DATED = {
    "accounts": "customer_since", "subscriptions": "started_on", "tickets": "opened_on",
    "interactions": "occurred_on", "events": "occurred_on", "usage": "day",
}  # fmt: skip
"""The day from which a row of each table is on record."""

D, S, F = pa.date32(), pa.string(), pa.float64()
TABLES = {
    "accounts": {"account_id": S, "name": S, "customer_since": D, "segment": S, "industry": S, "employees": F,
                 "ae": S, "data_team": S},
    "subscriptions": {"subscription_id": S, "account_id": S, "product_id": S, "started_on": D, "acv": F},
    "tickets": {"ticket_id": S, "account_id": S, "kind": S, "opened_on": D, "body": S},
    "interactions": {"interaction_id": S, "account_id": S, "rep": S, "occurred_on": D, "direction": S, "purpose": S,
                     "products_mentioned": S},
    "events": {"event_id": S, "account_id": S, "occurred_on": D, "kind": S, "product_id": S, "vendor": S},
    "usage": {"account_id": S, "product_id": S, "metric": S, "day": D, "quantity": F},
    "limits": {"account_id": S, "product_id": S, "metric": S, "limit_quantity": F, "period": S},
    "team": {"rep_id": S, "name": S, "weekly_capacity": F},
}  # fmt: skip
Settings = Mapping[str, Mapping[str, Any]]


def write_project(folder: Path, world: World, capacity: int, settings: Settings) -> None:
    """What does not change in a year: the mapping, the catalog, limits and the people of ours."""
    (folder / "data").mkdir(parents=True)
    tables = {name: {"from": f"data/{name}.parquet"} for name in TABLES}
    told = {
        "company": "Fathom Port",
        "currency": "EUR",
        "tables": {
            **tables,
            "accounts": {**tables["accounts"], "attributes": ["data_team"]},
            "usage": {**tables["usage"], "grain": "week"},
        },
        "settings": {name: dict(of) for name, of in settings.items()},
    }
    (folder / "adjoin.yaml").write_text(json.dumps(told), "utf-8")
    (folder / "catalog.yaml").write_text(json.dumps(_catalog()), "utf-8")
    _write(
        folder,
        "team",
        [{"rep_id": f"rep{n}", "name": f"Rep {n}", "weekly_capacity": capacity} for n in range(3)],
    )
    limit = {"product_id": truth.BASE, "metric": "calls", "limit_quantity": 100.0, "period": "week"}
    _write(folder, "limits", [{"account_id": a["account_id"], **limit} for a in world.rows["accounts"]])


def write_tables(folder: Path, world: World, as_of: date) -> None:
    """What is on record on the evening before `as_of`."""
    for name, day in DATED.items():
        _write(folder, name, [row for row in world.rows[name] if row[day] < as_of])


def _write(folder: Path, name: str, rows: list[dict[str, Any]]) -> None:
    table = pa.Table.from_pylist(rows, schema=pa.schema(list(TABLES[name].items())))
    pq.write_table(table, folder / "data" / f"{name}.parquet")


def _catalog() -> dict[str, Any]:
    """Dock and the four, each with the problem it solves and a bridge from Dock."""
    dock: dict[str, Any] = {"id": truth.BASE, "name": "Fathom Dock", "list_price": 10000}
    others = [
        {
            "id": product,
            "name": f"Fathom {product.title()}",
            "list_price": 10000,
            "solves": [SOLVES[product]],
            "ceilings": [{"product": truth.BASE, "metric": "calls"}] if number == truth.METERED else [],
            "works_with": {truth.BASE: {"bridge": f"What Dock records, {product.title()} goes on with."}},
        }
        for number, product in enumerate(truth.PRODUCTS)
    ]
    return {"products": [dock, *others], "metrics": {"calls": {"kind": "flow"}}}
