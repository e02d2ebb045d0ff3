"""Counts what deals were lost to, by what the account held and what was offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from adjoin.measurement.portfolio.reasons import reasons_meant
from adjoin.measurement.portfolio.settings import words_of
from adjoin.statistics.share_interval import share_interval
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

Row = dict[str, Any]

_TEXT, _WHOLE, _NUMBER = pa.string(), pa.int64(), pa.float64()
LOSSES = pa.schema(
    [
        *(("as_of", pa.date32()), ("base_product_id", _TEXT), ("product_id", _TEXT), ("reason", _TEXT)),
        *(("deals", _WHOLE), ("priced", _WHOLE), ("money", _NUMBER), ("closed", _WHOLE), ("won", _WHOLE)),
        *((name, _NUMBER) for name in ("share", "low", "high")),
        *(("rivals", _TEXT), ("words", _TEXT), ("first_on", pa.date32()), ("last_on", pa.date32())),
    ]
)
"""The columns of `losses`; key as_of, base_product_id, product_id, reason. `share`: of the pair's closed deals, with
the exact interval of 95 %. `rivals` and `words` are JSON lists. Empty products: all pairs together."""

REASONS = pa.schema([("recorded", _TEXT), ("reason", _TEXT)])
"""The columns of `loss_reasons`: each text recorded, and what it means."""


def count_losses(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> Schema:
    """Put `losses` and `loss_reasons`, build what leads to them; gives the columns of all.

    Reads known.opportunities, spans, affinity and `plays`. `settings`: parameters by SQL file, and the words of each
    reason under `losses`.
    """
    told = dict(settings or {})
    known = {"plays": tuple(warehouse.read("plays").column_names), **schema}
    built = build_all(warehouse, queries_in("adjoin.measurement.portfolio"), known, told)
    recorded = warehouse.read("loss_recorded", ("recorded",))["recorded"].to_pylist()
    rows = reasons_meant(recorded, words_of(told))
    warehouse.put("loss_reasons", pa.Table.from_pylist(rows, schema=REASONS))
    given = {**known, **built, "loss_reasons": tuple(REASONS.names)}
    counted = build_all(warehouse, queries_in("adjoin.measurement.portfolio.counted"), given, told)
    keys = ("as_of", "base_product_id", "product_id", "reason")
    warehouse.put("losses", _table(warehouse.read("loss_counts", keys).to_pylist()))
    return {**built, **counted, "loss_reasons": tuple(REASONS.names), "losses": tuple(LOSSES.names)}


def _table(counts: Iterable[Row]) -> pa.Table:
    return pa.Table.from_pylist([row | _share(row["deals"], row["closed"]) for row in counts], schema=LOSSES)


def _share(deals: int, closed: int) -> dict[str, float]:
    low, high = share_interval(deals, closed)
    return {"share": round(deals / closed, 9), "low": round(low, 9), "high": round(high, 9)}
