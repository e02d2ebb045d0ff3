"""The next product against a plain reference in Python; a hand calculation; the law of time; every engine."""

import copy
import json
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
import psycopg
import pytest

from adjoin.affinity.next_product.ranking import rank_next_products
from adjoin.affinity.next_product.sentence import why_next
from adjoin.domain.errors import ConfigurationError
from adjoin.facts.build import Settings
from adjoin.warehouse.postgres import PostgresWarehouse
from adjoin.warehouse.query import queries_in
from adjoin.warehouse.warehouse import Warehouse, open_moments
from affinity.measured import held
from facts.as_known import FIRST_LOAD, later_knowledge, later_rows
from worlds import World, day, random_world

Row = dict[str, Any]
KEY = ("as_of", "account_id", "product_id")
HALF_LIFE, PRIOR = 180.0, 10.0


def ranked(
    world: World, *moments: date, settings: Settings | None = None, most: int = 20
) -> dict[str, list[Row]]:
    with duckdb.connect() as connection:
        warehouse = world.load(connection)
        open_moments(warehouse, moments, FIRST_LOAD)
        warehouse.build(queries_in("adjoin.facts")["spans"])
        rank_next_products(warehouse, settings or {}, most)
        return tables(warehouse)


def tables(warehouse: Warehouse) -> dict[str, list[Row]]:
    return {
        "spans": warehouse.read("spans", (*KEY, "began_on")).to_pylist(),
        "next": warehouse.read("next_products", KEY).to_pylist(),
        "uptake": warehouse.read("uptake", ("as_of", "product_id")).to_pylist(),
    }


def of(rows: list[Row], account: str) -> list[Row]:
    return sorted((r for r in rows if r["account_id"] == account), key=lambda r: r["place"])


def plain(spans: list[Row], as_of: date) -> dict[tuple[str, str], float]:
    """(account, product) → share, by the formulas of shares.py and the front matter, one account at a time."""
    first: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in sorted(spans, key=lambda r: (r["began_on"] is not None, r["began_on"] or as_of)):
        first[row["account_id"]].setdefault(row["product_id"], row)
    beginning = min((r["began_on"] for r in spans if r["began_on"]), default=None)

    def since(row: Row) -> date | None:
        day_one: date | None = row["began_on"] or beginning
        return day_one

    def fade(at: date | None) -> float:
        return 1.0 if at is None else 0.5 ** (((as_of - at).days + 1) / HALF_LIFE)

    def begun(row: Row) -> bool:
        return row["began_on"] is not None and not row["is_floor"]

    dated = any(begun(row) for rows in first.values() for row in rows.values())
    starts: dict[str, float] = defaultdict(float)
    years: dict[str, float] = {}
    for rows in first.values():
        for product, row in rows.items():
            starts[product] += (fade(since(row)) if begun(row) else 0.0) if dated else 1.0
            span = HALF_LIFE / np.log(2) / 365 * (1 - fade(since(row))) if dated else 1.0
            years[product] = max(years.get(product, 0.0), span)
    average = sum(years.values()) / sum(starts.values())
    rate = {product: (starts[product] + 1) / (years[product] + average) for product in starts}
    uptake = {product: value / sum(rate.values()) for product, value in rate.items()}

    def migrated(account: str, old: str, new: str) -> bool:
        lines = [r for r in spans if r["account_id"] == account]
        return any(
            not b["is_floor"] and a["ended_on"] is not None and a["began_on"] <= b["began_on"]
            and b["began_on"] - timedelta(30) <= a["ended_on"] <= b["began_on"] + timedelta(90)
            and (b["ended_on"] is None or b["ended_on"] > a["ended_on"])
            for a in lines if a["product_id"] == old
            for b in lines if b["product_id"] == new
        )  # fmt: skip

    both: dict[tuple[str, str], float] = defaultdict(float)
    for account, rows in first.items():
        for a in rows:
            for b in rows:
                if a != b and not migrated(account, a, b) and not migrated(account, b, a):
                    later = None if beginning is None else max(since(rows[a]), since(rows[b]))  # type: ignore[type-var]
                    both[a, b] += fade(later)
    found = {}
    for account, rows in first.items():
        weight = {}
        for product in uptake.keys() - rows.keys():
            weight[product] = sum(
                (both[i, product] + PRIOR * uptake[product]) / (sum(both[i, k] for k in uptake) + PRIOR)
                for i in rows
            )
        for product, value in weight.items():
            found[account, product] = value / sum(weight.values())
    return found


