"""Decides: candidates, one recommendation an account, whitespace, and what the gates hold back."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def decide(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build every table of this room in order; gives their columns."""
    return build_all(warehouse, queries_in("adjoin.decisions"), schema, settings)
