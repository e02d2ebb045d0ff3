"""A simulated world as the facts that affinity reads, and the engine's own numbers of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from adjoin.affinity.estimates import Estimates, estimates
from adjoin.affinity.measure import measure
from adjoin.affinity.pairs import Pairs
from adjoin.affinity.sequences import sequences
from adjoin.affinity.tables import affinity_queries, run_queries
from adjoin.domain.canonical import CANONICAL
from adjoin.domain.catalog import Catalog
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.sources.ledger_history import ARROW
from adjoin.warehouse.query import Query
from adjoin.warehouse.warehouse import DuckWarehouse
from affinity_proofs.hazards import Ints
from affinity_proofs.simulated import Simulated

EPOCH = date(2020, 1, 1)
CURVES = ("sequence_exits", "sequence_pairs", "migrations")
"""What the curves are computed from."""


def on(day: int) -> date:
    return EPOCH + timedelta(days=day)


def catalog(products: int) -> Catalog:
    return Catalog.model_validate({"products": [{"id": f"p{n}", "name": f"P{n}"} for n in range(products)]})


@contextmanager
def warehouse() -> Iterator[DuckWarehouse]:
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute("CREATE SCHEMA known")
        yield DuckWarehouse(connection)


def put(told: DuckWarehouse, world: Simulated) -> None:
    """The facts as known on the world's as-of date: what lies after it is not there."""
    account, product = np.nonzero(world.began <= world.as_of)
    began, ended = (days[account, product] for days in (world.began, world.ended))
    moment = pa.array([on(world.as_of)], pa.date32())
    told.put(
        "spans",
        pa.table(
            {
                "as_of": moment.take(pa.array(np.zeros(len(account), dtype=np.int64))),
                "account_id": names_array("a", account),
                "product_id": names_array("p", product),
                "began_on": dates_array(began),
                "ended_on": dates_array(ended, ended > world.as_of),
                "is_floor": pa.array(world.floor[account] == product),
            }
        ),
    )
    own = np.unique(account)
    moments = moment.take(pa.array(np.zeros(len(own), dtype=np.int64)))
    names = {"as_of": moments, "account_id": names_array("a", own)}
    told.put("roots", pa.table({**names, "root_id": names_array("r", world.root[own])}))
    told.put("known.accounts", accounts_table({**names, "segment": names_array("s", world.segment[own])}))
    for name, table in catalog_tables(catalog(world.laws.products)).items():
        told.put(name, table)


def accounts_table(given: dict[str, pa.Array]) -> pa.Table:
    """The contract's columns; what is not given is null."""
    size = len(given["account_id"])
    columns = {c.name: pa.nulls(size, ARROW[c.type]) for c in CANONICAL["accounts"].columns}
    return pa.table(columns | given)


def measured(told: DuckWarehouse, world: Simulated) -> None:
    """The world's facts and the tables of affinity, in the warehouse."""
    put(told, world)
    ends_from = None if world.ends_from is None else on(world.ends_from)
    measure(told, catalog(world.laws.products), on(world.as_of), {}, ends_from)


def curves(told: DuckWarehouse, world: Simulated) -> Estimates:
    """The estimates of all pairs, from the SQL of affinity over the facts of the world."""
    put(told, world)
    ids = catalog(world.laws.products).ids
    ends_from = None if world.ends_from is None else on(world.ends_from)
    return curves_of(told, ids, on(world.as_of), ends_from)


def curves_of(told: DuckWarehouse, ids: tuple[str, ...], as_of: date, ends_from: date | None) -> Estimates:
    """The estimates of all pairs from the facts in the warehouse."""
    numbers = pa.array(range(len(ids)), pa.int64())
    told.put("numbered_products", pa.table({"product": numbers, "product_id": pa.array(ids)}))
    given = {"as_of": as_of, "ends_from": ends_from}
    rows = run_queries(told, curve_queries(), given, {})
    pairs = Pairs(ids)
    return estimates(
        pairs, sequences(pairs, rows["sequence_exits"], rows["sequence_pairs"], rows["migrations"])
    )


@cache
def curve_queries() -> tuple[Query, ...]:
    """The files of affinity that the curves need, in order: the rate ratios' take most of the time."""
    needed, found = set(CURVES), []
    for query in reversed(affinity_queries()):
        if query.name in needed:
            needed |= query.reads
            found.append(query)
    return tuple(reversed(found))


def names_array(prefix: str, numbers: Ints) -> pa.Array:
    return pa.array(np.char.add(prefix, numbers.astype(np.str_)))


def dates_array(days: Ints, missing: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    since = (EPOCH - date(1970, 1, 1)).days
    return pa.array((days + since).astype(np.int32), mask=missing).cast(pa.date32())