@pytest.mark.parametrize("seed", range(3))
def test_shares_are_those_of_a_plain_reference(seed: int) -> None:
    world, as_of = random_world(np.random.default_rng(seed), products=6), day(500)
    for line in world.rows["subscriptions"]:
        line["product_id"] = (
            line["product_id"] if line["product_id"] != "p5" or line["account_id"] < "a2" else "p4"
        )
    found = ranked(world, as_of)
    expected = plain(found["spans"], as_of)
    assert {(r["account_id"], r["product_id"]) for r in found["next"]} == expected.keys()
    assert len(expected) > 40
    for row in found["next"]:
        assert row["share"] == pytest.approx(expected[row["account_id"], row["product_id"]], abs=1e-9)
    for account in {r["account_id"] for r in found["next"]}:
        rows = of(found["next"], account)
        assert [r["place"] for r in rows] == list(range(1, len(rows) + 1))
        assert [(-r["share"], r["product_id"]) for r in rows] == sorted(
            (-r["share"], r["product_id"]) for r in rows
        )
        assert sum(r["share"] for r in rows) == pytest.approx(1)


def test_by_hand_on_the_day_everything_began() -> None:
    """All one day old, f = 0.5^(1/180): uptake 3f, 3f, 2f starts and 1 more each; p3, held by nobody, is left out."""
    today = day(400)
    world = held(
        a1=[("p0", today, None), ("p1", today, None)],
        a2=[("p0", today, None), ("p1", today, None)],
        a3=[("p0", today, None), ("p2", today, None)],
        a4=[("p1", today, None)],
        a5=[("p2", today, None)],
    )
    found = ranked(world, today)
    rows = of(found["next"], "a4")
    fade = 0.5 ** (1 / 180)
    popular, rare = ((n * fade + 1) / (8 * fade + 3) for n in (3, 2))
    # Holders of p1 also hold p0 twice and p2 never.
    first, second = (2 * fade + 10 * popular) / (2 * fade + 10), 10 * rare / (2 * fade + 10)
    assert [r["product_id"] for r in rows] == ["p0", "p2"]
    assert rows[0]["share"] == pytest.approx(first / (first + second), abs=1e-9)
    assert rows[0]["times"] == pytest.approx(
        first / (first + second) / (popular / (popular + rare)), abs=1e-6
    )
    assert json.loads(rows[0]["because"]) == {
        "base": "p1", "accounts": 2, "times": pytest.approx(first / popular, abs=0.05),
        "holders": 3, "starts_lately": 3, "starts_before": 0,
    }  # fmt: skip
    assert rows[1]["base_product_id"] is None
    assert of(found["next"], "a1")[0]["share"] == 1


def test_what_is_taken_up_lately_comes_before_what_was_once_popular() -> None:
    old = {f"old{i}": [("p1", day(0), None)] for i in range(20)}
    new = {f"new{i}": [("p2", day(900), None)] for i in range(6)}
    found = ranked(held(asks=[("p0", day(0), None)], **old, **new), day(960))
    assert [r["product_id"] for r in of(found["next"], "asks")] == ["p2", "p1"]


def test_starts_of_long_ago_still_give_an_order() -> None:
    old = date(1960, 1, 1)
    world = held(a=[("p0", old, None), ("p1", old, None)], b=[("p0", old, None)], c=[("p2", old, None)])
    shares = [r["share"] for r in of(ranked(world, day(0))["next"], "b")]
    assert shares == pytest.approx([0.5, 0.5], abs=0.01)


def test_a_migration_is_no_reason_to_add_the_new_product() -> None:
    moved = {f"m{i}": [("p0", day(0), day(400)), ("p1", day(390), None)] for i in range(5)}
    others = {f"o{i}": [("p2", day(390), None)] for i in range(6)}
    (first, *_) = of(ranked(held(asks=[("p0", day(0), None)], **moved, **others), day(600))["next"], "asks")
    assert first["product_id"] == "p2"
    added = {f"m{i}": [("p0", day(0), None), ("p1", day(390), None)] for i in range(5)}
    (first, *_) = of(ranked(held(asks=[("p0", day(0), None)], **added, **others), day(600))["next"], "asks")
    assert (first["product_id"], first["base_product_id"]) == ("p1", "p0")


