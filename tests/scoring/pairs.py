"""The features of a world, of the whole book at some dates and of single accounts each at its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from adjoin.affinity.bases import build_bases
from adjoin.affinity.published import PUBLISHED
from adjoin.engine.examples import NOT_OF_PAIRS
from adjoin.facts.build import build_facts, fact_queries, fact_schema
from adjoin.scoring.features.gathering import Gathered, build_features, gathered
from adjoin.scoring.score import OF_THE_BOOK, score_pairs
from adjoin.signals.detectors import build_signals
from adjoin.warehouse.warehouse import DuckWarehouse, build_all, open_moments, open_pairs
from whole_run import AFFINITY, FIRST_LOAD, MAPPED, ordered, whole_run
from worlds import World

Rows = list[dict[str, Any]]
TOLD = ("signals", "bases", "prior", "readiness_shift", "features")
FROM_THE_BOOK = ("bulk_days", "prerequisites_seen")
"""Facts that single accounts cannot tell."""


@dataclass(frozen=True)
class Judged:
    """Relations by name; `book`: those that pairs take from the whole book."""

    told: dict[str, Rows]
    data: Gathered
    book: dict[str, pa.Table]


def judged_book(world: World, dates: Sequence[date], affinity: Mapping[str, pa.Table]) -> Judged:
    """The whole book on each date, as decisions see it, with the facts."""
    with whole_run(world, dates, affinity) as warehouse:
        schema = _schema(warehouse)
        build_features(warehouse, schema, {})
        names = (*TOLD, *(query.name for query in fact_queries()), "moments")
        book = {name: warehouse.read(name) for name in (*OF_THE_BOOK, *FROM_THE_BOOK)}
        return Judged({n: ordered(warehouse.read(n)) for n in names}, gathered(warehouse), book)


def judged_pairs(world: World, pairs: pa.Table, affinity: Mapping[str, pa.Table], book: Judged) -> Judged:
    """The accounts of `pairs` (as_of, account_id), with what they take from the book."""
    with duckdb.connect() as connection, whole_run(world, _days(pairs), affinity) as before:
        warehouse = world.load(connection)
        open_moments(warehouse, _days(pairs)[:1], FIRST_LOAD)
        for name in (*AFFINITY, "text_matches"):
            warehouse.put(name, before.read(name))
        build_facts(warehouse, world.catalog, {})
        open_pairs(warehouse, pairs, FIRST_LOAD)
        for name in FROM_THE_BOOK:
            warehouse.put(name, book.book[name])
        left_out = (*NOT_OF_PAIRS, *FROM_THE_BOOK)
        facts = {query.name: query for query in fact_queries() if query.name not in left_out}
        build_all(warehouse, facts, fact_schema(), {})
        schema = fact_schema() | {name: PUBLISHED[name] for name in AFFINITY}
        schema |= build_bases(warehouse, schema)
        build_signals(warehouse, schema, {}, MAPPED)
        schema |= {name: tuple(warehouse.read_columns(name)) for name in ("signals", "detector_weights")}
        schema |= score_pairs(warehouse, schema, {}, {name: book.book[name] for name in OF_THE_BOOK})
        build_features(warehouse, schema, {})
        names = (*TOLD, *facts, "moments")
        return Judged({n: ordered(warehouse.read(n)) for n in names}, gathered(warehouse), {})


def _days(pairs: pa.Table) -> list[date]:
    return sorted(set(pairs["as_of"].to_pylist()))


def _schema(warehouse: DuckWarehouse) -> dict[str, tuple[str, ...]]:
    names = (
        *("bases", "signals", "detector_weights", "prior"),
        *("readiness_needs", "readiness_gaps", "readiness_levels"),
    )
    return fact_schema() | {name: tuple(warehouse.read_columns(name)) for name in names}
