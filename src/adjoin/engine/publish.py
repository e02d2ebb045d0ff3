"""Writes the publication's file, and says what this run saw in the columns that sources overwrite."""

from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from adjoin.domain.published import PUBLISHED
from adjoin.warehouse.seen import current_rows, tables_with_overwritten_columns
from adjoin.warehouse.warehouse import DuckWarehouse

RENAMED = {
    "accounts": "book",
    "products": "catalog_products",
    "next_products": "next_in_book",
    "objectives": "stated_objectives",
}
"""Published name → the relation it is read from, where they differ."""


def publish(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, int]:
    """Write every published table in key order into a new DuckDB file; gives the rows of each."""
    connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS publication")
    rows: dict[str, int] = {}
    try:
        for name, table in PUBLISHED.items():
            source = RENAMED.get(name, name)
            order = ", ".join(
                exp.to_identifier(column, quoted=True).sql("duckdb") + " NULLS FIRST"
                for column in table.order
            )
            written = connection.execute(
                f"CREATE TABLE publication.main.{name} AS SELECT * FROM main.{source} ORDER BY {order}"  # noqa: S608
            ).fetchone()
            rows[name] = int(written[0]) if written else 0
        connection.execute("CHECKPOINT publication")
    finally:
        connection.execute("DETACH publication")
    return rows


def seen_now(warehouse: DuckWarehouse) -> pa.Table:
    """What this load saw in the overwritten columns: table_name, row_key, columns."""
    selects = [current_rows(table).sql(dialect="duckdb") for table in tables_with_overwritten_columns()]
    return warehouse.connection.sql(" UNION ALL ".join(selects)).to_arrow_table()
