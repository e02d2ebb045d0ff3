"""Everything from signals to recommendations of a world at some dates, without loading or publishing."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.affinity.bases import build_bases
from adjoin.affinity.measure import measure
from adjoin.affinity.published import PUBLISHED
from adjoin.decisions.decide import NOTHING, decide
from adjoin.decisions.earlier import Earlier
from adjoin.experiments.holding.hold_out import hold_out
from adjoin.facts.build import build_facts, fact_schema
from adjoin.gates.judging import judge
from adjoin.language.matching import match_texts
from adjoin.plays.motions import build_motions, shipped_motions
from adjoin.scoring.score import score, settle
from adjoin.signals.detectors import build_signals
from adjoin.warehouse.query import Value
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from worlds import World, day

FIRST_LOAD = day(300)
AFFINITY = ("affinity", "chances", "chances_beyond")
FROM_SIGNALS = (
    *(
        "signals",
        "gates",
        "prior",
        "scored",
        "scores",
        "candidates",
        "chosen",
        "recommendations",
        "whitespace",
        "held_back",
        *("capacity", "assigned", "shown", "readiness", "launches", "concentration"),
    ),
)
MAPPED = frozenset(
    (
        *(
            "accounts",
            "subscriptions",
            "subscriptions.renews_on",
            "subscriptions.seats",
            "usage",
            "limits",
            "contacts",
            "interactions",
        ),
        *("tickets", "integrations", "events", "health", "opportunities"),
    )
)
Tables = dict[str, list[dict[str, Any]]]


@contextmanager
def whole_run(
    world: World,
    dates: Sequence[date],
    affinity: Mapping[str, pa.Table] | None = None,
    mapped: frozenset[str] = MAPPED,
    settings: Mapping[str, Mapping[str, Value]] | None = None,
    earlier: Earlier = NOTHING,
) -> Iterator[DuckWarehouse]:
    """A warehouse with every table built.

    `affinity`: tables to use; without them it is measured at the only date.
    """
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        texts = sorted(
            {
                ". ".join(filter(None, (t.get("subject"), t.get("body"))))
                for t in world.rows.get("tickets", [])
            }
        )
        warehouse.put("text_matches", match_texts(texts, world.catalog))
        open_moments(warehouse, dates, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        schema = fact_schema()
        if affinity is None:
            (as_of,) = dates
            measure(warehouse, world.catalog, as_of, {})
        else:
            for name, table in affinity.items():
                warehouse.put(name, table)
        schema |= {name: PUBLISHED[name] for name in AFFINITY}
        schema |= build_bases(warehouse, schema)
        build_signals(warehouse, schema, settings or {}, mapped)
        schema |= {name: tuple(warehouse.read_columns(name)) for name in ("signals", "detector_weights")}
        judge(warehouse, schema, settings or {}, mapped)
        schema["gates"] = tuple(warehouse.read_columns("gates"))
        schema |= score(warehouse, schema, settings or {})
        schema |= build_motions(warehouse, schema, shipped_motions())
        schema |= settle(warehouse, schema, settings or {})
        schema |= hold_out(warehouse, schema)
        decide(warehouse, schema, settings or {}, earlier)
        yield warehouse


def tables_at(world: World, dates: Sequence[date], affinity: Mapping[str, pa.Table] | None = None) -> Tables:
    """Every table from signals on, rows in a fixed order."""
    with whole_run(world, dates, affinity) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in FROM_SIGNALS}


def affinity_at(world: World, as_of: date) -> dict[str, pa.Table]:
    """The tables of affinity as measured at one date."""
    with whole_run(world, [as_of]) as warehouse:
        return {name: warehouse.read(name) for name in AFFINITY}


def ordered(table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.to_pylist()
    for row in rows:
        for name, value in row.items():
            if isinstance(value, float):
                row[name] = round(value, 9)
    return sorted(rows, key=lambda row: tuple((value is None, str(value)) for value in row.values()))
