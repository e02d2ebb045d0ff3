"""Worlds with firings put by hand, and what follows a signal counted one account at a time."""

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.affinity.after_signals import measure_after_signals
from adjoin.affinity.measure import measure
from adjoin.affinity.published import AFTER_SIGNALS, PUBLISHED
from adjoin.facts.build import Settings
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from affinity.measured import Row, facts_needed
from affinity.plain import DAY, Spans
from facts.as_known import FIRST_LOAD
from worlds import World

Firing = tuple[str, str, str, date]
"""Account, product, kind, day."""


def put_firings(warehouse: Warehouse, firings: list[Firing]) -> None:
    account, product, kind, fired_on = zip(*firings, strict=True) if firings else ((), (), (), ())
    warehouse.put(
        "firings",
        pa.table(
            {
                "account_id": pa.array(account, pa.string()),
                "product_id": pa.array(product, pa.string()),
                "kind": pa.array(kind, pa.string()),
                "name": pa.array(kind, pa.string()),
                "fired_on": pa.array(fired_on, pa.date32()),
                "strength": pa.array([0.5] * len(firings), pa.float64()),
            }
        ),
    )


def after_signals(
    world: World,
    firings: list[Firing],
    as_of: date,
    ends_from: date | None = None,
    settings: Settings | None = None,
) -> dict[str, list[Row]]:
    """The published tables, those of all pairs and `spans` among them."""
    with duckdb.connect() as connection:
        warehouse: DuckWarehouse = world.load(connection)
        open_moments(warehouse, [as_of], FIRST_LOAD)
        for name, table in catalog_tables(world.catalog).items():
            warehouse.put(name, table)
        for query in facts_needed():
            warehouse.build(query, None)
        measure(warehouse, world.catalog, as_of, settings or {}, ends_from)
        put_firings(warehouse, firings)
        measure_after_signals(warehouse, world.catalog, as_of, settings or {}, ends_from)
        return {name: warehouse.read(name).to_pylist() for name in (*PUBLISHED, *AFTER_SIGNALS, "spans")}


def followed(
    spans: Spans, firings: list[Firing], a: str, b: str, kind: str, as_of: date, ends_from: date | None
) -> tuple[list[tuple[int, int, str]], int]:
    """(entry, exit, kind of exit) of each account of the cohort, and the number that replaced the first."""
    cohort, replaced = [], 0
    for account, products in spans.items():
        clock = _clock(account, products, firings, a, b, kind, as_of)
        if clock is None:
            continue
        fired_on, span = clock
        day, way = _way_out(span, products[b][0] if b in products else None, as_of)
        entry = max(0, (ends_from - fired_on).days) if ends_from else 0
        if entry == 0 or (day - fired_on).days > entry:
            cohort.append((entry, (day - fired_on).days, "competing" if way == "replaced" else way))
            replaced += way == "replaced"
    return cohort, replaced


def _clock(
    account: str,
    products: dict[str, list[Row]],
    firings: list[Firing],
    a: str,
    b: str,
    kind: str,
    as_of: date,
) -> tuple[date, Row] | None:
    for fired_on in sorted(f[3] for f in firings if f[:3] == (account, b, kind) and f[3] <= as_of):
        if b in products and (products[b][0]["is_floor"] or products[b][0]["began_on"] <= fired_on):
            return None
        for span in products.get(a, ()):
            if span["began_on"] <= fired_on and (span["ended_on"] is None or span["ended_on"] >= fired_on):
                return fired_on, span
    return None


def _way_out(span: dict[str, Any], other: dict[str, Any] | None, as_of: date) -> tuple[date, str]:
    end = span["ended_on"]
    if other:
        begins = other["began_on"]
        if (
            end
            and begins - 30 * DAY <= end <= begins + 90 * DAY
            and (other["ended_on"] is None or other["ended_on"] > end)
        ):
            return begins, "replaced"
        if end is None or begins <= end:
            return begins, "event"
    return (end, "competing") if end else (as_of, "censored")
