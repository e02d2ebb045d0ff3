"""The same rows on a real PostgreSQL."""

import psycopg

from adjoin.experiments.holding.hold_out import hold_out
from adjoin.experiments.readouts.reading import read_out
from adjoin.facts.build import build_facts, fact_schema
from adjoin.warehouse.warehouse import open_moments
from experiments.readouts.test_units_know_no_future import tried_world
from experiments.readouts.tried import RELATIONS, read
from facts.as_known import FIRST_LOAD, ordered
from facts.test_engines import _load
from worlds import day

DATES = [day(561), day(700)]


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = tried_world(3)
    expected = read(world, DATES)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        open_moments(warehouse, DATES, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        read_out(warehouse, {**fact_schema(), **hold_out(warehouse, fact_schema())})
        for name in RELATIONS:
            assert ordered(warehouse.read(name)) == expected[name], name
