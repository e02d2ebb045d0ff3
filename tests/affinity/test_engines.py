"""The same tables from the same facts, number for number, on a real PostgreSQL."""

from datetime import date

import duckdb
import numpy as np
import psycopg

from adjoin.affinity.after_signals import measure_after_signals
from adjoin.affinity.measure import measure
from adjoin.affinity.published import AFTER_SIGNALS, PUBLISHED
from adjoin.facts.build import Settings, build_facts
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.warehouse import open_moments
from affinity.signalled import put_firings
from affinity.test_after_signals import fire
from facts.as_known import FIRST_LOAD
from worlds import day, random_world

FACTS = ("spans", "roots", "known.accounts", "catalog_links")


def test_postgresql_gives_the_same_affinity(postgres_url: str) -> None:
    world, as_of = random_world(np.random.default_rng(5), accounts=80), day(640)
    with duckdb.connect() as embedded, psycopg.connect(postgres_url, autocommit=True) as connection:
        one, other = world.load(embedded), PostgresWarehouse(connection)
        open_moments(one, [as_of, day(300)], FIRST_LOAD)
        build_facts(one, world.catalog, {})
        connection.execute("DROP SCHEMA IF EXISTS known CASCADE")
        connection.execute("CREATE SCHEMA known")
        for fact in FACTS:
            other.put(fact, one.read(fact))
        firings = fire(np.random.default_rng(6), 80, 900)
        unit_of_roots: Settings = {"units": {"unit": "root"}, "group_values": {"fewest_accounts": 10}}
        runs: tuple[tuple[date | None, Settings], ...] = ((None, {}), (day(100), {}), (None, unit_of_roots))
        for ends_from, settings in runs:
            for warehouse in (one, other):
                measure(warehouse, world.catalog, as_of, settings, ends_from)
                put_firings(warehouse, firings)
                measure_after_signals(warehouse, world.catalog, as_of, settings, ends_from)
            for name, columns in {**PUBLISHED, **AFTER_SIGNALS}.items():
                expected = one.read(name, columns).to_pylist()
                assert other.read(name, columns).to_pylist() == expected, name
                assert expected or name in ("chances", "triggered_from_now")
