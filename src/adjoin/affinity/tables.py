"""The SQL files of affinity: which are kept as tables, which come back as counts, how they are checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.published import PUBLISHED
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings, fact_schema
from adjoin.warehouse.graph import check, in_order
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

Columns = dict[str, npt.NDArray[np.int64]]
COUNTS = ("sequence_exits", "sequence_pairs", "migrations", "person_days", "adoptions", "linked")
"""The files whose rows come back as numbers; the others are tables that these read."""
NUMBERS = {"numbered_products": ("product", "product_id")}


@cache
def affinity_queries() -> tuple[Query, ...]:
    """The SQL files that measure, in the order they run; not those that read what is published."""
    queries = queries_in("adjoin.affinity")
    return tuple(in_order({name: q for name, q in queries.items() if not q.reads & PUBLISHED.keys()}))


def check_affinity() -> None:
    """ConfigurationError if a file names a table or column that facts and contract do not have."""
    check(in_order(queries_in("adjoin.affinity")), {**fact_schema(), **NUMBERS, **PUBLISHED})


def read_counts(
    warehouse: Warehouse, catalog: Catalog, as_of: date, settings: Settings, ends_from: date | None
) -> dict[str, Columns]:
    """Each of COUNTS as columns of whole numbers, products numbered in the order of the catalog."""
    numbers = pa.array(range(len(catalog.ids)), pa.int64())
    ids = pa.array(catalog.ids, pa.string())
    warehouse.put("numbered_products", pa.table({"product": numbers, "product_id": ids}))
    dates: Mapping[str, Value] = {"as_of": as_of, "ends_from": ends_from}
    found: dict[str, Columns] = {}
    for query in affinity_queries():
        own = {name: value for name, value in dates.items() if name in query.parameters}
        values = {**settings.get(query.name, {}), **own}
        if query.name in COUNTS:
            found[query.name] = _columns(query, warehouse.fetch(query, values))
        else:
            warehouse.build(query, values)
    return found


def _columns(query: Query, table: pa.Table) -> Columns:
    # Some engines give no columns where there is no row.
    empty = np.array([], dtype=np.int64)
    return {
        name: table.column(name).to_numpy().astype(np.int64, copy=False) if table.num_rows else empty
        for name in query.columns
    }
