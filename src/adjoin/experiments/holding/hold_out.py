"""Builds the arms as they stand at the moment, and who is held out of plays."""

from __future__ import annotations

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def hold_out(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]] | None = None
) -> Schema:
    """Build `root_arms` and `held_out`; gives their columns.

    Reads `roots`, `held_spans` and what is known of arms: what a run recorded counts only for a later date, so a rerun
    of its own date finds the same arms. `settings`: parameters by SQL file.
    """
    return build_all(warehouse, queries_in("adjoin.experiments.holding"), schema, settings or {})
