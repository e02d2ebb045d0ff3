"""Examines the bundles sold so far: what they added, what would have been bought anyway, what stayed unused."""

from collections.abc import Mapping

from adjoin.offers.bundles_sold.anyway_shares import BUNDLE_ANYWAY, anyway_shares
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

LAST = "bundles_sold"
SHARES = {"bundle_anyway": "anyway", "bundle_asked": "asked"}
"""Relations by whom takers are compared with: all alike without a bundle, and those asked without one."""


def examine_bundles(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `bundles_sold` and what it rests on; gives their columns.

    Reads the known tables, `spans`, `size_bands` and `starts_followed`, which the examination of shelfware leaves.
    """
    queries = queries_in("adjoin.offers.bundles_sold")
    first = {name: query for name, query in queries.items() if name != LAST}
    left = build_all(warehouse, first, schema, settings)
    for name, compared in SHARES.items():
        shares = anyway_shares(warehouse.read(f"{compared}_counts"), warehouse.read(f"{compared}_together"))
        warehouse.put(name, shares)
        left[name] = tuple(BUNDLE_ANYWAY.names)
    return left | build_all(warehouse, {LAST: queries[LAST]}, {**schema, **left}, settings)
