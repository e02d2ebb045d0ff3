"""Places every account on two axes: how stable it stands, and how ready it is for more."""

from collections.abc import Mapping

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all


def place_on_two_axes(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `stability`, one row an account of the book; gives its columns.

    Reads `holdings`, `gates`, `verdicts`, `signals` and `scores`.
    """
    return build_all(warehouse, queries_in("adjoin.decisions.stability"), schema, settings)
