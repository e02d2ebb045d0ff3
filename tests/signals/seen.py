"""Sightings and signals of a world at some dates: facts, detectors and gathering, nothing further."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.facts.build import build_facts, fact_schema
from adjoin.language.matching import SCHEMA as TEXT_MATCHES
from adjoin.language.matching import match_texts
from adjoin.signals.detectors import build_signals
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from whole_run import FIRST_LOAD, ordered
from worlds import Rows, World, day

LEFT = (
    "sightings",
    "missing_kinds",
    "detector_weights",
    "snoozes",
    "gathered",
    "woken",
    "signals",
    "upsells",
)
"""What a look leaves."""

PRESENT = frozenset(CANONICAL)
NEEDS = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("source", pa.string()), ("row_id", pa.string()), ("said_on", pa.date32()), ("kind", pa.string())),
        *(("direction", pa.string()), ("quote", pa.string()), ("similarity", pa.float64())),
        *(("threshold", pa.float64()), ("solves", pa.string())),
    ]
)


def look(
    warehouse: Warehouse,
    world: World,
    dates: Sequence[date],
    settings: Mapping[str, Mapping[str, Value]] | None = None,
    present: frozenset[str] = PRESENT,
) -> None:
    """Everything of LEFT, on a warehouse that holds the world."""
    open_moments(warehouse, dates, FIRST_LOAD)
    texts = sorted({f"{t.get('subject') or ''} {t.get('body') or ''}" for t in world.rows.get("tickets", [])})
    matches = match_texts(texts, world.catalog)
    warehouse.put("text_matches", matches)
    build_facts(warehouse, world.catalog, {})
    warehouse.put("described_needs", described(world, dates, matches))
    schema: Schema = {**fact_schema(), "text_matches": tuple(TEXT_MATCHES.names)}
    schema["described_needs"] = tuple(NEEDS.names)
    build_signals(warehouse, schema, settings or {}, present)


@contextmanager
def looked(world: World, dates: Sequence[date], **how: Any) -> Iterator[DuckWarehouse]:
    """A warehouse in memory with everything of LEFT."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        look(warehouse, world, dates, **how)
        yield warehouse


def seen_at(world: World, dates: Sequence[date]) -> dict[str, Rows]:
    """Every relation of LEFT, rows in a fixed order."""
    with looked(world, dates) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in LEFT}


def described(world: World, dates: Sequence[date], matches: pa.Table) -> pa.Table:
    """`described_needs` told in plain Python: every row with a text that matches, at the dates that know it."""
    found = [row for table, names in _TEXTS.items() for row in _described(world, table, names, matches)]
    rows = [{"as_of": at, **row} for at in dates for row in found if row["said_on"] <= at]
    return pa.Table.from_pylist(rows, schema=NEEDS)


_TEXTS = {
    "tickets": ("ticket_id", "opened_on", "kind"),
    "interactions": ("interaction_id", "occurred_on", "purpose"),
    "events": ("event_id", "occurred_on", "kind"),
    "objectives": ("objective", "stated_on", "source"),
}


def _described(world: World, table: str, names: tuple[str, str, str], matches: pa.Table) -> Rows:
    key, at, kind = names
    rows = []
    for row in world.rows.get(table, []):
        text = row.get("objective") or f"{row.get('subject') or ''} {row.get('body') or ''}"
        for match in matches.to_pylist():
            if match["text"].strip() == text.strip() and row.get(at):
                rows.append(
                    {"account_id": row["account_id"], "product_id": match["product_id"], "source": table,
                     "row_id": row[key], "said_on": row[at], "kind": row.get(kind),
                     "direction": row.get("direction"), "quote": text.strip(),
                     **{name: match[name] for name in ("similarity", "threshold", "solves")}}
                )  # fmt: skip
    return rows


def lively(world: World, rng: np.random.Generator, days: int = 900) -> World:
    """The world with snoozes, users, goals, rivals bought and limits of every sort among its rows."""
    ids = [row["account_id"] for row in world.rows["accounts"]]

    def some(rows: int) -> list[str]:
        return [str(name) for name in rng.choice(ids, rows)]

    for hold in world.rows["holds"]:
        hold["kind"] = str(rng.choice(["hold", "snooze", "snooze", "not_now"]))
    kinds = ("competitor_purchase", "hiring", "funding", "strategic", "partner_event")
    world.rows["events"] += [
        {"event_id": f"x{i}", "account_id": account, "occurred_on": day(rng.integers(0, days)),
         "kind": str(rng.choice(kinds)), "product_id": str(rng.choice([*world.catalog.ids, ""])) or None,
         "category": str(rng.choice(["boxes", "reports"])), "body": "we export every report by hand"}
        for i, account in enumerate(some(3 * len(ids)))
    ]  # fmt: skip
    world.rows["objectives"] = [
        {
            "account_id": account,
            "objective": "we export every report by hand",
            "stated_on": at,
            "source": "qbr",
        }
        for account, at in {a: day(rng.integers(0, days)) for a in some(len(ids))}.items()
    ]
    world.rows["users"] = [
        {"account_id": account, "user_id": f"u{account}{team}{i}", "product_id": "p0", "function": team,
         "first_used_on": (at := day(began + int(rng.integers(0, 60)))), "last_used_on": at + timedelta(days=3)}
        for account in ids
        for team, began in (("Sales", int(rng.integers(0, 200))), ("reports", int(rng.integers(200, days - 60))))
        for i in range(int(rng.integers(1, 6)))
    ]  # fmt: skip
    for limit in world.rows["limits"]:
        limit["period"] = str(rng.choice(["day", "week", "month", "total"]))
        limit["limit_quantity"] = {"day": 20.0, "week": 100.0, "month": 400.0, "total": 900.0}[
            limit["period"]
        ]
    world.rows["limits"] += [
        {"account_id": account, "product_id": "p0", "metric": "store", "limit_quantity": 90.0,
         "effective_on": day(rng.integers(0, days))}
        for account in ids
    ]  # fmt: skip
    return world
