"""Scores every open cell by the prior."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse


def score(warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]) -> Schema:
    """Build `typical_acv`, `signal_shift` and `prior`; gives their columns."""
    queries = in_order(queries_in("adjoin.scoring"))
    check(queries, schema)
    for query in queries:
        warehouse.build(query, settings.get(query.name))
    return {query.name: tuple(query.columns) for query in queries}
