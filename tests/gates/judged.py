"""What the gates say of a world, and the verdicts from it, without scores or recommendations."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.affinity.bases import build_bases
from adjoin.affinity.measure import measure
from adjoin.affinity.published import PUBLISHED
from adjoin.facts.build import build_facts, fact_schema
from adjoin.gates.judging import judge
from adjoin.gates.own.reading import NO_GATES, OwnGates
from adjoin.signals.detectors import build_signals
from adjoin.warehouse.graph import Schema
from adjoin.warehouse.query import Value, queries_in
from adjoin.warehouse.warehouse import DuckWarehouse, Warehouse, open_moments
from worlds import World, day

FIRST_LOAD = day(0)
AFFINITY = ("affinity", "chances", "chances_beyond")
HAPPENINGS = ("contacts", "interactions", "tickets", "integrations", "events", "objectives", "opportunities")
MAPPED = frozenset(
    (
        *("accounts", "subscriptions", "subscriptions.renews_on", "subscriptions.seats", "usage", "limits"),
        *(*HAPPENINGS, "health"),
    )
)
Settings = Mapping[str, Mapping[str, Value]]
Rows = list[dict[str, Any]]


def before_gates(world: World, at: date, connection: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The tables of affinity as measured at one date."""
    warehouse = world.load(connection)
    open_moments(warehouse, [at], FIRST_LOAD)
    build_facts(warehouse, world.catalog, {})
    measure(warehouse, world.catalog, at, {})
    return {name: warehouse.read(name) for name in AFFINITY}


def judge_all(
    warehouse: Warehouse,
    world: World,
    dates: Sequence[date],
    affinity: Mapping[str, pa.Table],
    mapped: frozenset[str] = MAPPED,
    settings: Settings | None = None,
    own: OwnGates = NO_GATES,
    signals: pa.Table | None = None,
) -> tuple[Schema, dict[str, str]]:
    """Facts, signals, gates and verdicts in the warehouse; gives their schema and the own gates left out."""
    open_moments(warehouse, dates, FIRST_LOAD)
    build_facts(warehouse, world.catalog, settings or {})
    for name, table in affinity.items():
        warehouse.put(name, table)
    schema = {**fact_schema(), **{name: PUBLISHED[name] for name in AFFINITY}}
    schema |= build_bases(warehouse, schema)
    if signals is None:
        build_signals(warehouse, schema, settings or {}, mapped)
    else:
        warehouse.put("signals", signals)
    schema["signals"] = tuple(warehouse.read("signals").column_names)
    left_out = judge(warehouse, schema, settings or {}, mapped, own)
    schema["gates"] = tuple(warehouse.read("gates").column_names)
    warehouse.build(queries_in("adjoin.decisions")["verdicts"])
    return schema, left_out


@contextmanager
def judged(
    world: World,
    dates: Sequence[date],
    *,
    affinity: Mapping[str, pa.Table] | None = None,
    mapped: frozenset[str] = MAPPED,
    settings: Settings | None = None,
    own: OwnGates = NO_GATES,
) -> Iterator[DuckWarehouse]:
    """A warehouse with `gates` and `verdicts`; affinity is measured at the only date where it is not given."""
    if affinity is None:
        (at,) = dates
        with duckdb.connect() as first:
            affinity = before_gates(world, at, first)
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        judge_all(warehouse, world, dates, affinity, mapped, settings, own)
        yield warehouse
