"""An engine with tables: builds relations from queries, takes and gives Arrow.

`DuckWarehouse` runs embedded. Any other engine is one more class with the same six methods; the SQL files are
carried to it by SQLGlot.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol

import duckdb
import pyarrow as pa
from sqlglot import exp

from adjoin.domain.errors import ConfigurationError
from adjoin.warehouse.as_of import known_views
from adjoin.warehouse.graph import Schema, check, in_order
from adjoin.warehouse.query import Query, Value, queries_in


class Warehouse(Protocol):
    """What an engine must do for the stages of a run."""

    def put(self, name: str, table: pa.Table) -> None:
        """Replace the relation `name` by the rows of `table`."""

    def build(self, query: Query, values: Mapping[str, Value] | None = None, schema: str = "main") -> None:
        """Run a query and keep its result as the table or view (`query.keep`) of its name."""

    def define(self, name: str, select: exp.Query) -> None:
        """Define the view `name` (`schema.view` or `view`)."""

    def fetch(self, query: Query, values: Mapping[str, Value] | None = None) -> pa.Table:
        """Run a query and give its rows."""

    def read(self, name: str, order: Sequence[str] = ()) -> pa.Table:
        """All rows of a relation, in the order of the columns named."""


class DuckWarehouse:
    """The embedded engine: one DuckDB connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def put(self, name: str, table: pa.Table) -> None:
        self.connection.register("_incoming", table)
        self.connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM _incoming")  # noqa: S608
        self.connection.unregister("_incoming")

    def build(self, query: Query, values: Mapping[str, Value] | None = None, schema: str = "main") -> None:
        sql = query.render(values or {})
        with _refusals_named(query, sql):
            self.connection.execute(f"CREATE OR REPLACE {query.keep.upper()} {schema}.{query.name} AS {sql}")

    def define(self, name: str, select: exp.Query) -> None:
        self.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {select.sql(dialect='duckdb')}")

    def fetch(self, query: Query, values: Mapping[str, Value] | None = None) -> pa.Table:
        sql = query.render(values or {})
        with _refusals_named(query, sql):
            return self.connection.sql(sql).to_arrow_table()

    def read(self, name: str, order: Sequence[str] = ()) -> pa.Table:
        ordering = f" ORDER BY {', '.join(order)}" if order else ""
        return self.connection.sql(f"SELECT * FROM {name}{ordering}").to_arrow_table()  # noqa: S608

    def read_columns(self, name: str) -> list[str]:
        """The columns of a relation, in order."""
        return [column[0] for column in self.connection.execute(f"DESCRIBE {name}").fetchall()]


@contextmanager
def _refusals_named(query: Query, sql: str) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise ConfigurationError(f"{query.source}: the engine refused this SQL: {error}\n{sql}") from error


def build_all(
    warehouse: Warehouse,
    queries: Mapping[str, Query],
    schema: Schema,
    settings: Mapping[str, Mapping[str, Value]],
) -> Schema:
    """Check the queries against the relations in `schema`, build each after those it reads; gives their columns.

    `settings`: values by the query's name.
    """
    ordered = in_order(queries)
    check(ordered, schema)
    for query in ordered:
        warehouse.build(query, settings.get(query.name))
    return {query.name: tuple(query.columns) for query in ordered}


def open_moments(
    warehouse: Warehouse, dates: Sequence[date], first_load: date, *, usage_rolled_up: bool = False
) -> None:
    """Build `dates`, `moments` and the `known` views: from here on every analysis reads only these.

    `dates`: the as-of dates, each once. `first_load`: the day since which rows without a date are known.
    `usage_rolled_up`: `roll_up_usage` was called since the usage was loaded; its periods hold for every date.
    """
    _put_dates(warehouse, dates, first_load)
    queries = queries_in("adjoin.warehouse")
    warehouse.build(queries["moments"])
    if not usage_rolled_up:
        roll_up_usage(warehouse)
    _define_known(warehouse)


def roll_up_usage(warehouse: Warehouse) -> None:
    """Build `canonical.usage_periods`, the usage by week or month, from the usage as loaded."""
    warehouse.build(queries_in("adjoin.warehouse")["usage_periods"], schema="canonical")


def open_pairs(warehouse: Warehouse, pairs: pa.Table, first_load: date) -> None:
    """Open moments of single accounts instead of the whole book: `pairs` has columns as_of (date) and account_id.

    Kin of the accounts is opened too, so a fact about an account or its root is what the whole book's moment would
    say. What is measured against the book (means, medians, bulk days, since when the vendor records a metric) is
    not: take that from a moment of the whole book. Open the whole book once before: its `usage_periods` hold for
    every date.
    """
    asked = pairs.select(["as_of", "account_id"])
    _put_dates(warehouse, asked["as_of"].to_pylist(), first_load)
    warehouse.put("pairs", asked)
    warehouse.put("moments", warehouse.fetch(queries_in("adjoin.warehouse")["pair_moments"]))
    _define_known(warehouse)


def _put_dates(warehouse: Warehouse, dates: Sequence[date], first_load: date) -> None:
    days = sorted(set(dates))
    warehouse.put(
        "dates",
        pa.table(
            {
                "as_of": pa.array(days, pa.date32()),
                "first_load": pa.array([first_load] * len(days), pa.date32()),
            }
        ),
    )


def _define_known(warehouse: Warehouse) -> None:
    for name, select in known_views().items():
        warehouse.define(f"known.{name}", select)
