"""The same rows on a real PostgreSQL; what is dated later changes nothing; a snapshot has no paths and says so."""

import duckdb
import numpy as np
import psycopg
import pyarrow as pa
import pytest

from adjoin.affinity.measure import measure
from adjoin.affinity.paths.journeys import journeys_against_chance
from adjoin.affinity.paths.published import PUBLISHED
from adjoin.affinity.paths.walk import walk
from adjoin.decisions.pathways.rank import rank_pathways
from adjoin.facts.build import build_facts
from adjoin.facts.catalog_tables import SCHEMAS as CATALOG_TABLES
from adjoin.warehouse.graph import check, in_order
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import open_moments
from affinity.real_lists import oss_adopters
from facts.as_known import FIRST_LOAD, later_rows
from paths.test_pathways_plain_witness import SCHEMAS, book, ranked
from paths.walked import Row, busy_world, walked
from worlds import World, day

FACTS = ("spans", "roots", "holdings", "cells", "known.accounts", *CATALOG_TABLES)
AS_OF = day(850)


def walked_rows(world: World, other_dates: tuple[int, ...] = ()) -> dict[str, list[Row]]:
    with walked(world, AS_OF, other_dates=[day(d) for d in other_dates]) as warehouse:
        return {name: warehouse.read(name, columns[:2]).to_pylist() for name, columns in PUBLISHED.items()}


def test_postgresql_walks_the_same_paths(postgres_url: str) -> None:
    world = busy_world(6, accounts=90)
    with duckdb.connect() as embedded, psycopg.connect(postgres_url, autocommit=True) as connection:
        one, other = world.load(embedded), PostgresWarehouse(connection)
        open_moments(one, [AS_OF, day(300)], FIRST_LOAD)
        build_facts(one, world.catalog, {})
        connection.execute("DROP SCHEMA IF EXISTS known CASCADE")
        connection.execute("CREATE SCHEMA known")
        for fact in FACTS:
            other.put(fact, one.read(fact))
        for warehouse in (one, other):
            measure(warehouse, world.catalog, AS_OF, {})
            walk(warehouse, world.catalog, AS_OF, {}, day(100))
        for name, columns in PUBLISHED.items():
            expected = one.read(name, columns[:2]).to_pylist()
            assert other.read(name, columns[:2]).to_pylist() == expected, name
            assert expected, name


def test_postgresql_ranks_the_same_pathways(postgres_url: str) -> None:
    tables = book(8)
    with psycopg.connect(postgres_url, autocommit=True) as server:
        warehouse = PostgresWarehouse(server)
        for name, columns in SCHEMAS.items():
            warehouse.put(name, pa.Table.from_pylist(tables[name], schema=pa.schema(columns)))
        schema = {name: tuple(n for n, _ in columns) for name, columns in SCHEMAS.items()}
        rank_pathways(warehouse, schema, {})
        got = warehouse.read("pathways", ("as_of", "rank")).to_pylist()
    expected = ranked(tables)[0]
    assert [
        {k: pytest.approx(v) if isinstance(v, float) else v for k, v in row.items()} for row in expected
    ] == got


def test_two_runs_and_other_dates_give_the_same_rows() -> None:
    world = busy_world(7)
    rows = walked_rows(world)
    assert rows == walked_rows(world)
    assert rows == walked_rows(world, other_dates=(400, 1200))


def test_rows_dated_later_change_nothing() -> None:
    world = busy_world(8)
    assert walked_rows(world) == walked_rows(later_rows(world, AS_OF, np.random.default_rng(1)))


def test_a_snapshot_has_no_paths_and_says_why() -> None:
    world = busy_world(9, accounts=40)
    for line in world.rows["subscriptions"]:
        line |= {"started_on": None, "ended_on": None}
    rows = walked_rows(world)
    assert rows["journeys"] == rows["journey_tests"] == []
    (why,) = journeys_against_chance(pa.table({}))
    assert why == "No journeys: no three products were begun on different days by 5 accounts or more"
    assert {row["reason"] for row in rows["hero_products"]} == {"no account was seen to begin with it alone"}
    assert {row["finding"] for row in rows["workflow"]} <= {"cannot tell"}


def test_every_file_names_only_what_there_is() -> None:
    queries = queries_in("adjoin.affinity.paths")
    left = {
        "beginnings": ("account", "product", "began_on", "ended_on", "entry", "exit", "observed"),
        "member_spans": ("account", "product", "place", "began_on", "ended_on", "is_floor"),
        "members": ("account", "account_id", "root", "segment", "first_on"),
        "replacements": ("account", "from_product", "began_on", "to_product"),
        "affinity": ("from_product", "to_product", "horizon_days", "lift", "lift_low", "lift_high"),
        "holdings": ("as_of", "account_id", "product_id", "acv"),
        "known.accounts": ("as_of", "account_id", "segment"),
        "journeys_chosen": (
            *("journey", "length", "course", "course_before", "product_before", "product_last"),
        ),
        **{name: tuple(schema.names) for name, schema in CATALOG_TABLES.items()},
    }
    check(in_order(queries), left)


def test_real_organisations_are_walked() -> None:
    with walked(oss_adopters(), day(1600)) as warehouse:
        journeys = warehouse.read("journeys", ("rank",)).to_pylist()
        heroes = warehouse.read("hero_products").to_pylist()
    assert len(heroes) == 21
    assert all(row["accounts"] >= 5 for row in journeys)
    assert all(row["enough"] or row["reason"] for row in heroes)
