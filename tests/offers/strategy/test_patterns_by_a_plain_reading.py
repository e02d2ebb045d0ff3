"""How further products came against a plain reading in Python of the same starts."""

from collections import defaultdict
from typing import Any

import duckdb
import numpy as np
import pytest

from adjoin.offers.strategy.fitting import fit_strategy
from offers.strategy.books import AS_OF, Rows, opened, random_book
from worlds import World

Starts = dict[tuple[str, str], Any]


def spans_of(world: World) -> tuple[Rows, dict[str, str], dict[str, Rows]]:
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        built = fit_strategy(warehouse, opened(warehouse, world, [], [AS_OF]))
        roots = {row["account_id"]: row["root_id"] for row in warehouse.read("roots").to_pylist()}
        left = {name: warehouse.read(name, columns[:3]).to_pylist() for name, columns in built.items()}
        return warehouse.read("spans").to_pylist(), roots, left


def first_starts(spans: Rows) -> Starts:
    found: dict[tuple[str, str], Rows] = defaultdict(list)
    for span in spans:
        found[span["account_id"], span["product_id"]].append(span)
    first = {
        key: min(rows, key=lambda row: (row["began_on"] is not None, row["began_on"]))
        if len(rows) > 1
        else rows[0]
        for key, rows in found.items()
    }
    return {key: row["began_on"] for key, row in first.items() if not row["is_floor"] and row["began_on"]}


def held_at(spans: Rows, account: str, product: str, at: Any) -> frozenset[str]:
    return frozenset(
        span["product_id"]
        for span in spans
        if span["account_id"] == account
        and span["product_id"] != product
        and (span["began_on"] is None or span["began_on"] < at)
        and (span["ended_on"] is None or (span["ended_on"] - at).days > 90)
    )


def in_bundle(world: World, account: str, product: str, at: Any) -> bool:
    lines = [
        line
        for line in world.rows["subscriptions"]
        if line["account_id"] == account
        and line.get("bundle_id")
        and line["started_on"]
        and not line["is_trial"]
        if line["started_on"] <= AS_OF
    ]
    first: dict[tuple[str, str], Any] = {}
    for line in lines:
        key = (line["bundle_id"], line["product_id"])
        first[key] = min(first.get(key, line["started_on"]), line["started_on"])
    return any(
        on == at
        and any(
            (other, abs((began - on).days) <= 31) == (name, True)
            for (other, beside), began in first.items()
            if beside != product
        )
        for (name, own), on in first.items()
        if own == product
    )


@pytest.mark.parametrize("seed", range(5))
def test_counts_and_chances(seed: int) -> None:
    world = random_book(np.random.default_rng(seed))
    spans, roots, left = spans_of(world)
    starts = first_starts(spans)
    gives = {product.id: set(product.gives) for product in world.catalog.products}
    takes = {product.id: set(product.takes) for product in world.catalog.products}
    pays = {
        product.id: product.buyers.department.lower() if product.buyers.department else None
        for product in world.catalog.products
    }
    held = {key: held_at(spans, *key, at) for key, at in starts.items()}
    mix = {
        product: sum(1 for (_, other), base in held.items() if base and other == product)
        for product in world.catalog.ids
    }
    expected: dict[tuple[str, str], dict[str, Any]] = {}
    for (account, product), at in starts.items():
        mates = sorted(other for (owner, other), on in starts.items() if owner == account and on == at)
        base = held[account, product]
        if not base and mates[0] == product:
            continue
        others = sum(owner == account for owner, _ in starts) - 1
        that_day = sum(on == at and owner != account for (owner, _), on in starts.items())
        ever = sum(owner != account for owner, _ in starts)
        row: dict[str, Any] = {
            "root_id": roots[account],
            "together": len(mates) > 1 or in_bundle(world, account, product, at),
            "together_by_chance": 1 - (1 - (that_day / ever if ever else 0)) ** others,
            **dict.fromkeys(
                ("followed", "followed_by_chance", "other_department", "other_department_by_chance")
            ),
        }
        if base:
            sold = {item.id for item in world.catalog.products if set(item.sold.requires) <= base}
            offered = {name: mix[name] for name in mix if name not in base and name in sold and mix[name]}
            if offered:
                linked = [name for name in offered if any(gives[one] & takes[name] for one in base)]
                row["followed"] = any(gives[one] & takes[product] for one in base)
                row["followed_by_chance"] = sum(mix[name] for name in linked) / sum(offered.values())
            payers = {pays[one] for one in base} - {None}
            said = [name for name in offered if pays[name]]
            if payers and pays[product] and said:
                row["other_department"] = pays[product] not in payers
                others = sum(mix[name] for name in said if pays[name] not in payers)
                row["other_department_by_chance"] = others / sum(mix[name] for name in said)
        expected[account, product] = row
    found = {(row["account_id"], row["product_id"]): row for row in left["further_products"]}
    assert found.keys() == expected.keys()
    assert len(found) > 30
    for key, row in expected.items():
        for name, value in row.items():
            assert found[key][name] == (
                pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
            ), name


@pytest.mark.parametrize("seed", range(3))
def test_the_sums_over_roots(seed: int) -> None:
    left = spans_of(random_book(np.random.default_rng(seed)))[2]
    for pattern, hit in (
        ("workflow_driven", "followed"),
        ("platform_bundle", "together"),
        ("stakeholder_expansion", "other_department"),
    ):
        (told,) = [row for row in left["pattern_counts"] if row["pattern"] == pattern]
        rows = [row for row in left["further_products"] if row[hit] is not None]
        sizes: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            sizes[row["root_id"]][0] += row[hit]
            sizes[row["root_id"]][1] += 1
        assert told["further"] == len(left["further_products"])
        assert (told["numerator"], told["denominator"]) == (sum(row[hit] for row in rows), len(rows))
        assert told["hits_squared"] == sum(x * x for x, _ in sizes.values())
        assert told["hits_by_size"] == sum(x * n for x, n in sizes.values())
        assert told["sizes_squared"] == sum(n * n for _, n in sizes.values())
        if rows:
            mean = sum(row[f"{hit}_by_chance"] for row in rows) / len(rows)
            assert told["expected"] == pytest.approx(mean, abs=1e-8)
