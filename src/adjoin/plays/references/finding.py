"""Finds the customers who could be spoken to, for every product that is recommended."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def find_references(
    warehouse: Warehouse,
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
) -> Schema:
    """Build `reference_customers`; gives its columns.

    Reads `recommendations`, `spans`, `holdings`, `roots`, `size_bands` and what is known of accounts and health.
    """
    return build_all(warehouse, queries_in("adjoin.plays.references"), schema, settings or {})
