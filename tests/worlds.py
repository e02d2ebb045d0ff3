"""Random worlds as canonical tables, other names, grains, gaps and sizes than the demo company's."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.catalog import Catalog
from adjoin.domain.contract import Table
from adjoin.sources.ledger_history import ARROW
from adjoin.warehouse.seen import HISTORY, seen_table, tables_with_overwritten_columns
from adjoin.warehouse.warehouse import DuckWarehouse, roll_up_usage

EPOCH = date(2022, 1, 3)
Rows = list[dict[str, Any]]


def canonical_table(table: Table, rows: Rows) -> pa.Table:
    """Rows as the contract's columns; what a row does not name is null."""
    fields = [(c.name, ARROW[c.type]) for c in (*table.columns, *table.derived)]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


@dataclass
class World:
    """Canonical rows by table, and the catalog they belong to."""

    catalog: Catalog
    rows: dict[str, Rows] = field(default_factory=dict)

    def load(self, connection: duckdb.DuckDBPyConnection) -> DuckWarehouse:
        """The world in a DuckDB connection, as a load would leave it."""
        warehouse = DuckWarehouse(connection)
        for schema in ("canonical", "known"):
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
        for name, table in CANONICAL.items():
            warehouse.put(f"canonical.{name}", canonical_table(table, self.rows.get(name, [])))
        connection.execute(
            "CREATE TABLE canonical.attributes (account_id VARCHAR, name VARCHAR, number DOUBLE, text VARCHAR)"
        )
        warehouse.put(HISTORY, no_history())
        for table in tables_with_overwritten_columns():
            sql = seen_table(table).sql(dialect="duckdb")
            connection.execute(f"CREATE TABLE canonical.seen_{table.name} AS {sql}")
        roll_up_usage(warehouse)
        return warehouse


def no_history() -> pa.Table:
    """A seen log in which no run saw anything."""
    text, day = pa.array([], pa.string()), pa.array([], pa.date32())
    return pa.table({"table_name": text, "row_key": text, "columns": text, "seen_on": day, "seen_until": day})


def day(offset: float | np.integer[Any]) -> date:
    return EPOCH + timedelta(days=int(offset))


def random_catalog(rng: np.random.Generator, products: int) -> Catalog:
    ids = [f"p{i}" for i in range(products)]
    entries: list[dict[str, Any]] = [{"id": i, "name": i.upper()} for i in ids]
    entries[0] |= {"adoption": {"metric": "people", "of": "seats"}, "list_price": 900.0}
    entries[1] |= {
        "ceilings": [{"product": ids[0], "metric": "calls"}],
        "replaces": {"tools": ["Toolbox"], "categories": ["boxes"]},
        "sold": {"countries": ["DE", "US"]},
        "implementation": "project",
    }
    if products > 2:
        entries[2] |= {
            "solves": ["we export every report by hand"],
            "buyers": {"titles": ["Head of Reports"]},
            "sold": {"requires": [ids[0]]},
            "works_with": {ids[0]: {"bridge": "What one begins the other ends."}},
        }
    entries[-1]["workarounds"] = [{"product": ids[0], "metric": "exports"}]
    entries[-1]["works_with"] = {ids[0]: {"bridge": "One goes on where the other stops."}}
    metrics = {"calls": {"kind": "flow"}, "people": {"kind": "distinct"}, "store": {"kind": "level"}}
    return Catalog.model_validate({"products": entries, "metrics": metrics})


def random_world(rng: np.random.Generator, accounts: int = 40, products: int = 4, days: int = 900) -> World:
    """A small world with gaps, trials, migrations, missing dates and ends ahead; no structure is meant."""
    world = World(random_catalog(rng, products))
    ids = [f"a{i}" for i in range(accounts)]
    world.rows["accounts"] = [
        {
            "account_id": a,
            "name": a.upper(),
            "customer_since": None if rng.random() < 0.3 else day(rng.integers(0, days)),
            "segment": str(rng.choice(["small", "large"])),
            "country": str(rng.choice(["DE", "US", "FR"])),
            "csm": "carol",
            "parent_account_id": str(rng.choice(ids)) if rng.random() < 0.15 else None,
        }
        for a in ids
    ]
    world.rows["subscriptions"] = [r for a in ids for r in _lines(rng, a, world.catalog, days)]
    world.rows["usage"] = [r for a in ids for r in _usage(rng, a, days)]
    world.rows["tickets"] = [_ticket(rng, i, ids, days) for i in range(accounts * 2)]
    world.rows["opportunities"] = [_deal(rng, i, ids, world.catalog, days) for i in range(accounts * 2)]
    world.rows["interactions"] = [_interaction(rng, i, ids, world.catalog, days) for i in range(accounts * 3)]
    world.rows["health"] = _unique(
        [
            {"account_id": str(rng.choice(ids)), "measure": "overall", "day": day(rng.integers(0, days)), "score": 80.0,
             "colour": str(rng.choice(["green", "green", "yellow", "red"]))}
            for _ in range(accounts * 2)
        ],
        ("account_id", "day"),
    )  # fmt: skip
    world.rows["limits"] = [
        {"account_id": a, "product_id": "p0", "metric": "calls", "limit_quantity": 100.0, "period": "week"}
        for a in ids
    ]
    world.rows |= happenings(rng, ids, world.catalog, days)
    return world


