"""Examines the bundles sold so far: what they added, what would have been bought anyway, what stayed unused."""

from collections.abc import Mapping

from adjoin.offers.bundles_sold.anyway_shares import BUNDLE_ANYWAY, anyway_shares
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

LAST = "bundles_sold"


def examine_bundles(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `bundles_sold` and what it rests on; gives their columns.

    Reads the known tables, `spans`, `size_bands` and `starts_followed`, which the examination of shelfware leaves.
    """
    queries = queries_in("adjoin.offers.bundles_sold")
    first = {name: query for name, query in queries.items() if name != LAST}
    left = build_all(warehouse, first, schema, settings)
    shares = anyway_shares(warehouse.read("anyway_counts"), warehouse.read("anyway_together"))
    warehouse.put("bundle_anyway", shares)
    left["bundle_anyway"] = tuple(BUNDLE_ANYWAY.names)
    return left | build_all(warehouse, {LAST: queries[LAST]}, {**schema, **left}, settings)
