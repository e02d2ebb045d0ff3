"""Scores every open cell by the prior."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def score(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build `typical_acv`, `signal_shift` and `prior`; gives their columns."""
    return build_all(warehouse, queries_in("adjoin.scoring"), schema, settings)
