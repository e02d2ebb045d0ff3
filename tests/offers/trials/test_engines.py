"""The same files give the same trials on PostgreSQL."""

import duckdb
import psycopg

from adjoin.facts.build import build_facts, fact_schema
from adjoin.offers.trials.putting import put_trials
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.warehouse import open_moments
from offers.trials.some_trials import began
from offers.trials.test_outcomes_against_a_plain_reading import AS_OF, random_world
from worlds import day

READ = {
    "spans": ("as_of", "account_id", "product_id", "began_on", "ended_on", "is_floor"),
    "ancestors": ("as_of", "account_id", "ancestor_id"),
    "known.subscriptions": (
        *("as_of", "account_id", "product_id", "started_on", "ended_on", "is_trial", "covers_children"),
    ),
}
LEFT = {"trials": ("trial_id",), "trial_conversion": ("product_id",), "trial_outcomes": ("trial_id",)}


def test_postgresql_finds_the_same(postgres_url: str) -> None:
    world, histories = random_world(3), [began(account_id="a1", product_id="p0")]
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [AS_OF], day(0))
        build_facts(warehouse, world.catalog, {})
        put_trials(warehouse, histories, AS_OF, fact_schema())
        read = {name: warehouse.read(name).select(columns) for name, columns in READ.items()}
        here = {name: warehouse.read(name, key).to_pylist() for name, key in LEFT.items()}
    with psycopg.connect(postgres_url, autocommit=True) as connected:
        connected.execute("CREATE SCHEMA IF NOT EXISTS known")
        server = PostgresWarehouse(connected)
        for name, table in read.items():
            server.put(name, table)
        put_trials(server, histories, AS_OF, fact_schema())
        there = {name: server.read(name, key).to_pylist() for name, key in LEFT.items()}
    assert here["trials"]
    assert {name: sorted(rows, key=str) for name, rows in there.items()} == {
        name: sorted(rows, key=str) for name, rows in here.items()
    }