def happenings(rng: np.random.Generator, ids: list[str], catalog: Catalog, days: int) -> dict[str, Rows]:
    """Tools, events, people, holds and plays at random."""
    size = len(ids)

    def account() -> str:
        return str(rng.choice(ids))

    def product() -> str:
        return str(rng.choice(list(catalog.ids)))

    def until(at: date) -> date | None:
        return None if rng.random() < 0.5 else at + timedelta(days=int(rng.integers(1, 200)))

    at = [day(offset) for offset in rng.integers(0, days, size)]
    kinds = ("competitor_evaluation", "category_research", "partner_referral", "partner_project", "heard")
    return {
        "integrations": [
            {
                "account_id": account(),
                "tool": str(rng.choice(["Toolbox", "Other"])),
                "tool_category": "boxes",
                "connected_on": d,
                "disconnected_on": until(d),
            }
            for d in at
        ],
        "events": [
            {
                "event_id": f"e{i}",
                "account_id": account(),
                "occurred_on": day(rng.integers(0, days)),
                "kind": str(rng.choice(kinds)),
                "product_id": product(),
                "body": "something",
            }
            for i in range(2 * size)
        ],
        "contacts": [
            {
                "contact_id": f"c{i}",
                "account_id": account(),
                "name": f"Name {i}",
                "title": "Head of Reports",
                "title_since": until(d),
                "first_seen_on": d,
                "left_on": until(d),
            }
            for i, d in enumerate(at)
        ],
        "holds": [
            {
                "hold_id": f"h{i}",
                "account_id": account(),
                "product_id": product() if rng.random() < 0.5 else None,
                "entered_on": d,
                "until": d + timedelta(days=int(rng.integers(1, 90))),
                "kind": "hold",
            }
            for i, d in enumerate(at)
        ],
        "plays": [
            {
                "play_id": f"y{i}",
                "account_id": account(),
                "product_id": product(),
                "accepted_on": d,
                "closed_on": (end := until(d)),
                "outcome": str(rng.choice(["won", "lost"])) if end else None,
            }
            for i, d in enumerate(at[: size // 3])
        ],
    }


def _lines(rng: np.random.Generator, account: str, catalog: Catalog, days: int) -> Rows:
    rows: Rows = []
    for product in catalog.ids:
        at = rng.integers(0, days)
        for n in range(rng.integers(0, 4)):
            length = int(rng.choice([30, 180, 365, 400]))
            rows.append(
                {
                    "subscription_id": f"{account}-{product}-{n}",
                    "account_id": account,
                    "product_id": product,
                    "started_on": day(at),
                    "ended_on": None if rng.random() < 0.4 else day(at + length),
                    "renews_on": day(at + 365),
                    "term_months": float(rng.choice([1, 12, 24])) if rng.random() < 0.8 else None,
                    "acv": float(rng.integers(1, 50)) * 100 if rng.random() < 0.8 else None,
                    "seats": 10.0,
                    "is_trial": bool(rng.random() < 0.1),
                }
            )
            at += length + int(rng.choice([1, 60, 91, 92, 200]))
    return rows


def _usage(rng: np.random.Generator, account: str, days: int) -> Rows:
    start, grain = rng.integers(0, days), str(rng.choice(["day", "week", "month"]))
    step = {"day": 2, "week": 7, "month": 31}[grain]
    rows: Rows = []
    for metric in ("calls", "people", "store", "exports"):
        for offset in range(int(start), min(int(start) + 200, days), step):
            at = day(offset)
            rows.append(
                {"account_id": account, "product_id": "p0", "metric": metric, "day": at,
                 "quantity": _quantity(rng, metric, offset - int(start)), "grain": grain,
                 "known_on": known_on(at, grain)}
            )  # fmt: skip
    return rows


def _quantity(rng: np.random.Generator, metric: str, since: int) -> float:
    """Exports begin low and jump after 130 days; the rest is noise."""
    if metric == "exports":
        return float(rng.poisson(3) + 40 * (since > 130))
    return float(rng.integers(0, 100))


def known_on(at: date, grain: str) -> date:
    """The last day of the period that `at` lies in."""
    if grain == "week":
        return at + timedelta(days=6 - at.weekday())
    if grain == "month":
        return (at.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return at


def _ticket(rng: np.random.Generator, i: int, ids: list[str], days: int) -> dict[str, Any]:
    opened = int(rng.integers(0, days))
    escalated = rng.random() < 0.3
    return {
        "ticket_id": f"t{i}",
        "account_id": str(rng.choice(ids)),
        "kind": "support",
        "opened_on": day(opened),
        "closed_on": day(opened + int(rng.integers(0, 60))) if rng.random() < 0.8 else None,
        "severity": str(rng.choice(["normal", "urgent"])),
        "escalated": escalated,
        "escalated_on": day(opened + int(rng.integers(0, 10))) if escalated else None,
        "body": "we export every report by hand",
    }


def _deal(rng: np.random.Generator, i: int, ids: list[str], catalog: Catalog, days: int) -> dict[str, Any]:
    created = int(rng.integers(0, days))
    outcome = str(rng.choice(["open", "won", "lost"]))
    return {
        "opportunity_id": f"o{i}",
        "account_id": str(rng.choice(ids)),
        "product_id": str(rng.choice(list(catalog.ids))),
        "created_on": day(created),
        "closed_on": day(created + int(rng.integers(1, 120))),
        "outcome": outcome,
        "lost_reason": "price" if outcome == "lost" else None,
        "amount": 1000.0,
        "discount": 0.1,
    }


def _interaction(
    rng: np.random.Generator, i: int, ids: list[str], catalog: Catalog, days: int
) -> dict[str, Any]:
    return {
        "interaction_id": f"i{i}",
        "account_id": str(rng.choice(ids)),
        "occurred_on": day(rng.integers(0, days)),
        "direction": str(rng.choice(["in", "out"])),
        "purpose": str(rng.choice(["demo", "asked", "qbr"])),
        "products_mentioned": str(rng.choice(list(catalog.ids))),
    }


def _unique(rows: Rows, key: tuple[str, ...]) -> Rows:
    return list({tuple(r[k] for k in key): r for r in rows}.values())
