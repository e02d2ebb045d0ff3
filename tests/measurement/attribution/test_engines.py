"""The same landmarks, deals and shares, row for row, on a real PostgreSQL."""

import json
from typing import Any

import duckdb
import psycopg
import pyarrow as pa
import pytest

from adjoin.facts.build import build_facts, fact_schema
from adjoin.measurement.attribution.attributing import attribute
from adjoin.measurement.credit.crediting import PACKAGE, RULES
from adjoin.measurement.retention.measuring import measure_retention
from adjoin.plays.campaign_tables import PLAYS
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, build_all, open_moments
from facts.as_known import ordered
from facts.test_engines import _load
from measurement.attribution.sold_worlds import AS_OF, FIRINGS, FIRST_LOAD
from measurement.attribution.test_attribution_laws import WIDE, book
from worlds import World

Row = dict[str, Any]
OWNERS = pa.schema(
    [("opened_on", pa.date32()), *((name, pa.string()) for name in ("account_id", "csm", "ae", "partner"))]
)


def left(warehouse: Warehouse, told: World, firings: list[Row]) -> dict[str, list[Row]]:
    """What is left on an engine; credit with the owners of now, for the moments of single accounts are DuckDB's."""
    open_moments(warehouse, [AS_OF], FIRST_LOAD)
    build_facts(warehouse, told.catalog, {})
    warehouse.put("firings", pa.Table.from_pylist(firings, schema=FIRINGS))
    warehouse.put("plays", PLAYS.empty_table())
    warehouse.put("credit_rules", pa.Table.from_pylist([{
        "effective_on": FIRST_LOAD, "csm": 0.3, "ae": 0.5, "partner": 0.2, "person": "vera",
    }], schema=RULES))  # fmt: skip
    warehouse.put("owners_then", OWNERS.empty_table())
    schema = {**fact_schema(), "firings": tuple(FIRINGS.names)}
    schema |= build_all(warehouse, {"size_bands": queries_in("adjoin.scoring")["size_bands"]}, schema, {})
    schema |= measure_retention(warehouse, schema, {"retention": {"least_cell": 2}})
    schema |= attribute(warehouse, schema, WIDE)
    schema |= build_all(warehouse, queries_in(PACKAGE), schema, {})
    schema |= {"credit_rules": tuple(RULES.names), "owners_then": tuple(OWNERS.names)}
    build_all(warehouse, queries_in(f"{PACKAGE}.sharing"), schema, {})
    names = ("landmarks", "retention", "attribution", "attributed_deals", "attribution_summary", "credit")
    return {name: ordered(warehouse.read(name)) for name in names}


def test_postgresql_tells_the_same(postgres_url: str) -> None:
    told, firings = book(2)
    with duckdb.connect() as connection:
        expected = left(told.load(connection), told, firings)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        found = left(_load(told, connection), told, firings)
    for name, rows in expected.items():
        assert len(found[name]) == len(rows) > 0
        for one, other in zip(found[name], rows, strict=True):
            assert one.keys() == other.keys()
            for key, value in other.items():
                if key == "touches":
                    assert json.loads(one[key]) == json.loads(value)
                else:
                    assert one[key] == (pytest.approx(value) if isinstance(value, float) else value)
