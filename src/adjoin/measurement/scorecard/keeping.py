"""Leaves the scorecard in the warehouse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from adjoin.measurement.scorecard.card_table import CARD, CARD_BY, Sources, card_tables
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

PUBLISHED = {"scorecard": tuple(CARD.names), "scorecard_by": tuple(CARD_BY.names)}
"""The tables put, and their columns; `scorecard_accounts` is a SQL file."""

READS = (
    "whitespace",
    "candidates",
    "held_out",
    "spans",
    "roots",
    "approaches",
    "plays",
)
"""What must be in the warehouse and in the schema beside what is known."""


def keep_scorecard(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
    ends_from: date | None = None,
) -> Schema:
    """Put `scorecard`, `scorecard_by`, `scorecard_accounts` and what they rest on; gives their columns.

    `settings`: parameters by SQL file. `ends_from`: since when ends are recorded, where that is known.
    """
    queries = queries_in("adjoin.measurement.scorecard")
    told = settings or {}
    built = build_all(warehouse, queries, schema, told)
    quick = {**queries["scorecard_sums"].parameters, **told.get("scorecard_sums", {})}["quick_days"]
    sources = Sources(
        sums=warehouse.read("scorecard_sums").to_pylist(),
        days=warehouse.read("scorecard_days", ("as_of", "scope_kind", "scope", "days")).to_pylist(),
        windows=warehouse.read("scorecard_windows").to_pylist(),
        goals=warehouse.read("scorecard_goals").to_pylist(),
        known=warehouse.read("scorecard_known").to_pylist(),
        never_lost=warehouse.read("never_lost").to_pylist(),
        floors=warehouse.read("scorecard_floors").to_pylist()[0],
        quick_days=float(str(quick)),
        ends_from=ends_from,
    )
    whole, parts = card_tables(sources)
    warehouse.put("scorecard", whole)
    warehouse.put("scorecard_by", parts)
    return {**built, **PUBLISHED}
