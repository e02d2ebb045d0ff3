"""Leaves `inspection`, what a manager should look at this week."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

READS = (
    *("plays", "tasks", "recommendations", "scored", "gates", "owners", "approaches"),
    "cross_sell_deals",
)
"""What must be in the warehouse and in the schema beside what is known; the scorecard leaves the last."""


def inspect(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> Schema:
    """Put `inspection`; gives its columns. `settings`: parameters by SQL file."""
    return build_all(warehouse, queries_in("adjoin.measurement.inspection"), schema, settings or {})
