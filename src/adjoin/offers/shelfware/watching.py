"""Builds what is bought and not used: the chance of activation, and the watch list."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def build_shelfware(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `activation_rates`, `shelfware` and what they rest on; gives their columns.

    Reads the known tables, the facts and `size_bands`; nothing of signals, gates or recommendations.
    """
    return build_all(warehouse, queries_in("adjoin.offers.shelfware"), schema, settings)
