"""The next product of every account at every open moment, from what is held together and taken up lately.

SQL counts (uptake.sql, taken_together.sql), weighs the pairs (pulls.sql) and gathers accounts into sets of held
products; here each set gets its order of the others; SQL hands it to the accounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from adjoin.affinity.next_product.shares import Places, Pulls, places
from adjoin.facts.build import Settings, fact_schema
from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse

SET_PLACES = pa.schema(
    [("as_of", pa.date32()), ("set_id", pa.int64()), ("product_id", pa.string()),
     ("share", pa.float64()), ("times", pa.float64()), ("place", pa.int64())]
)  # fmt: skip
HANDED_ON = ("set_reasons", "next_products")
"""The files that read the order of each set."""
PLACES = 20
"""Places kept of an account: a catalog of hundreds has a long tail that nobody asks for."""
SETS_AT_ONCE = 10_000


def rank_next_products(warehouse: Warehouse, settings: Settings, most: int = PLACES) -> Schema:
    """Build `next_products` and what it rests on; gives their columns.

    Reads the fact `spans`, of one open moment or many; every number of a moment comes from that moment's rows.
    `settings`: parameters by SQL file; `most`: places kept of an account. ConfigurationError names a setting that
    does not exist or an engine's refusal.
    """
    queries = {query.name: query for query in in_order(queries_in("adjoin.affinity.next_product"))}
    handed_on = [queries[name] for name in HANDED_ON]
    counted = [query for name, query in queries.items() if name not in HANDED_ON]
    check([*counted, *handed_on], {**fact_schema(), "set_places": tuple(SET_PLACES.names)})
    for query in counted:
        warehouse.build(query, settings.get(query.name))
    warehouse.put("set_places", set_places(warehouse, most))
    for query in handed_on:
        warehouse.build(query, settings.get(query.name))
    return {name: tuple(query.columns) for name, query in queries.items()}


def set_places(warehouse: Warehouse, most: int) -> pa.Table:
    """The order of the products outside each set, moment by moment, from the tables that count."""
    members = warehouse.read("set_members", ("as_of", "set_id", "product_id"))
    uptake = warehouse.read("uptake", ("as_of", "product_id"))
    pulls = warehouse.read("pulls", ("as_of", "from_product", "to_product"))
    found = [SET_PLACES.empty_table()]
    if members.num_rows:  # some engines give no columns where there is no row
        for as_of in members["as_of"].unique().to_pylist():
            here, lately, pulling = (_of_moment(table, as_of) for table in (members, uptake, pulls))
            found += _of_sets(here, lately, pulling, most)
    return pa.concat_tables(found)


def _of_moment(table: pa.Table, as_of: date) -> pa.Table:
    return table.filter(pc.equal(table["as_of"], pa.scalar(as_of, pa.date32()))) if table.num_rows else table


def _of_sets(members: pa.Table, uptake: pa.Table, pulls: pa.Table, most: int) -> Iterator[pa.Table]:
    """One moment's tables to the rows of its sets, some thousand sets at once."""
    products = uptake["product_id"].combine_chunks()
    by = _pulls(products, uptake, pulls)
    sets, row = np.unique(members["set_id"].to_numpy(), return_inverse=True)
    column = _number(members["product_id"], products)
    for start in range(0, len(sets), SETS_AT_ONCE):
        here = (row >= start) & (row < start + SETS_AT_ONCE)
        held = np.zeros((min(SETS_AT_ONCE, len(sets) - start), len(products)), dtype=np.bool_)
        held[row[here] - start, column[here]] = True
        yield _table(members["as_of"][0].as_py(), sets[start:], products, places(held, by, most))


def _pulls(products: pa.Array, uptake: pa.Table, pulls: pa.Table) -> Pulls:
    count = len(products)
    pull, rest = np.zeros((count, count)), np.ones(count)
    if pulls.num_rows:
        first, second = (_number(pulls[name], products) for name in ("from_product", "to_product"))
        pull[first, second] = pulls["pull"].to_numpy()
        rest[first] = pulls["rest"].to_numpy()
    return Pulls(uptake["share"].to_numpy(), pull, rest)


def _number(names: pa.ChunkedArray, products: pa.Array) -> npt.NDArray[np.int64]:
    found: npt.NDArray[np.int64] = pc.index_in(names, value_set=products).to_numpy().astype(np.int64)
    return found


def _table(as_of: date, sets: npt.NDArray[np.int64], products: pa.Array, found: Places) -> pa.Table:
    return pa.table(
        {
            "as_of": pa.array([as_of] * len(found.place), pa.date32()),
            "set_id": pa.array(sets[found.set_row]),
            "product_id": products.take(pa.array(found.product)),
            "share": pa.array(found.share),
            "times": pa.array(found.times),
            "place": pa.array(found.place),
        },
        schema=SET_PLACES,
    )
