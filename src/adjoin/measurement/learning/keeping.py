"""What came of plays and feedback, as tables."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.measurement.learning.play_records import PLAY_RECORDS, play_records
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def keep_records(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> Schema:
    """Put `play_records` and `feedback_records`; gives the columns of everything left.

    Reads `plays`, `feedback_tilts`, `held_spans`, `cited_kinds` and what is known of feedback.
    """
    found = queries_in("adjoin.measurement.learning")
    built = build_all(warehouse, found, schema, settings or {})
    counts = warehouse.read("play_counts", ("as_of", "scope")).to_pylist()
    warehouse.put("play_records", play_records(counts))
    return {**built, "play_records": tuple(PLAY_RECORDS.names)}
