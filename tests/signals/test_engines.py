"""The same sightings and signals, row for row, on a real PostgreSQL."""

import json
from typing import Any

import numpy as np
import psycopg

from facts.test_engines import _load
from signals.seen import LEFT, lively, look, seen_at
from worlds import day, random_world

DATES = [day(640), day(899)]


def test_postgresql_gives_the_same_signals(postgres_url: str) -> None:
    rng = np.random.default_rng(5)
    world = lively(random_world(rng), rng)
    expected = seen_at(world, DATES)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        look(warehouse, world, DATES)
        for name in LEFT:
            found = sorted(map(_plain, warehouse.read(name).to_pylist()))
            assert found == sorted(map(_plain, expected[name])), name
    assert {row["kind"] for row in expected["sightings"]} >= {"usage_ceiling", "workaround"}


def _plain(row: dict[str, Any]) -> str:
    """As text that both engines write alike: numbers to nine digits, JSON without its spacing."""
    return json.dumps({name: _told(name, value) for name, value in sorted(row.items())}, default=str)


def _told(name: str, value: Any) -> Any:
    if name == "evidence" and value is not None:
        return {key: _told(key, told) for key, told in json.loads(value).items()}
    if isinstance(value, float | int) and not isinstance(value, bool):
        return round(
            float(value), 5 if name == "strength" else 9
        )  # published with six: a half may fall either way
    return value
