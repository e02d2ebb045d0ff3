"""Journeys, hero products and the workflow map at one as-of date, after the pairs have been measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.paths.hero_products import OF_LIVES, Book, Entrants, hero_products
from adjoin.affinity.paths.journeys import journeys
from adjoin.affinity.paths.orders import longest
from adjoin.domain.catalog import Catalog
from adjoin.facts.build import Settings
from adjoin.warehouse.query import Query, Value, queries_in
from adjoin.warehouse.warehouse import Warehouse


def walk(
    warehouse: Warehouse, catalog: Catalog, as_of: date, settings: Settings, ends_from: date | None = None
) -> None:
    """Put `journeys`, `journey_tests`, `hero_products` and `workflow` into the warehouse.

    Run it right after `measure` with the same arguments: it reads the starts, spans and replacements that measure
    leaves, and `affinity`. `settings`: parameters by SQL file.
    """
    queries = queries_in("adjoin.affinity.paths")
    products = len(catalog.ids)
    given: Mapping[str, Value] = {
        "as_of": as_of,
        "ends_from": ends_from,
        "base": products + 1,
        "longest": longest(products),
    }

    def values(query: Query) -> dict[str, Value]:
        own = {name: value for name, value in given.items() if name in query.parameters}
        return {**settings.get(query.name, {}), **own}

    def fetch(name: str) -> pa.Table:
        return warehouse.fetch(queries[name], values(queries[name]))

    for name in ("prices_paid", "starts", "journey_courses", "lives", "workflow"):
        warehouse.build(queries[name], values(queries[name]))
    priced = {
        row["product_id"]: row["acv"]
        for row in warehouse.read("prices_paid").to_pylist()
        if row["acv"] is not None
    }
    journeys(warehouse, catalog, queries, priced)
    entrants = _entrants(fetch("lives_by_product"), fetch("further_starts"))
    together = {row["product"]: row["accounts"] for row in fetch("together_first").to_pylist()}
    warehouse.put("hero_products", hero_products(entrants, together, _book(fetch("book_segments")), catalog))


def _entrants(lives: pa.Table, further: pa.Table) -> Entrants:
    columns = {name: _whole(lives, name) for name in OF_LIVES}
    return Entrants(**columns, account_of=_whole(further, "account"), day=_whole(further, "day"))


def _book(segments: pa.Table) -> Book:
    names = segments.column("name").to_pylist() if segments.num_rows else []
    return Book(_whole(segments, "segment"), names, _whole(segments, "accounts"))


def _whole(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    # Some engines give no columns where there is no row.
    if not table.num_rows:
        return np.array([], dtype=np.int64)
    values: npt.NDArray[np.int64] = table.column(name).to_numpy().astype(np.int64, copy=False)
    return values
