"""Rows of the ledger as Arrow, some ten thousand at a time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 50_000
"""Rows written or read at once."""


def arrow(connection: sa.Connection, found: sa.Select[Any], schema: "pa.Schema") -> "pa.Table":
    """The rows of a select, its columns in the order and of the types of `schema`."""
    import pyarrow as pa  # noqa: PLC0415  # 0.4 s to import, and only runs need it

    return pa.Table.from_batches(_batches(connection, found, schema), schema)


def _batches(
    connection: sa.Connection, found: sa.Select[Any], schema: "pa.Schema"
) -> Iterator["pa.RecordBatch"]:
    import pyarrow as pa  # noqa: PLC0415

    with connection.execution_options(yield_per=BATCH).execute(found) as result:
        for rows in result.partitions():
            columns = zip(*rows, strict=True)
            yield pa.record_batch([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema)
