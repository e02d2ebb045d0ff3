"""The law of time: what is dated after a moment changes no firing up to it, and firings agree between moments."""

from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from adjoin.facts.build import build_facts, fact_schema
from adjoin.signals.detectors import detectors
from adjoin.signals.record.history import Watch, watch_past
from adjoin.signals.record.record import record
from adjoin.signals.sightings import see
from adjoin.warehouse.warehouse import DuckWarehouse, open_moments
from facts.as_known import FIRST_LOAD, later_knowledge, later_rows
from whole_run import MAPPED
from worlds import World, day, random_world

Rows = list[dict[str, Any]]
NEED = "we export every report by hand"
MATCHED = pa.table(
    {
        "text": [NEED],
        "product_id": ["p2"],
        "similarity": [0.9],
        "threshold": [0.5],
        "solves": [NEED],
        "passage": [NEED],
    }
)


def watched(world: World, as_of: date, connection: duckdb.DuckDBPyConnection) -> DuckWarehouse:
    warehouse = world.load(connection)
    warehouse.put("text_matches", MATCHED)
    watch_past(warehouse, world.catalog, Watch(detectors(), {}, MAPPED), as_of, FIRST_LOAD)
    return warehouse


def firings(world: World, as_of: date) -> Rows:
    with duckdb.connect() as connection:
        rows: Rows = watched(world, as_of, connection).read("firings").to_pylist()
        return sorted(rows, key=str)


@pytest.mark.parametrize("seed", range(3))
def test_what_comes_later_fires_nothing_earlier(seed: int) -> None:
    rng = np.random.default_rng(500 + seed)
    world, as_of = random_world(rng), day(int(rng.integers(450, 800)))
    before = firings(world, as_of)
    assert len({row["name"] for row in before}) >= 4
    assert all(as_of - timedelta(days=364) < row["fired_on"] <= as_of for row in before)
    assert firings(later_rows(world, as_of, rng), as_of) == before
    assert firings(later_knowledge(world, as_of, rng), as_of) == before
    # A month on, the watch begins a month later: what fired since it settled is the same.
    settled = as_of - timedelta(days=364 - 28 - 90)
    later = firings(later_rows(world, as_of, rng), as_of + timedelta(days=28))
    assert [row for row in later if settled < row["fired_on"] <= as_of] == [
        row for row in before if settled < row["fired_on"]
    ]


def test_the_sightings_are_those_of_single_moments() -> None:
    """The past moments build only the facts that detectors read; all facts give the same sightings."""
    world, as_of = random_world(np.random.default_rng(77)), day(700)
    with duckdb.connect() as connection:
        warehouse = watched(world, as_of, connection)
        together = warehouse.read("sightings").to_pylist()
        schema = fact_schema()
        alone: Rows = []
        for moment in {row["as_of"] for row in together}:
            open_moments(warehouse, [moment], FIRST_LOAD)
            build_facts(warehouse, world.catalog, {})
            see(warehouse, schema, detectors(), {}, MAPPED)
            alone += warehouse.read("sightings").to_pylist()
    assert sorted(map(str, together)) == sorted(map(str, alone))
    assert len(together) > 100


@pytest.mark.parametrize("seed", range(2))
def test_the_record_of_a_random_world_is_the_same_whatever_comes_later(seed: int) -> None:
    rng = np.random.default_rng(600 + seed)
    world, as_of = random_world(rng, accounts=80), day(750)

    def recorded(of: World) -> tuple[Rows, Rows]:
        with duckdb.connect() as connection:
            warehouse = watched(of, as_of, connection)
            open_moments(warehouse, [as_of], FIRST_LOAD)
            build_facts(warehouse, of.catalog, {})
            schema = record(warehouse, as_of, {})
            found = {name: warehouse.read(name, ("name",)) for name in schema}
            assert {name: tuple(table.column_names) for name, table in found.items()} == schema
            return (
                found["detector_records"].to_pylist(),
                warehouse.read("detector_product_records", ("name", "product_id")).to_pylist(),
            )

    before = recorded(world)
    assert sum(row["lift"] is not None for row in before[0]) >= 2
    assert recorded(world) == before
    assert recorded(later_rows(world, as_of, rng)) == before
    assert recorded(later_knowledge(world, as_of, rng)) == before
