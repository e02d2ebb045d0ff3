"""Activation, its rates and the watch list of random worlds, against a plain reading; Wilson against statsmodels."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from offers.shelfware_built import built, offers_at
from offers.shelfware_plain import Plain
from worlds import World, day, random_world

Row = dict[str, Any]


def busy(rng: np.random.Generator, accounts: int = 60) -> World:
    """A random world whose accounts use two products, many of them only now and then, some never."""
    world = random_world(rng, accounts=accounts)
    for row in world.rows["accounts"]:
        row["employees"] = float(rng.choice([20, 300])) if rng.random() < 0.8 else None
        row["segment"] = row["segment"] if rng.random() < 0.9 else None
    for row in world.rows["subscriptions"]:
        row["seats"] = float(rng.choice([10, 40, 200])) if rng.random() < 0.9 else None
        row["acv"] = 0.0 if rng.random() < 0.05 else row["acv"]
    for row in list(world.rows["usage"]):
        if row["metric"] in ("calls", "store") and row["account_id"] > "a3":
            world.rows["usage"].append({**row, "product_id": "p1"})
    for row in world.rows["usage"]:
        row["quantity"] = 0.0 if rng.random() < 0.5 else row["quantity"]
    return world


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("at", [450, 700, 880])
def test_starts_and_states_are_those_of_a_plain_reading(seed: int, at: int) -> None:
    world, as_of = busy(np.random.default_rng(seed)), day(at)
    plain = Plain(world, as_of)
    with built(world, [as_of]) as warehouse:
        starts = warehouse.read("starts_followed").to_pylist()
        watched = warehouse.read("shelfware").to_pylist()
        utilisation = {
            (row["account_id"], row["product_id"]): row["utilisation"]
            for row in warehouse.read("utilisation").to_pylist()
        }
    expected = sorted(plain.starts())
    assert (
        sorted((r["account_id"], r["product_id"], r["began_on"], r["activated"]) for r in starts) == expected
    )
    assert {(r["account_id"], r["product_id"]): r["state"] for r in watched} == plain.watched(utilisation)
    money = [row["acv"] or 0 for row in sorted(watched, key=lambda row: row["rank"])]
    assert money == sorted(money, reverse=True)


def test_the_random_worlds_show_every_case() -> None:
    seen: Counter[object] = Counter()
    for seed in range(2):
        found = offers_at(busy(np.random.default_rng(seed)), [day(700)])
        seen.update((row["by_measure"], row["activated"]) for row in found["starts_followed"])
        seen.update(row["state"] for row in found["shelfware"])
    assert {(0, 0), (0, 1), (1, 0), (1, 1), "never_used", "stopped", "barely_used"} <= seen.keys()


@pytest.mark.parametrize("seed", range(1))
def test_rates_are_of_the_nearest_group_with_twenty(seed: int) -> None:
    world, as_of = busy(np.random.default_rng(seed), accounts=250), day(880)
    plain = Plain(world, as_of)
    groups = {row["account_id"]: _group(row) for row in world.rows["accounts"]}
    starts = [(*groups[account], product, done) for account, product, _, done in plain.starts()]
    rates = offers_at(world, [as_of])["activation_rates"]
    keys = {(row["product_id"], row["segment"], row["size"]) for row in rates}
    assert keys == {(product, *group) for product in world.catalog.ids for group in set(groups.values())}
    assert len(rates) == len(keys)
    for row in rates:
        level, alike = _nearest(row, starts, {product for product, _ in plain.feeds})
        assert row["alike_by"].startswith(level), row
        assert row["comparable"] == len(alike)
        if not alike:
            assert row["probability"] is row["probability_low"] is row["probability_high"] is None
            continue
        low, high = proportion_confint(sum(alike), len(alike), method="wilson")
        told = (row["probability"], row["probability_low"], row["probability_high"])
        assert told == pytest.approx((sum(alike) / len(alike), low, high), abs=1e-11)
    assert {row["alike_by"] for row in rates} >= {"segment and size", "use of this product is not recorded"}


def _group(row: Row) -> tuple[str, str]:
    people = row["employees"]
    size = "?" if people is None else "under 50 people" if people < 50 else "50 to 499 people"
    return row["segment"] or "?", size


def _nearest(row: Row, starts: list[tuple[Any, ...]], recorded: set[str]) -> tuple[str, list[int]]:
    segment, size, product = row["segment"], row["size"], row["product_id"]
    if product not in recorded:
        return "use of this product", []
    own = [done for s, z, p, done in starts if (s, z, p) == (segment, size, product) and "?" not in (s, z)]
    alike = [done for s, _, p, done in starts if (s, p) == (segment, product) and s != "?"]
    holders = [done for _, _, p, done in starts if p == product]
    everything = [done for *_, done in starts]
    levels = {"segment and size": own, "segment": alike, "product": holders, "all products": everything}
    return next(((name, rows) for name, rows in levels.items() if len(rows) >= 20), ("fewer than 20", []))


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = busy(np.random.default_rng(3))
    dates = [day(offset) for offset in (450, 640, 880)]
    together = offers_at(world, dates)
    for at in dates:
        for name, rows in offers_at(world, [at]).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"


def test_a_late_feed_accuses_nobody() -> None:
    world = busy(np.random.default_rng(0))
    until: date = max(row["known_on"] for row in world.rows["usage"])
    assert offers_at(world, [until + timedelta(days=40)])["shelfware"]
    assert not offers_at(world, [until + timedelta(days=45)])["shelfware"]
