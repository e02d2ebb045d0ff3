"""Pitfalls of a small world, what other rooms leave told row by row."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.domain.canonical import CANONICAL
from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.pitfalls.symptoms import SYMPTOMS
from adjoin.measurement.pitfalls.watching import watch_pitfalls
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from small_world import AS_OF
from worlds import World, day

Row = dict[str, Any]
Rows = list[Row]
TEXT, NUMBER, DAY, WHOLE = pa.string(), pa.float64(), pa.date32(), pa.int64()
EVERYTHING = frozenset(
    {*CANONICAL, *(f"{table.name}.{column.name}" for table in CANONICAL.values() for column in table.columns)}
)
CELL = [("as_of", DAY), ("account_id", TEXT), ("product_id", TEXT), ("base_product_id", TEXT)]
LEFT = {
    "scored": pa.schema([*CELL, ("probability", NUMBER), ("expected_acv", NUMBER)]),
    "sellable": pa.schema([*CELL, ("probability", NUMBER), ("expected_acv", NUMBER)]),
    "gates": pa.schema([*CELL, ("gate", TEXT), ("counts_as", TEXT), ("reason", TEXT)]),
    "plays": pa.schema([*CELL, ("play_id", WHOLE), ("state", TEXT), ("kind", TEXT), ("accepted_on", DAY),
                        ("closed_on", DAY), ("outcome", TEXT), ("reason", TEXT), ("rival", TEXT)]),
    "give_gets": pa.schema([*CELL[:3], ("given_on", DAY), ("state", TEXT), ("money", NUMBER)]),
    "firings": pa.schema([("account_id", TEXT), ("product_id", TEXT), ("fired_on", DAY)]),
    "starts_followed": pa.schema([*CELL[:3], ("began_on", DAY), ("activated", WHOLE)]),
    "affinity": pa.schema([("from_product", TEXT), ("to_product", TEXT), ("horizon_days", WHOLE),
                           ("probability", NUMBER)]),
}  # fmt: skip
"""What is read of other rooms' relations."""


def left_by_others(warehouse: DuckWarehouse, told: Mapping[str, Rows], mapped: frozenset[str]) -> None:
    """Put the relations of LEFT, empty where nothing is told, and `mapped`; rows of today where none is said."""
    for name, schema in LEFT.items():
        dated = "as_of" in schema.names
        rows = [{**({"as_of": AS_OF} if dated else {}), **row} for row in told.get(name, [])]
        warehouse.put(name, pa.Table.from_pylist(rows, schema=schema))
    warehouse.put("mapped", pa.table({"name": pa.array(sorted(mapped), TEXT)}))


@contextmanager
def watched(
    world: World,
    told: Mapping[str, Rows] | None = None,
    *,
    dates: Sequence[date] = (AS_OF,),
    settings: Mapping[str, Mapping[str, Value]] | None = None,
    mapped: frozenset[str] = EVERYTHING,
) -> Iterator[DuckWarehouse]:
    """A warehouse in which the pitfalls of the world are watched."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, dates, day(0))
        build_facts(warehouse, world.catalog, {})
        left_by_others(warehouse, told or {}, mapped)
        schema = {**fact_schema(), **{name: tuple(one.names) for name, one in LEFT.items()}}
        watch_pitfalls(warehouse, schema, settings)
        yield warehouse


Seen = dict[str, dict[tuple[str, str], Row]]
_ASKED: dict[tuple[object, ...], Seen] = {}


def hits(
    world: World, symptom: str, told: Mapping[str, Rows] | None = None, **rest: Any
) -> dict[tuple[str, str], Row]:
    """What shows the symptom, by account and product."""
    return {key: row for key, row in _seen(world, told, rest)[symptom].items() if row["hit"]}


def judged(
    world: World, symptom: str, told: Mapping[str, Rows] | None = None, **rest: Any
) -> dict[tuple[str, str], bool]:
    """Whether the symptom was seen, by account and product, of all that could be judged."""
    return {key: row["hit"] for key, row in _seen(world, told, rest)[symptom].items()}


def _seen(world: World, told: Mapping[str, Rows] | None, rest: Mapping[str, Any]) -> Seen:
    """All that was looked at by symptom; a world that is asked twice is watched once."""
    size = sum(map(len, world.rows.values()))
    asked = (id(world), size, repr(told), repr(sorted((name, repr(one)) for name, one in rest.items())))
    if asked not in _ASKED:
        found: Seen = {symptom.name: {} for symptom in SYMPTOMS}
        with watched(world, told, **rest) as warehouse:
            for row in warehouse.read("pitfall_seen").to_pylist():
                found[row["symptom"]][row["account_id"], row["product_id"]] = row
        _ASKED.clear()
        _ASKED[asked] = found
    return _ASKED[asked]
