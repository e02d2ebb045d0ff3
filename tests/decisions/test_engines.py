"""The same decisions, row for row, on a real PostgreSQL."""

from datetime import timedelta
from typing import Any

import numpy as np
import psycopg
import pyarrow as pa

from adjoin.decisions.decide import decide
from adjoin.decisions.earlier import PREVIOUS, Earlier, earlier
from adjoin.warehouse.graph import Schema, known_schema
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from decisions.deciding import again
from facts.test_engines import _load
from whole_run import FIRST_LOAD, whole_run
from worlds import day, random_world

AT = day(640)
ROOM = queries_in("adjoin.decisions")
GIVEN = ("previous", "assigned", "assignment_quality", "dates", "moments")


def a_past(warehouse: DuckWarehouse) -> Earlier:
    """What a run of the week before showed."""
    shown = warehouse.read("shown", ("account_id",))
    week_ago = pa.array([AT - timedelta(days=7)] * shown.num_rows, pa.date32())
    columns = {name: shown[name] if name in shown.column_names else week_ago for name in PREVIOUS.names}
    columns["shown_since"] = week_ago
    return earlier(pa.table(columns))


def test_postgresql_decides_the_same(postgres_url: str) -> None:
    world = random_world(np.random.default_rng(8), accounts=80)
    world.rows["team"] = [{"rep_id": "carol", "name": "Carol", "weekly_capacity": 3.0}]
    with whole_run(world, [AT]) as duck:
        past = a_past(duck)
        held = sorted({row["root_id"] for row in duck.read("shown").to_pylist()})[::2]
        again(duck, earlier=past, held=held)
        assert duck.read("ghosts").num_rows
        names = duck.connection.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'")
        before = {
            name: duck.read(name) for (name,) in names.fetchall() if name not in ROOM and name not in GIVEN
        }
        expected = {name: _plain(duck.read(name).to_pylist()) for name in (*ROOM, "assigned")}
    schema: Schema = {**known_schema(), **{name: tuple(table.column_names) for name, table in before.items()}}
    read = {name for query in ROOM.values() for name in query.reads}
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        open_moments(warehouse, [AT], FIRST_LOAD)
        for name in sorted(read & before.keys()):
            warehouse.put(name, before[name])
        decide(warehouse, schema, {}, past)
        for name, rows in expected.items():
            assert _plain(warehouse.read(name).to_pylist()) == rows, name


def _plain(rows: list[dict[str, Any]]) -> list[list[str]]:
    """In a fixed order; floats to nine digits, a count as a count whatever the engine calls it.

    Without `reasons`, which each engine writes as JSON in a spelling of its own.
    """
    return sorted([_word(row[name]) for name in sorted(row) if name != "reasons"] for row in rows)


def _word(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return str(value)
    return f"{float(value):.9g}" if hasattr(value, "__float__") else str(value)
