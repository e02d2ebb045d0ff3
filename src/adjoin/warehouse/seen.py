"""What earlier runs saw in the columns that sources overwrite, laid beside the canonical tables.

The ledger keeps the versions; a backtest then reads a column as it stood. The version seen last needs no row: the
source still says it.
"""

from sqlglot import exp

from adjoin.domain.canonical import CANONICAL
from adjoin.domain.contract import Table, Type

HISTORY = "seen_history"


def seen_table(table: Table) -> exp.Query:
    """The SELECT of `canonical.seen_<table>`: key, overwritten columns, seen_from, seen_until (exclusive)."""
    keys = [
        _cast(f"CAST(row_key AS JSON) ->> '$[{i}]'", table.column(k).type, k) for i, k in enumerate(table.key)
    ]
    columns = [_cast(f"CAST(columns AS JSON) ->> '$.{c.name}'", c.type, c.name) for c in table.overwritten]
    return (
        exp.select(*keys, *columns, "seen_on AS seen_from", "seen_until", dialect="duckdb")
        .from_(HISTORY)
        .where(f"table_name = '{table.name}' AND seen_until IS NOT NULL")
    )


def current_rows(table: Table) -> exp.Query:
    """The SELECT of what this load saw: table_name, row_key (JSON array), columns (JSON object)."""
    keys = ", ".join(f"CAST({k} AS VARCHAR)" for k in table.key)
    pairs = ", ".join(f"'{c.name}', CAST({c.name} AS VARCHAR)" for c in table.overwritten)
    return exp.select(
        f"'{table.name}' AS table_name",
        f"CAST(to_json([{keys}]) AS VARCHAR) AS row_key",
        f"CAST(json_object({pairs}) AS VARCHAR) AS columns",
        dialect="duckdb",
    ).from_(f"canonical.{table.name}")


def tables_with_overwritten_columns() -> list[Table]:
    """The canonical tables that have a `seen` log."""
    return [table for table in CANONICAL.values() if table.overwritten]


def _cast(json_path: str, kind: Type, name: str) -> str:
    return f"CAST({json_path} AS {kind.value}) AS {name}"
