"""Retention by number of products, at every open moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from adjoin.measurement.retention.curves import landmark_curve, plain_curve
from adjoin.measurement.retention.retention_table import (
    RETENTION,
    RETENTION_SUMMARY,
    retention_rows,
    summary_row,
)
from adjoin.measurement.retention.settings import Settings, settings_of
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = {"retention": tuple(RETENTION.names), "retention_summary": tuple(RETENTION_SUMMARY.names)}
"""The relations meant to be shown, and their columns."""

AGES = pa.schema([("age_days", pa.int64())])


def measure_retention(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Any]] | None = None,
    ends_from: date | None = None,
) -> Schema:
    """Put `retention` and `retention_summary`; gives the columns of everything left.

    Reads `dates`, spans, roots and size bands. `ends_from`: since when ends are recorded; landmarks before are not
    used. `settings`: those of the project, by owner. ValueError says what is wrong with them.
    """
    told = settings or {}
    own = settings_of(told)
    warehouse.put("retention_ages", pa.table({"age_days": sorted(own.ages)}, schema=AGES))
    values = _values(told, own, ends_from)
    read = {**schema, "retention_ages": tuple(AGES.names)}
    built = build_all(warehouse, queries_in("adjoin.measurement.retention"), read, values)
    landmarks = warehouse.read("landmarks", ("as_of", "kind", "age_days", "root_id"))
    customers = warehouse.read("customers", ("as_of", "root_id"))
    states = warehouse.read("retention_states", ("as_of", "kind", "age_days", "state"))
    moments = warehouse.read("dates", ("as_of",))["as_of"].to_pylist()
    told_at = [_at(moment, landmarks, customers, states, own) for moment in moments]
    rows = [row for found, _ in told_at for row in found]
    warehouse.put("retention", pa.Table.from_pylist(rows, schema=RETENTION))
    summaries = [summary for _, summary in told_at]
    warehouse.put("retention_summary", pa.Table.from_pylist(summaries, schema=RETENTION_SUMMARY))
    return {**built, **PUBLISHED}


def _values(
    told: Mapping[str, Mapping[str, Any]], own: Settings, ends_from: date | None
) -> dict[str, dict[str, Value]]:
    # One and the same gap decides what is held and when an end is one.
    gap = {"gap_days": told["spans"]["gap_days"]} if "gap_days" in told.get("spans", {}) else {}
    return {
        "tenures": dict(gap),
        "landmarks": {**gap, "follow_days": own.follow_days, "ends_from": ends_from},
    }


def _at(
    moment: date, landmarks: pa.Table, customers: pa.Table, states: pa.Table, own: Settings
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    here = landmarks.filter((pc.field("as_of") == moment) & (pc.field("state") == "counts"))
    by_age, by_day = (here.filter(pc.field("kind") == kind) for kind in ("landmark", "calendar"))
    ever = customers.filter(pc.field("as_of") == moment)
    ever = ever.select(["root_id", "ever_products", "is_customer"]).rename_columns(
        ["root_id", "products", "retained"]
    )
    curves = {
        "landmark": landmark_curve(by_age, own),
        "calendar": plain_curve(by_day, own),
        "naive": plain_curve(ever, own),
    }
    counted: dict[str, int] = {}
    for row in states.filter((pc.field("as_of") == moment) & (pc.field("kind") == "landmark")).to_pylist():
        counted[row["state"]] = counted.get(row["state"], 0) + row["accounts"]
    roots = len(pc.unique(by_age["root_id"]))
    # The gaps are told between the same numbers of products.
    most = max((step.products for step in curves["landmark"].steps), default=2)
    like = {
        "landmark": curves["landmark"],
        "calendar": plain_curve(by_day, own, max(most, 2)),
        "naive": plain_curve(ever, own, max(most, 2)),
    }
    return (
        list(retention_rows(moment, curves, own)),
        summary_row(moment, like, counted, roots, own),
    )
