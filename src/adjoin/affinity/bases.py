"""What each open cell builds on, from the chances: the relations `followed` (a view) and `bases`."""

from __future__ import annotations

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

BASES = ("followed", "bases")


def build_bases(warehouse: Warehouse, schema: Schema) -> Schema:
    """Build both on a warehouse whose facts and chances are there; gives their columns.

    `schema`: the relations that exist. ConfigurationError names one that is missing.
    """
    queries = queries_in("adjoin.affinity")
    return build_all(warehouse, {name: queries[name] for name in BASES}, schema, {})
