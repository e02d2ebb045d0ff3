"""Decides again on a warehouse that is built already: other settings, another past."""

from collections.abc import Collection, Mapping
from typing import Any

import pyarrow as pa

from adjoin.decisions.decide import NOTHING, decide
from adjoin.decisions.earlier import Earlier
from adjoin.warehouse.graph import known_schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse

Row = dict[str, Any]
Settings = Mapping[str, Mapping[str, Value]]


HELD_OUT = pa.schema(
    [("as_of", pa.date32()), ("account_id", pa.string()), ("root_id", pa.string()),
     ("drawn_root_id", pa.string()), ("experiment", pa.string()), ("released_on", pa.date32())]
)  # fmt: skip


def held_out(warehouse: DuckWarehouse, roots: Collection[str]) -> pa.Table:
    """The accounts of these roots, held out by the experiment `delay`."""
    accounts = [row for row in warehouse.read("roots").to_pylist() if row["root_id"] in roots]
    rows = [
        {**row, "drawn_root_id": row["root_id"], "experiment": "delay", "released_on": None}
        for row in accounts
    ]
    return pa.Table.from_pylist(rows, schema=HELD_OUT)


def again(
    warehouse: DuckWarehouse,
    settings: Settings | None = None,
    earlier: Earlier = NOTHING,
    held: Collection[str] = (),
) -> None:
    """Every table of the room, from the signals, gates and scores as they stand; `held`: the roots held out."""
    warehouse.put("held_out", held_out(warehouse, held))
    found = warehouse.connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
    ).fetchall()
    schema = {name: tuple(warehouse.read_columns(name)) for (name,) in found}
    decide(warehouse, {**known_schema(), **schema}, settings or {}, earlier)


def by_account(warehouse: DuckWarehouse, name: str) -> dict[str, Row]:
    """The rows of a relation by account."""
    return {row["account_id"]: row for row in warehouse.read(name).to_pylist()}
