"""Decides: candidates, one recommendation an account, whitespace, and what the gates hold back."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse


def decide(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build every table of this room in order; gives their columns."""
    queries = in_order(queries_in("adjoin.decisions"))
    check(queries, schema)
    for query in queries:
        warehouse.build(query, settings.get(query.name))
    return {query.name: tuple(query.columns) for query in queries}
