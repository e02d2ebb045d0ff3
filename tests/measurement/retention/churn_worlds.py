"""Books of accounts that leave at their own rates, with or without an effect of what they hold."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from adjoin.measurement.retention.measuring import measure_retention
from adjoin.warehouse.warehouse import DuckWarehouse

AS_OF = date(2025, 6, 30)
Row = dict[str, Any]
SCHEMA = {
    "dates": ("as_of", "first_load"),
    "spans": ("as_of", "account_id", "product_id", "began_on", "ended_on", "is_floor"),
    "roots": ("as_of", "account_id", "root_id"),
    "size_bands": ("as_of", "account_id", "segment", "size"),
}
SPANS = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("began_on", pa.date32()), ("ended_on", pa.date32()), ("is_floor", pa.bool_())),
    ]
)


def held(account: str, product: str, began: int, ended: int | None = None, **rest: Any) -> Row:
    """A span in days before AS_OF: from `began` to `ended`, or going on."""
    ended_on = None if ended is None else AS_OF - timedelta(days=ended)
    return {
        "as_of": AS_OF, "account_id": account, "product_id": product, "is_floor": False,
        "began_on": AS_OF - timedelta(days=began), "ended_on": ended_on, **rest,
    }  # fmt: skip


def measured(
    spans: pa.Table | Sequence[Row],
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    parents: Mapping[str, str] | None = None,
    bands: Mapping[str, tuple[str, str]] | None = None,
    ends_from: date | None = None,
) -> dict[str, list[Row]]:
    """`retention`, `retention_summary` and `landmarks` of a book; `bands`: segment and size by account."""
    table = spans if isinstance(spans, pa.Table) else pa.Table.from_pylist(list(spans), schema=SPANS)
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        ids = sorted(set(table["account_id"].to_pylist()))
        parents, bands = parents or {}, bands or {}
        warehouse.put("dates", pa.table({"as_of": [AS_OF], "first_load": [AS_OF]}))
        warehouse.put("spans", table)
        at = [AS_OF] * len(ids)
        warehouse.put(
            "roots", pa.table({"as_of": at, "account_id": ids, "root_id": [parents.get(a, a) for a in ids]})
        )
        told = [bands.get(a, ("?", "?")) for a in ids]
        warehouse.put(
            "size_bands",
            pa.table(
                {
                    "as_of": at,
                    "account_id": ids,
                    "segment": [a for a, _ in told],
                    "size": [b for _, b in told],
                }
            ),
        )
        measure_retention(warehouse, SCHEMA, settings, ends_from)
        orders = {
            "retention": ("kind", "place"),
            "retention_summary": ("as_of",),
            "landmarks": ("kind", "root_id", "age_days"),
        }
        return {name: list(warehouse.read(name, order).to_pylist()) for name, order in orders.items()}


def frail_book(rng: np.random.Generator, accounts: int, effect: float = 0.0) -> pa.Table:
    """Accounts begin over six years, buy a further product every 18 months or so, and leave at a rate of their own
    (gamma frailty, variance 1), which each further product held cuts by the share `effect`."""
    horizon = 2190
    began = rng.integers(0, horizon, accounts)
    rate = rng.gamma(1.0, 1.0, accounts) * 0.35 / 365
    bought = np.cumsum(rng.exponential(550.0, (accounts, 3)), axis=1)
    # The account leaves when its rate, lower after each purchase, has summed up to its threshold.
    threshold = rng.exponential(1.0, accounts)
    left = np.full(accounts, np.inf)
    edges = np.column_stack([np.zeros(accounts), bought, np.full(accounts, np.inf)])
    spent = np.zeros(accounts)
    for k in range(4):
        now = rate * (1 - effect) ** k
        reach = edges[:, k] + (threshold - spent) / now
        hit = np.isinf(left) & (reach < edges[:, k + 1])
        left[hit] = reach[hit]
        spent += np.where(np.isinf(edges[:, k + 1]), 0.0, now * (edges[:, k + 1] - edges[:, k]))
    starts = np.column_stack([np.zeros(accounts), bought])
    account, product = np.nonzero(starts < np.minimum(left, began)[:, None])
    day_of = np.datetime64(AS_OF) - began[account]
    began_on = day_of + starts[account, product].astype(np.int64)
    gone = left[account] < began[account]
    ended_on = day_of + np.where(gone, left[account], 0).astype(np.int64)
    return pa.table(
        {
            "as_of": pa.array([AS_OF] * len(account), pa.date32()),
            "account_id": [f"a{i}" for i in account],
            "product_id": [f"p{i}" for i in product],
            "began_on": pa.array(began_on.astype("datetime64[D]"), pa.date32()),
            "ended_on": pa.array(
                np.where(gone, ended_on.astype("datetime64[D]"), np.datetime64("NaT")), pa.date32()
            ),
            "is_floor": pa.array(np.zeros(len(account), bool)),
        }
    )
