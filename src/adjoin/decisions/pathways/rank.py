"""Ranks the pathways of the book, and says why there is none."""

from collections.abc import Mapping

import pyarrow as pa

from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all

NO_DATES = "no start dates"


def rank_pathways(
    warehouse: Warehouse, schema: Schema, settings: Mapping[str, Mapping[str, Value]]
) -> Schema:
    """Build `pathway_moves` and `pathways`; gives their columns.

    Reads `followed`, `triggered_from_now` and `triggered_beyond` (which may be empty), `signals`, `holdings`, `gates`,
    `typical_acv` and `catalog_products`.
    """
    return build_all(warehouse, queries_in("adjoin.decisions.pathways"), schema, settings)


def why_no_pathways(pathways: pa.Table, affinity: pa.Table) -> list[str]:
    """Why `pathways` has no row, as one sentence; [] where it has one."""
    if pathways.num_rows:
        return []
    reasons = set(affinity.column("reason").to_pylist())
    if reasons == {NO_DATES}:
        return ["No pathways: they need the day each product was begun, and started_on is not mapped"]
    return ["No pathways: no open product that can be sold follows a product whose start was ever seen"]
