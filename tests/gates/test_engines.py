"""The same gates and verdicts, row for row, on a real PostgreSQL."""

from typing import Any

import duckdb
import numpy as np
import psycopg

from facts.test_engines import _load
from gates.judged import before_gates, judge_all, judged
from gates.peopled import peopled
from worlds import day

DATES = [day(640), day(899)]


def test_postgresql_gives_the_same_gates(postgres_url: str) -> None:
    world = peopled(np.random.default_rng(5))
    with duckdb.connect() as connection:
        affinity = before_gates(world, DATES[-1], connection)
    with judged(world, DATES, affinity=affinity) as duck:
        signals = duck.read("signals")
        expected = {name: _plain(duck.read(name).to_pylist()) for name in ("gates", "verdicts")}
    with psycopg.connect(postgres_url, autocommit=True) as connection_there:
        warehouse = _load(world, connection_there)
        judge_all(warehouse, world, DATES, affinity, signals=signals)
        for name, rows in expected.items():
            found = _plain(warehouse.read(name).to_pylist())
            assert len(found) == len(rows), name
            for one, other in zip(found, rows, strict=True):
                assert one == other


def _plain(rows: list[dict[str, Any]]) -> list[list[Any]]:
    return sorted([str(row[name]) for name in sorted(row)] for row in rows)
