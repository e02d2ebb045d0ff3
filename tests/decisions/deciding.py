"""Decides again on a warehouse that is built already: other settings, another past."""

from collections.abc import Mapping
from typing import Any

from adjoin.decisions.decide import NOTHING, decide
from adjoin.decisions.earlier import Earlier
from adjoin.warehouse.graph import known_schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse

Row = dict[str, Any]
Settings = Mapping[str, Mapping[str, Value]]


def again(warehouse: DuckWarehouse, settings: Settings | None = None, earlier: Earlier = NOTHING) -> None:
    """Every table of the room, from the signals, gates and scores as they stand."""
    found = warehouse.connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'"
    ).fetchall()
    schema = {name: tuple(warehouse.read_columns(name)) for (name,) in found}
    decide(warehouse, {**known_schema(), **schema}, settings or {}, earlier)


def by_account(warehouse: DuckWarehouse, name: str) -> dict[str, Row]:
    """The rows of a relation by account."""
    return {row["account_id"]: row for row in warehouse.read(name).to_pylist()}
