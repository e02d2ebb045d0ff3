"""Which triggers, motions and partners came before further products, at the open moments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.measurement.attribution.attribution_words import caution, summary_says
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PACKAGE = "adjoin.measurement.attribution"
TEXT, COUNT, NUMBER, DATE = pa.string(), pa.int64(), pa.float64(), pa.date32()

ATTRIBUTION_SUMMARY = pa.schema(
    [
        *(
            ("as_of", DATE),
            ("attributed", COUNT),
            ("organic", COUNT),
            ("below_floor", COUNT),
            ("unpriced", COUNT),
        ),
        *(("attributed_money", NUMBER), ("organic_money", NUMBER), ("triggered", COUNT), ("motions", COUNT)),
        *(("window_days", COUNT), ("look_back_days", COUNT), ("triggers_from", DATE)),
        *(("says", TEXT), ("caution", TEXT)),
    ]
)
"""One row a moment: further products told as attributed and as organic, those too small to be told, and of the told
ones those without a price. Money a year, null where none of them has a price. `triggered`: attributed ones with a
trigger. `motions`: what is known that could be one, of any account. `triggers_from`: the first day on
which one was seen."""

PLAYS = ("play_id", "motion")
"""What is read of the campaigns, which no stage of a run names in its schema."""

PUBLISHED = (*("attribution", "attributed_deals", "attribution_summary"),)
"""The relations meant to be shown."""


def attribute(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Put `attribution`, `attributed_deals` and `attribution_summary`; gives the columns of everything left.

    Reads spans, roots, approaches, the catalog's partners, `firings`, `plays` (the campaigns), and what is known of
    subscriptions, opportunities, plays, interactions and events. `settings`: parameters by SQL file.
    """
    told = settings or {}
    queries = queries_in(PACKAGE)
    read = {"plays": PLAYS, **schema}
    built = build_all(warehouse, queries, read, told)
    firings = warehouse.read("firings")["fired_on"]
    windows = {
        "window_days": _value(queries, told, "attributed_deals", "window_days"),
        "look_back_days": _value(queries, told, "touches", "look_back_days"),
    }
    rows = []
    for counted in warehouse.read("summary_counts", ("as_of",)).to_pylist():
        seen = firings.filter(pc.less_equal(firings, pa.scalar(counted["as_of"], pa.date32())))
        row = {**counted, **windows, "triggers_from": pc.min(seen).as_py()}
        rows.append({**row, "says": summary_says(row), "caution": caution(row, row["triggers_from"])})
    warehouse.put("attribution_summary", pa.Table.from_pylist(rows, schema=ATTRIBUTION_SUMMARY))
    return {**built, "attribution_summary": tuple(ATTRIBUTION_SUMMARY.names)}


def _value(
    queries: Mapping[str, Query], told: Mapping[str, Mapping[str, Value]], owner: str, word: str
) -> Any:
    return told.get(owner, {}).get(word, queries[owner].parameters[word])
