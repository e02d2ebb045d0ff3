"""`snapshot_scores` from the tables of a company that does not know since when its customers hold what."""

import json
import re
from functools import cache
from typing import Any

import duckdb
import numpy as np

from adjoin.domain.catalog import Catalog
from adjoin.facts.build import build_facts, fact_schema
from adjoin.scoring.snapshot.score_snapshot import SNAPSHOT_SCORES, score_snapshot
from adjoin.warehouse.warehouse import open_moments
from scoring.snapshot.worlds_without_dates import simulated
from worlds import World, day

AS_OF = day(700)
BOOK = simulated(np.random.default_rng(11), 300, 5)
Row = dict[str, Any]


def _world(started_on: object = None) -> World:
    catalog = Catalog.model_validate(
        {"products": [{"id": f"p{i}", "name": f"Product {i}"} for i in range(5)]}
    )
    accounts = [
        {"account_id": f"a{row}", "name": f"A{row}", "industry": f"branch {int(BOOK.attributes[0].values[row])}",
         "employees": float(BOOK.attributes[1].values[row])}
        for row in range(len(BOOK.held))
    ]  # fmt: skip
    lines = [
        {"subscription_id": f"s{row}-{column}", "account_id": f"a{row}", "product_id": f"p{column}",
         "started_on": started_on}
        for row, column in np.argwhere(BOOK.held > 0)
    ]  # fmt: skip
    return World(catalog, {"accounts": accounts, "subscriptions": lines})


@cache
def _undated() -> list[Row]:
    return _scored(_world())


def _scored(world: World) -> list[Row]:
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, [AS_OF], AS_OF)
        build_facts(warehouse, world.catalog, {})
        found = score_snapshot(warehouse, fact_schema(), 1)
        assert found.schema == SNAPSHOT_SCORES
        rows: list[Row] = found.to_pylist()
        return rows


def test_every_open_cell_and_no_other_has_a_chance_and_a_held_base() -> None:
    rows = _undated()
    open_cells = {(f"a{row}", f"p{column}") for row, column in np.argwhere(BOOK.held == 0)}
    assert {(row["account_id"], row["product_id"]) for row in rows} == open_cells
    assert len(rows) == len(open_cells)
    for row in rows:
        assert 0 <= row["probability_low"] <= row["probability"] <= row["probability_high"] <= 1
        assert BOOK.held[int(row["account_id"][1:]), int(row["base_product_id"][1:])] == 1


def test_what_is_said_can_be_counted_again() -> None:
    said = [(row, entry) for row in _undated() for entry in json.loads(row["moved"])]
    pattern = re.compile(
        r"([\d.]+) % of the (\d+) customers that hold (.+) hold this too, against ([\d.]+) % of all"
    )
    counted = 0
    for row, entry in said:
        if entry["kind"] != "co-holding":
            continue
        told = pattern.fullmatch(entry["says"])
        assert told
        product = int(row["product_id"][1:])
        named = [int(name.removeprefix("Product ")) for name in told[3].split(" and ")]
        holders = BOOK.held[(BOOK.held[:, named] > 0).all(axis=1)]
        assert len(holders) == int(told[2])
        assert abs(100 * holders[:, product].mean() - float(told[1])) <= 0.5
        assert abs(100 * BOOK.held[:, product].mean() - float(told[4])) <= 0.5
        assert BOOK.held[int(row["account_id"][1:]), named].all()
        counted += len(named) > 1
    assert counted > 5
    sizes = [[abs(entry["log_odds"]) for entry in json.loads(row["moved"])] for row in _undated()]
    assert all(found == sorted(found, reverse=True) for found in sizes)
    assert {"industry", "employees", "co-holding"} == {entry["kind"] for _, entry in said}


def test_where_start_dates_are_known_there_is_no_row() -> None:
    assert _scored(_world(day(10))) == []
