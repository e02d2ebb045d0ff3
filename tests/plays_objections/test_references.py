"""Reference customers: a plain witness, the laws of the room, and the same rows on a real PostgreSQL."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb
import numpy as np
import psycopg
import pyarrow as pa
import pytest

from adjoin.facts.build import build_facts, fact_schema
from adjoin.plays.references.finding import find_references
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, open_moments
from facts.as_known import FIRST_LOAD, later_rows, ordered
from facts.test_engines import _load
from worlds import World, day, random_world

Rows = list[dict[str, Any]]
DATES = [day(640), day(899)]
SHOWN = pa.schema(
    [
        *(("as_of", pa.date32()), ("account_id", pa.string()), ("product_id", pa.string())),
        *(("base_product_id", pa.string()), ("action", pa.string())),
    ]
)
READ = ("spans", "holdings", "roots", "size_bands", "known.accounts", "known.health", "known.tickets")


def a_world(seed: int, accounts: int = 60) -> World:
    """With industries, sizes, and customers who may be named."""
    rng = np.random.default_rng(seed)
    world = random_world(rng, accounts=accounts)
    for account in world.rows["accounts"]:
        account["industry"] = str(rng.choice(["Banking", "Retail"])) if rng.random() < 0.8 else None
        account["employees"] = float(rng.integers(10, 900)) if rng.random() < 0.8 else None
        account["referenceable"] = [True, False, None][int(rng.integers(0, 3))]
    return world


def shown_at(world: World, dates: Sequence[date], seed: int = 1) -> Rows:
    """A recommendation for every account that differs by account, all actions among them."""
    rng = np.random.default_rng(seed)
    products = world.catalog.ids
    drawn = [
        {
            "account_id": account["account_id"],
            "product_id": str(rng.choice(products[1:])),
            "base_product_id": str(products[0]) if rng.random() < 0.8 else None,
            "action": str(rng.choice(["play", "discover", "wait", "none", "holdout"])),
        }
        for account in world.rows["accounts"]
    ]
    return [{"as_of": at, **row} for at in dates for row in drawn]


def find(warehouse: Warehouse, world: World, dates: Sequence[date], shown: Rows) -> None:
    open_moments(warehouse, dates, FIRST_LOAD)
    build_facts(warehouse, world.catalog, {})
    bands = queries_in("adjoin.scoring")["size_bands"]
    warehouse.build(bands)
    warehouse.put("recommendations", pa.Table.from_pylist(shown, SHOWN))
    columns = {"size_bands": tuple(bands.columns), "recommendations": tuple(SHOWN.names)}
    find_references(warehouse, {**fact_schema(), **columns})


def found_at(world: World, dates: Sequence[date], shown: Rows) -> tuple[Rows, dict[str, Rows]]:
    """`reference_customers` in a fixed order, and what it was made from."""
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        find(warehouse, world, dates, shown)
        read = {name: connection.sql(f"SELECT * FROM {name}").to_arrow_table().to_pylist() for name in READ}
        return ordered(warehouse.read("reference_customers")), read


def by_plain_python(read: dict[str, Rows], shown: Rows) -> Rows:
    """The same, one account after the other."""
    first: dict[tuple[Any, ...], dict[str, Any]] = {}
    for span in read["spans"]:
        key = (span["as_of"], span["account_id"], span["product_id"])
        first[key] = min(first.get(key, span), span, key=lambda each: each["began_on"] or date.min)
    held = {(row["as_of"], row["account_id"], row["product_id"]) for row in read["holdings"]}
    root = {(row["as_of"], row["account_id"]): row["root_id"] for row in read["roots"]}
    band = {(row["as_of"], row["account_id"]): row for row in read["size_bands"]}
    account = {(row["as_of"], row["account_id"]): row for row in read["known.accounts"]}
    health: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(read["known.health"], key=lambda row: (row["day"], -row["score"])):
        if row["measure"] == "overall":
            health[row["as_of"], row["account_id"]] = row
    complaining = {
        (row["as_of"], row["account_id"])
        for row in read["known.tickets"]
        if row["closed_on"] is None and (row["severity"] == "urgent" or row["escalated"])
    }
    assert complaining
    rows = []
    for card in shown:
        at, me, product = card["as_of"], card["account_id"], card["product_id"]
        if card["action"] in ("none", "holdout") or (at, me) not in account:
            continue
        options = []
        for (when, other, its), span in first.items():
            theirs = account.get((when, other))
            if (when, its) != (at, product) or (at, other, product) not in held or theirs is None:
                continue
            if (at, other) in complaining:
                continue
            if not theirs["referenceable"] or span["is_floor"] or root[at, other] == root[at, me]:
                continue
            base = first.get((at, other, card["base_product_id"]))
            same_base = base is not None and (
                (base["began_on"] is None or base["began_on"] < span["began_on"])
                and (base["ended_on"] is None or base["ended_on"] >= span["began_on"])
            )
            took = None
            if same_base and base is not None and base["began_on"] and not base["is_floor"]:
                took = (span["began_on"] - base["began_on"]).days
            mine = account[at, me]
            same = {
                "industry": mine["industry"] is not None and mine["industry"] == theirs["industry"],
                "segment": band[at, me]["segment"] == band[at, other]["segment"] != "?",
                "size": band[at, me]["size"] == band[at, other]["size"] != "?",
                "base product": same_base,
            }
            if not any(same.values()):
                continue
            unwell = health.get((at, other), {"colour": None})["colour"] in ("red", "yellow")
            alike = same["industry"] + same["segment"] + same["size"]
            rank = (unwell, not same_base, -alike, not same["industry"], not same["segment"])
            options.append(((*rank, -span["began_on"].toordinal(), other), same, span["began_on"], took))
        seen: set[str] = set()
        for (*_, other), same, began, took in sorted(options, key=lambda option: option[0]):
            if root[at, other] in seen or len(seen) == 3:
                continue
            seen.add(root[at, other])
            rows.append(
                {
                    "as_of": at,
                    "account_id": me,
                    "product_id": product,
                    "reference_id": other,
                    "reference": account[at, other]["name"],
                    "place": len(seen),
                    "alike_by": "same " + ", ".join(name for name, is_so in same.items() if is_so),
                    "base_product_id": card["base_product_id"] if same["base product"] else None,
                    "began_on": began,
                    "took_days": took,
                    "caution": "same industry: check that they do not compete" if same["industry"] else None,
                }
            )
    return ordered(pa.Table.from_pylist(rows)) if rows else []


@pytest.mark.parametrize("seed", range(3))
def test_plain_python_finds_the_same(seed: int) -> None:
    world = a_world(seed)
    shown = shown_at(world, DATES)
    found, read = found_at(world, DATES, shown)
    assert found == by_plain_python(read, shown)
    assert {row["place"] for row in found} == {1, 2, 3}, "the world shows no case of three"
    assert any(row["took_days"] for row in found)
    assert any(row["base_product_id"] is None for row in found)


def test_nobody_is_named_who_did_not_agree_or_is_kin() -> None:
    world = a_world(4)
    shown = shown_at(world, DATES)
    found, read = found_at(world, DATES, shown)
    agreed = {row["account_id"] for row in world.rows["accounts"] if row["referenceable"] is True}
    root = {(row["as_of"], row["account_id"]): row["root_id"] for row in read["roots"]}
    assert found
    assert {row["reference_id"] for row in found} <= agreed
    assert all(root[r["as_of"], r["account_id"]] != root[r["as_of"], r["reference_id"]] for r in found)
    for account in world.rows["accounts"]:
        account["referenceable"] = None
    assert found_at(world, DATES, shown)[0] == []


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = a_world(5)
    together = found_at(world, DATES, shown_at(world, DATES))[0]
    assert together
    for at in DATES:
        alone = found_at(world, [at], shown_at(world, [at]))[0]
        assert alone == [row for row in together if row["as_of"] == at]


def test_rows_after_the_date_change_nothing() -> None:
    world, at = a_world(6), day(640)
    shown = shown_at(world, [at])
    later = replace(later_rows(world, at, np.random.default_rng(2)))
    assert found_at(world, [at], shown)[0] == found_at(later, [at], shown)[0]


def test_postgresql_finds_the_same(postgres_url: str) -> None:
    world = a_world(7)
    shown = shown_at(world, DATES)
    expected = found_at(world, DATES, shown)[0]
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        find(warehouse, world, DATES, shown)
        assert ordered(warehouse.read("reference_customers")) == expected
