"""Diagnosis and the two axes of a world, on recommendations and scores given by hand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import pyarrow as pa

from adjoin.decisions.diagnosis.diagnose import diagnose
from adjoin.decisions.stability.two_axes import place_on_two_axes
from adjoin.facts.build import fact_schema
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import Warehouse
from gates.judged import MAPPED, judged
from worlds import World

Row = dict[str, Any]
Settings = Mapping[str, Mapping[str, Value]]
RECOMMENDED = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("action", pa.string()), ("owner", pa.string()), ("primary_contact_id", pa.string())),
    ]
)
SCORED = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        ("probability", pa.float64()),
    ]
)
BUILT = (
    "asked_about",
    "verified_answers",
    "shown_needs",
    "budget_owners",
    "suiting_times",
    "diagnosis",
    "stability",
)


def told(warehouse: Warehouse, recommended: Sequence[Row], scored: Sequence[Row], settings: Settings) -> None:
    """`diagnosis` and `stability` in a warehouse that has facts, signals, gates and verdicts."""
    given = {
        "recommendations": pa.Table.from_pylist(list(recommended), RECOMMENDED),
        "scores": pa.Table.from_pylist(list(scored), SCORED),
    }
    for name, table in given.items():
        warehouse.put(name, table)
    left = {name: tuple(warehouse.read(name).column_names) for name in ("signals", "gates", "verdicts")}
    schema = {**fact_schema(), **left, **{name: tuple(table.column_names) for name, table in given.items()}}
    diagnose(warehouse, schema, settings)
    place_on_two_axes(warehouse, schema, settings)


@contextmanager
def diagnosed(
    world: World,
    dates: Sequence[date],
    recommended: Sequence[Row],
    *,
    scored: Sequence[Row] = (),
    affinity: Mapping[str, pa.Table] | None = None,
    mapped: frozenset[str] = MAPPED,
    settings: Settings | None = None,
) -> Iterator[dict[str, list[Row]]]:
    """The rows of every relation in BUILT and of `signals`."""
    with judged(world, dates, affinity=affinity, mapped=mapped) as warehouse:
        told(warehouse, recommended, scored, settings or {})
        yield {name: warehouse.read(name).to_pylist() for name in (*BUILT, "signals")}


def plain(row: Row) -> Row:
    """A row whose JSON is read, so that two engines' spacing is one."""
    return {
        name: json.loads(value, parse_int=float)
        if name in ("evidence", "parts") and value is not None
        else value
        for name, value in row.items()
    }
