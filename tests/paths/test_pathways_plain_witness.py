"""Witness: pathways recomputed by loops from cells, holdings and chances, on random books."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest

from adjoin.decisions.pathways.rank import rank_pathways, why_no_pathways
from adjoin.warehouse.warehouse import DuckWarehouse

AS_OF = date(2024, 3, 1)
PRODUCTS = ("p0", "p1", "p2", "p3")
KINDS = ("asked", "ceiling")
Row = dict[str, Any]
Tables = dict[str, list[Row]]
TEXT, NUMBER, DATE = pa.string(), pa.float64(), pa.date32()
CELL = [("as_of", DATE), ("account_id", TEXT), ("product_id", TEXT)]
CHANCE = [("chance", NUMBER), ("chance_low", NUMBER), ("chance_high", NUMBER)]
TRIGGERED = [("from_product", TEXT), ("condition", TEXT), ("to_product", TEXT)]
SCHEMAS = {
    "catalog_products": [("product_id", TEXT)],
    "holdings": [*CELL, ("began_on", DATE)],
    "followed": [*CELL, ("base_product_id", TEXT), *CHANCE],
    "signals": [*CELL, ("kind", TEXT), ("state", TEXT), ("opened_on", DATE)],
    "triggered_from_now": [*TRIGGERED, ("held_days", pa.int64()), *CHANCE],
    "triggered_beyond": [*TRIGGERED, *CHANCE],
    "gates": [*CELL, ("gate", TEXT), ("verdict", TEXT)],
    "typical_acv": [*CELL, ("expected_acv", NUMBER)],
}  # fmt: skip


def chance(rng: np.random.Generator) -> Row:
    """A coarse grid, so that bounds tie."""
    low = int(rng.integers(0, 5)) / 50
    return {"chance_low": low, "chance": low + 0.05, "chance_high": low + 0.2}


def book(seed: int, accounts: int = 60, dates: tuple[date, ...] = (AS_OF,), priced: bool = True) -> Tables:
    rng = np.random.default_rng(seed)
    tables: Tables = {name: [] for name in SCHEMAS}
    tables["catalog_products"] = [{"product_id": p} for p in PRODUCTS]
    for a, b, kind in product(PRODUCTS[:3], PRODUCTS, KINDS):
        pair = {"from_product": a, "condition": kind, "to_product": b}
        tables["triggered_beyond"].append({**pair, **chance(rng)})
        tables["triggered_from_now"] += [{**pair, "held_days": days, **chance(rng)} for days in range(20)]
    for at in dates:
        for i in range(accounts):
            held = [p for p in PRODUCTS if rng.random() < 0.4]
            for of in PRODUCTS:
                cell = {"as_of": at, "account_id": f"a{i}", "product_id": of}
                if of in held:
                    began = at - timedelta(days=int(rng.integers(0, 40)))
                    tables["holdings"].append({**cell, "began_on": began})
                elif held:
                    _open_cell(rng, tables, cell, held, priced)
    return tables


def _open_cell(rng: np.random.Generator, tables: Tables, cell: Row, held: list[str], priced: bool) -> None:
    for base in held:
        known = chance(rng) if rng.random() < 0.9 else dict.fromkeys(("chance", "chance_low", "chance_high"))
        tables["followed"].append({**cell, "base_product_id": base, **known})
    acv = float(rng.integers(1, 9)) * 100 if priced and cell["product_id"] != "p3" else None
    tables["typical_acv"].append({**cell, "expected_acv": acv})
    for kind in KINDS:
        if rng.random() < 0.5:
            state = str(rng.choice(["open", "fading", "closed", "snoozed"]))
            opened = cell["as_of"] - timedelta(days=int(rng.integers(0, 30)))
            tables["signals"].append({**cell, "kind": kind, "state": state, "opened_on": opened})
    for gate, verdict in (("eligibility", "block"), ("health", "block"), ("eligibility", "pass")):
        if rng.random() < 0.15:
            # Twice, as when two reasons block.
            tables["gates"] += [{**cell, "gate": gate, "verdict": verdict}] * 2


def ranked(tables: Tables) -> tuple[list[Row], list[Row]]:
    """`pathways` and `pathway_moves` as the warehouse has them."""
    with duckdb.connect() as connection:
        warehouse = DuckWarehouse(connection)
        for name, columns in SCHEMAS.items():
            warehouse.put(name, pa.Table.from_pylist(tables[name], schema=pa.schema(columns)))
        schema = {name: tuple(n for n, _ in columns) for name, columns in SCHEMAS.items()}
        told = rank_pathways(warehouse, schema, {})
        assert told["pathways"] == tuple(warehouse.read_columns("pathways"))
        moves = warehouse.read("pathway_moves", ("as_of", "account_id", "product_id")).to_pylist()
        return warehouse.read("pathways", ("as_of", "rank")).to_pylist(), moves


def by_loops(tables: Tables, at: date) -> dict[tuple[str, str, str | None], list[tuple[Row, float | None]]]:
    """Pathway → its moves with what the product would be paid there."""
    here = {name: [r for r in rows if r.get("as_of", at) == at] for name, rows in tables.items()}
    blocked = {(r["account_id"], r["product_id"]) for r in here["gates"]
               if (r["gate"], r["verdict"]) == ("eligibility", "block")}  # fmt: skip
    acv = {(r["account_id"], r["product_id"]): r["expected_acv"] for r in here["typical_acv"]}
    found: dict[tuple[str, str, str | None], list[tuple[Row, float | None]]] = {}
    for cell, money in acv.items():
        best = max(_moves_of(here, at, cell), key=lambda m: m[0], default=None)
        if cell not in blocked and best is not None:
            _, move = best
            found.setdefault((move["base"], cell[1], move["condition"]), []).append((move, money))
    return found


def _moves_of(here: Tables, at: date, cell: tuple[str, str]) -> list[tuple[tuple[Any, ...], Row]]:
    """What the cell may count under, each behind what decides: bound, no signal first, then names."""
    names = [(None, p) for p in PRODUCTS] + [(k, p) for k in KINDS for p in PRODUCTS]
    moves = []
    for row in here["followed"]:
        if (row["account_id"], row["product_id"]) == cell and row["chance_low"] is not None:
            moves.append((None, row["base_product_id"], row))
    for signal in here["signals"]:
        if (signal["account_id"], signal["product_id"]) == cell and signal["state"] in {"open", "fading"}:
            for held in here["holdings"]:
                if held["account_id"] == cell[0] and held["began_on"] <= signal["opened_on"]:
                    after = _after_signal(here, held["product_id"], signal, cell[1], at)
                    if after is not None:
                        moves.append((signal["kind"], held["product_id"], after))
    return [
        ((row["chance_low"], -names.index((kind, base))), {**row, "base": base, "condition": kind})
        for kind, base, row in moves
    ]


def _after_signal(here: Tables, base: str, signal: Row, to: str, at: date) -> Row | None:
    """Its chance on the day since the signal where the curve is read so far, else the one beyond."""

    def own(row: Row) -> bool:
        return (row["from_product"], row["condition"], row["to_product"]) == (base, signal["kind"], to)

    days = (at - signal["opened_on"]).days
    on_curve = [row for row in here["triggered_from_now"] if own(row) and row["held_days"] == days]
    return next(iter(on_curve + [row for row in here["triggered_beyond"] if own(row)]), None)


@pytest.mark.parametrize(("seed", "priced"), [(1, True), (2, True), (3, False)])
def test_pathways_are_those_of_plain_loops(seed: int, priced: bool) -> None:
    tables = book(seed, priced=priced)
    table, moves = ranked(tables)
    expected = by_loops(tables, AS_OF)
    assert {(r["from_product"], r["to_product"], r["condition"]) for r in table} == set(expected)
    assert any(r["condition"] for r in table)
    weights = []
    for row in table:
        own = expected[row["from_product"], row["to_product"], row["condition"]]
        low = [move["chance_low"] for move, _ in own]
        paid = [(move, money) for move, money in own if money is not None]
        assert row["eligible_accounts"] == len(own)
        assert row["probability"] == pytest.approx(np.mean([m["chance"] for m, _ in own]), abs=1e-8)
        assert row["probability_low"] == pytest.approx(np.mean(low), abs=1e-8)
        assert row["probability_high"] == pytest.approx(np.mean([m["chance_high"] for m, _ in own]), abs=1e-8)
        if paid:
            assert row["expected_acv"] == pytest.approx(np.mean([money for _, money in paid]), abs=0.01)
            assert row["expected_value"] == pytest.approx(sum(m["chance"] * a for m, a in paid), abs=0.01)
            assert row["value_low"] == pytest.approx(sum(m["chance_low"] * a for m, a in paid), abs=0.01)
        else:
            assert (row["expected_acv"], row["expected_value"], row["value_low"]) == (None, None, None)
        weights.append(round(sum(m["chance_low"] * a for m, a in paid) if priced else sum(low), 9))
    assert weights == sorted(weights, reverse=True)
    shares = np.cumsum(weights) / np.sum(weights)
    assert [r["cumulative_share"] for r in table] == pytest.approx(shares, abs=1e-6)
    assert table[-1]["cumulative_share"] == pytest.approx(1, abs=1e-8)
    assert sum(r["eligible_accounts"] for r in table) == len(moves)
    cells = [(m["account_id"], m["product_id"]) for m in moves]
    assert len(cells) == len(set(cells))


def test_without_triggered_chances_only_pairs_are_ranked() -> None:
    tables = book(4) | {"triggered_from_now": [], "triggered_beyond": []}
    table, _ = ranked(tables)
    assert table
    assert {row["condition"] for row in table} == {None}
    assert [row["rank"] for row in table] == list(range(1, len(table) + 1))


def test_many_moments_are_the_union_of_single_ones() -> None:
    dates = (AS_OF, date(2024, 1, 1))
    tables = book(5, dates=dates)
    together, _ = ranked(tables)
    alone = []
    for at in sorted(dates):
        own = {name: [r for r in rows if r.get("as_of", at) == at] for name, rows in tables.items()}
        alone += ranked(own)[0]
    assert together == alone


def test_an_empty_book_and_a_snapshot_have_no_pathways_and_say_why() -> None:
    tables = book(6)
    unknown = dict.fromkeys(("chance", "chance_low", "chance_high"))
    followed = [row | unknown for row in tables["followed"]]
    table, _ = ranked(tables | {"followed": followed, "triggered_from_now": [], "triggered_beyond": []})
    assert table == []
    none = pa.table({"rank": pa.array([], pa.int64())})
    snapshot = pa.table({"reason": ["no start dates", "no start dates"]})
    assert why_no_pathways(none, snapshot) == [
        "No pathways: they need the day each product was begun, and started_on is not mapped"
    ]
    (other,) = why_no_pathways(none, pa.table({"reason": ["no start dates", None]}))
    assert "no open product" in other
    assert why_no_pathways(pa.table({"rank": [1]}), snapshot) == []
