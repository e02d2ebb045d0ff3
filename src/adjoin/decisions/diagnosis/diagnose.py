"""Asks the three questions of diagnosis about every product that is recommended."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def diagnose(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build `diagnosis` and what it rests on; gives their columns.

    Reads the facts, `signals` and `recommendations`; three rows an account whose action is play or discover.
    """
    return build_all(warehouse, queries_in("adjoin.decisions.diagnosis"), schema, settings)