def test_without_dates_holders_and_what_they_hold_together_tell() -> None:
    world = held(
        **{f"b{i}": [("p0", None, None), ("p1", None, None)] for i in range(8)},
        **{f"c{i}": [("p2", None, None)] for i in range(12)},
        asks=[("p0", None, None)],
    )
    rows = of(ranked(world, FIRST_LOAD)["next"], "asks")
    assert [r["product_id"] for r in rows] == ["p1", "p2"]
    assert rows[0]["times"] > 1 > rows[1]["times"]


@pytest.mark.parametrize("seed", range(2))
def test_what_comes_later_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(400 + seed)
    world, as_of = random_world(rng), day(int(rng.integers(350, 800)))
    before = ranked(world, as_of)
    assert ranked(later_rows(world, as_of, rng), as_of) == before
    assert ranked(later_knowledge(world, as_of, rng), as_of) == before
    assert len(before["next"]) > 10


def test_many_moments_are_the_union_of_single_ones() -> None:
    world, moments = random_world(np.random.default_rng(11)), (day(320), day(500), day(880))
    together = ranked(world, *moments)
    for name, rows in together.items():
        assert rows == [row for moment in moments for row in ranked(world, moment)[name]], name


def test_only_the_first_places_are_kept_and_explained() -> None:
    world, as_of = random_world(np.random.default_rng(3), products=7), day(300)
    whole = ranked(world, as_of)["next"]
    kept = ranked(world, as_of, most=2, settings={"set_reasons": {"explained": 1}})["next"]
    assert [{**r, "because": None, "base_product_id": None} for r in whole if r["place"] <= 2] == [
        {**r, "because": None, "base_product_id": None} for r in kept
    ]
    assert max(r["place"] for r in whole) > 3
    assert all((r["because"] is not None) == (r["place"] <= 1) for r in kept)
    assert all((r["because"] is not None) == (r["place"] <= 3) for r in whole)


def test_nobody_holds_anything() -> None:
    world = copy.deepcopy(held(a=[("p0", day(500), None)]))
    assert ranked(world, day(400))["next"] == []


def test_a_setting_that_does_not_exist_is_named() -> None:
    with pytest.raises(ConfigurationError, match="half_life_days"):
        ranked(held(a=[("p0", day(0), None)]), day(400), settings={"uptake": {"half_life": 90}})


def test_postgresql_gives_the_same_order(postgres_url: str) -> None:
    world = random_world(np.random.default_rng(5), accounts=60)
    with duckdb.connect() as embedded, psycopg.connect(postgres_url, autocommit=True) as connection:
        one, other = world.load(embedded), PostgresWarehouse(connection)
        open_moments(one, [day(640), day(330)], FIRST_LOAD)
        one.build(queries_in("adjoin.facts")["spans"])
        other.put("spans", one.read("spans"))
        rank_next_products(one, {})
        rank_next_products(other, {})
        expected, found = tables(one)["next"], tables(other)["next"]
    for rows in (expected, found):
        for row in rows:
            row["because"] = row["because"] and json.loads(row["because"])
    assert found == expected
    assert expected


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"base": "p0", "accounts": 4, "times": 3.0, "holders": 9, "starts_lately": 6, "starts_before": 3},
            "next: Reports, since holders of P0 turn to it 3.0 times as often as others (4 accounts hold or held both)"
            " and 6 accounts started it in the last year, 3 in the year before",
        ),
        (
            {"base": "p0", "accounts": 1, "times": 1.1, "holders": 9, "starts_lately": 0, "starts_before": 0},
            "next: Reports, since 1 account hold or held both it and P0 and 9 accounts have held it",
        ),
        (
            {
                "base": None,
                "accounts": None,
                "times": None,
                "holders": 9,
                "starts_lately": 1,
                "starts_before": 0,
            },
            "next: Reports, since 1 account started it in the last year, 0 in the year before",
        ),
    ],
)
def test_sentence(told: Row, sentence: str) -> None:
    assert why_next(json.dumps(told), "Reports", {"p0": "P0"}) == sentence
