"""The `seen` log: the columns that sources overwrite, as each run saw them.

A row is kept only when it differs from the version before. `columns` is compared as text, so the writer must
render the same values the same way each time.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from adjoin.ledger.rows import BATCH, arrow
from adjoin.ledger.schema import SEEN

if TYPE_CHECKING:
    import pyarrow as pa

_COLUMNS = ("table_name", "row_key", "columns")


def newest(connection: sa.Connection) -> date | None:
    """The latest date any row was seen on."""
    last: date | None = connection.scalar(sa.select(sa.func.max(SEEN.c.seen_on)))
    return last


def latest(connection: sa.Connection, before: date | None = None) -> "pa.Table":
    """The newest version of each row, of those seen earlier than `before`: table_name, row_key, columns."""
    newness = sa.func.row_number().over(
        partition_by=(SEEN.c.table_name, SEEN.c.row_key), order_by=SEEN.c.seen_on.desc()
    )
    versions = sa.select(SEEN, newness.label("newness"))
    if before is not None:
        versions = versions.where(SEEN.c.seen_on < before)
    inner = versions.subquery()
    return _arrow(connection, sa.select(*(inner.c[name] for name in _COLUMNS)).where(inner.c.newness == 1))


def history(connection: sa.Connection) -> "pa.Table":
    """Every version with the span it stood: seen_on included, seen_until excluded (null: stands still).

    The first version of a row says nothing of the days before its seen_on.
    """
    until = sa.func.lead(SEEN.c.seen_on, type_=sa.Date).over(
        partition_by=(SEEN.c.table_name, SEEN.c.row_key), order_by=SEEN.c.seen_on
    )
    found = sa.select(*(SEEN.c[name] for name in (*_COLUMNS, "seen_on")), until.label("seen_until"))
    return _arrow(connection, found.order_by(SEEN.c.table_name, SEEN.c.row_key, SEEN.c.seen_on))


def changes(connection: sa.Connection, now: "pa.Table", as_of: date) -> "pa.Table":
    """The rows of `now` (table_name, row_key, columns) that differ from what was seen before `as_of`.

    Empty for an `as_of` earlier than the newest already seen: what the sources say today is not what they
    said then, and to record it there would be false history.
    """
    if too_late(connection, as_of):
        return now.select(_COLUMNS).slice(0, 0)
    before = latest(connection, as_of)
    now = now.select(_COLUMNS).cast(before.schema)
    return now.join(before, keys=list(_COLUMNS), join_type="left anti")


def too_late(connection: sa.Connection, as_of: date) -> bool:
    """Whether a later date than `as_of` has already been seen."""
    last = newest(connection)
    return last is not None and as_of < last


def replace(connection: sa.Connection, as_of: date, changed: "pa.Table") -> None:
    """Keep `changed` as what was seen on `as_of`, instead of what an earlier run of that date saw."""
    if too_late(connection, as_of):
        return
    connection.execute(sa.delete(SEEN).where(SEEN.c.seen_on == as_of))
    for batch in changed.select(_COLUMNS).to_batches(max_chunksize=BATCH):
        if batch.num_rows:
            _insert(connection, as_of, batch)


def _insert(connection: sa.Connection, as_of: date, batch: "pa.RecordBatch") -> None:
    values: list[dict[str, Any]] = batch.to_pylist()
    for value in values:
        value["seen_on"] = as_of
    connection.execute(sa.insert(SEEN), values)


def _arrow(connection: sa.Connection, found: sa.Select[Any]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415  # 0.4 s to import, and only runs need it

    names = [column.name for column in found.selected_columns]
    schema = pa.schema([(name, pa.date32() if name.startswith("seen_") else pa.string()) for name in names])
    return arrow(connection, found, schema)
