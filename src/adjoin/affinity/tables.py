"""The SQL files of affinity: which are kept as tables, which come back as counts, how they are checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.published import AFTER_SIGNALS, FIRINGS, PUBLISHED
from adjoin.domain.catalog import Catalog
from adjoin.domain.errors import ConfigurationError, nearest
from adjoin.facts.build import Settings, fact_queries, fact_schema
from adjoin.statistics.cumulative_incidence import YEAR
from adjoin.warehouse.graph import check, in_order
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse

Columns = dict[str, npt.NDArray[np.int64]]
COUNTS = (
    "sequence_exits", "sequence_pairs", "group_exits", "group_pairs", "migrations", "person_days", "adoptions",
    "linked", "signal_sequences",
)  # fmt: skip
"""The files whose rows come back as numbers; the others are tables that these read."""
UNITS = ("account", "root")
"""As what accounts are measured: the setting `unit` of units.sql."""
NUMBERS = {"numbered_products": ("product", "product_id")}


@cache
def affinity_queries() -> tuple[Query, ...]:
    """The SQL files that measure, in the order they run; not those that read what is published or fired."""
    queries = in_order(queries_in("adjoin.affinity"))
    later = _readers(queries, {*PUBLISHED, *FIRINGS})
    return tuple(query for query in queries if query.name not in later)


@cache
def firings_queries() -> tuple[Query, ...]:
    """The SQL files that read the firings, in the order they run."""
    queries = in_order(queries_in("adjoin.affinity"))
    later = _readers(queries, {*FIRINGS})
    return tuple(query for query in queries if query.name in later)


def _readers(ordered: Iterable[Query], tables: set[str]) -> set[str]:
    """The names of the queries that read one of the tables, themselves or by way of another."""
    found: set[str] = set()
    for query in ordered:
        if query.reads & (tables | found):
            found.add(query.name)
    return found


def check_affinity() -> None:
    """ConfigurationError if a file names a table or column that facts and contract do not have."""
    contract = {**NUMBERS, **PUBLISHED, **FIRINGS, **AFTER_SIGNALS}
    check(in_order(queries_in("adjoin.affinity")), {**fact_schema(), **contract})


def read_counts(
    warehouse: Warehouse, catalog: Catalog, as_of: date, settings: Settings, ends_from: date | None
) -> dict[str, Columns]:
    """Each of COUNTS that measures, as columns of whole numbers; products as numbered by the catalog.

    ConfigurationError names a setting that does not exist or an engine's refusal.
    """
    numbers = pa.array(range(len(catalog.ids)), pa.int64())
    ids = pa.array(catalog.ids, pa.string())
    warehouse.put("numbered_products", pa.table({"product": numbers, "product_id": ids}))
    _check_unit(settings)
    gap_days = next(query for query in fact_queries() if query.name == "spans").parameters["gap_days"]
    given = {
        "as_of": as_of,
        "ends_from": ends_from,
        "gap_days": settings.get("spans", {}).get("gap_days", gap_days),
        "last_day": YEAR,
    }
    return run_queries(warehouse, affinity_queries(), given, settings)


def run_queries(
    warehouse: Warehouse, queries: Iterable[Query], given: Mapping[str, Value], settings: Settings
) -> dict[str, Columns]:
    """Build each query, fetch those of COUNTS. `given`: values of the run, which no setting overrides."""
    found: dict[str, Columns] = {}
    for query in queries:
        own = {name: value for name, value in given.items() if name in query.parameters}
        values = {**settings.get(query.name, {}), **own}
        if query.name in COUNTS:
            found[query.name] = _columns(query, warehouse.fetch(query, values))
        else:
            warehouse.build(query, values)
    return found


def _check_unit(settings: Settings) -> None:
    unit = settings.get("units", {}).get("unit", UNITS[0])
    if unit not in UNITS:
        raise ConfigurationError(
            f"settings: units: unit is '{unit}'{nearest(str(unit), UNITS)}: write account or root."
        )


def _columns(query: Query, table: pa.Table) -> Columns:
    # Some engines give no columns where there is no row.
    empty = np.array([], dtype=np.int64)
    return {
        name: table.column(name).to_numpy().astype(np.int64, copy=False) if table.num_rows else empty
        for name in query.columns
    }
