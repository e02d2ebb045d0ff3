"""The same facts, row for row, on a real PostgreSQL."""

import numpy as np
import psycopg

from adjoin.domain.canonical import CANONICAL
from adjoin.facts.build import build_facts, fact_queries
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.seen import HISTORY, seen_table, tables_with_overwritten_columns
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD, facts_at, ordered
from worlds import World, canonical_table, day, no_history, random_world

DATES = [day(351), day(640), day(899)]


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = random_world(np.random.default_rng(5))
    expected = facts_at(world, DATES)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        open_moments(warehouse, DATES, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        for query in fact_queries():
            found = ordered(warehouse.read(query.name))
            assert len(found) == len(expected[query.name]), query.name
            for one, other in zip(found, expected[query.name], strict=True):
                assert {k: _plain(v) for k, v in one.items()} == {k: _plain(v) for k, v in other.items()}


def _plain(value: object) -> object:
    return round(float(value), 9) if isinstance(value, float | int) and not isinstance(value, bool) else value


def _load(world: World, connection: "psycopg.Connection[tuple[object, ...]]") -> PostgresWarehouse:
    warehouse = PostgresWarehouse(connection)
    for schema in ("canonical", "known"):
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    for name, table in CANONICAL.items():
        warehouse.put(f"canonical.{name}", canonical_table(table, world.rows.get(name, [])))
    connection.execute(
        "CREATE TABLE canonical.attributes (account_id TEXT, name TEXT, number FLOAT8, text TEXT)"
    )
    warehouse.put(HISTORY, no_history())
    for table in tables_with_overwritten_columns():
        select = seen_table(table)
        connection.execute(
            f"CREATE TABLE canonical.seen_{table.name} AS {select.sql(dialect='postgres')}".encode()
        )
    return warehouse
