"""On random small worlds the SQL says what a plain reading of the definitions says."""

import json
from datetime import date
from typing import Any

import numpy as np
import pytest

from adjoin.offers.bundles.own import NONE
from adjoin.offers.bundles.propose import propose
from adjoin.offers.settings import Settings
from offers.bundles import witness
from offers.bundles.relations import AS_OF, LEFT, SCHEMAS, Tables, built, drawn, put
from whole_run import whole_run
from worlds import day, random_world

GRID = [percent / 100 for percent in range(15, 26)]
UPLIFTS = (0.0, 0.1, 0.25, 0.5, 1.0, 2.0)


def worlds(seeds: range) -> list[tuple[Tables, Tables]]:
    found = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        told = drawn(rng, int(rng.integers(5, 60)), int(rng.integers(2, 9)), demand=bool(seed % 4))
        found.append((told, built(told)))
    return found


@pytest.fixture(scope="module")
def seen() -> list[tuple[Tables, Tables]]:
    return worlds(range(12))


def _agree(told: Tables, found: Tables, as_of: date = AS_OF) -> int:
    world = witness.World(told, as_of)
    chosen = witness.chosen(world)
    assert {row["bundle"] for row in found["bundles"]} == chosen.keys()
    for row in found["bundles"]:
        targets = world.targets(chosen[row["bundle"]])
        assert (row["accounts"], row["ready_now"]) == (len(targets), sum(t.ready for t in targets))
        assert row["worth"] == pytest.approx(witness.worth(targets), abs=0.01)
        assert row["adoptions_at_list"] == pytest.approx(sum(t.w for t in targets), abs=1e-5)
        assert row["adoptions_at_list_now"] == pytest.approx(sum(t.w for t in targets if t.ready), abs=1e-5)
        assert row["adoptions_at_list_low"] == pytest.approx(
            sum(min(t.low.values()) for t in targets), abs=1e-5
        )
        assert row["adoptions_at_list_high"] == pytest.approx(
            sum(min(t.high.values()) for t in targets), abs=1e-5
        )
        _money_agrees(world, targets, row)
        _sensitivity_agrees(targets, [r for r in found["bundle_sensitivity"] if r["bundle"] == row["bundle"]])
    return len(chosen)


def _money_agrees(world: witness.World, targets: list[witness.Target], row: dict[str, Any]) -> None:
    slopes = witness.estimated(world, targets)
    assert (row["demand_basis"] == "estimated") == (slopes is not None)
    discount = 0.15
    if slopes is not None:
        by_discount = {d: round(witness.net(targets, slopes, d), 2) for d in GRID}
        best = max(by_discount.values())
        assert row["discount"] in GRID
        assert by_discount[row["discount"]] == pytest.approx(best, abs=0.02)
        assert row["net_revenue"] == pytest.approx(best, abs=0.02)
        discount = row["discount"]
        bounds = sorted(
            witness.net(targets, witness.estimated(world, targets, bound) or {}, discount, of)
            for bound, of in (
                ("slope_low", "chance"),
                ("slope_high", "chance"),
                ("slope_low", "low"),
                ("slope_high", "high"),
            )
        )
        assert [row["net_revenue_low"], row["net_revenue_high"]] == pytest.approx(
            [bounds[0], bounds[-1]], abs=0.02
        )
        assert row["net_revenue_low"] <= row["net_revenue"] <= row["net_revenue_high"]
        now = witness.net([t for t in targets if t.ready], slopes, discount)
        assert row["net_revenue_now"] == pytest.approx(now, abs=0.02)
        expected = sum(
            witness.answer(t.w, sum(slopes[p] for p in t.chance) / len(t.chance), discount) for t in targets
        )
        assert row["expected_adoptions"] == pytest.approx(expected, abs=1e-5)
        assert row["advice"] == (
            "cannot tell"
            if sum(t.w for t in targets) < 1 or not row["worth"]
            else "at list price"
            if best <= 0
            else "offer"
            if row["net_revenue_low"] > 0 and row["net_revenue_in_use"] > 0
            else "try"
        )
    else:
        assert row["discount"] == discount
        assert row["net_revenue"] is row["expected_adoptions"] is None
    assert row["cannibalised"] == pytest.approx(sum(t.w * discount * t.list for t in targets), abs=0.01)
    for name, on_all in (("break_even_uplift", False), ("break_even_uplift_on_all", True)):
        assert row[name] == pytest.approx(witness.break_even(targets, discount, on_all=on_all), abs=1e-5)


def _sensitivity_agrees(targets: list[witness.Target], rows: list[dict[str, float]]) -> None:
    assert sorted({(r["discount"], r["uplift"]) for r in rows}) == [
        (d, u) for d in (0.15, 0.2, 0.25) for u in UPLIFTS
    ]
    for row in rows:
        d, u = row["discount"], row["uplift"]
        more = [min(t.w * (1 + u), 1) - t.w for t in targets]
        net = sum(
            m * ((1 - d) * t.list - t.partial) - t.w * d * t.list for m, t in zip(more, targets, strict=True)
        )
        assert row["net"] == pytest.approx(net, abs=0.01)
        assert row["adoptions"] == pytest.approx(sum(min(t.w * (1 + u), 1) for t in targets), abs=1e-5)
        assert row["cannibalised"] == pytest.approx(sum(t.w * d * t.list for t in targets), abs=0.01)


def test_bundles_and_their_money(seen: list[tuple[Tables, Tables]]) -> None:
    assert sum(_agree(told, found) for told, found in seen) > 60


@pytest.mark.proof
def test_bundles_and_their_money_of_many_worlds() -> None:
    assert sum(_agree(told, found) for told, found in worlds(range(100, 300))) > 1000


def test_shelfware_risk_and_terms(seen: list[tuple[Tables, Tables]]) -> None:
    tied = 0
    for told, found in seen:
        world = witness.World(told)
        rates = {(r["product_id"], r["segment"]): r["probability"] for r in told["activation_rates"]}
        segments = {r["account_id"]: r["segment"] for r in told["size_bands"]}
        parts = {(r["bundle"], r["product_id"]): r for r in found["bundle_parts"]}
        for row in found["bundles"]:
            lacking = [
                (p, t.worth[p], rates[p, segments[t.account]])
                for t in world.targets(tuple(json.loads(row["products"])))
                for p in t.chance
            ]
            money = sum(worth for _, worth, _ in lacking)
            if row["net_revenue"] is not None:
                slopes = witness.estimated(world, world.targets(tuple(json.loads(row["products"])))) or {}
                lost = sum(
                    (witness.answer(t.w, t.slope(slopes), row["discount"]) - t.w) * (1 - row["discount"]) * t.worth[p]
                    * (1 - rates[p, segments[t.account]])
                    for t in world.targets(tuple(json.loads(row["products"])))
                    for p in t.chance
                )  # fmt: skip
                assert row["net_revenue_in_use"] == pytest.approx(row["net_revenue"] - lost, abs=0.1)
            if money:
                unused = sum(worth * (1 - rate) for _, worth, rate in lacking)
                assert row["shelfware_risk"] == pytest.approx(unused / money, abs=1e-5)
            means = {}
            for product in {product for product, _, _ in lacking}:
                known = [rate for p, _, rate in lacking if p == product]
                part = parts[row["bundle"], product]
                means[product] = sum(known) / len(known)
                assert part["accounts"] == len(known)
                assert part["activation"] == pytest.approx(means[product], abs=1e-5)
                assert (part["terms"] is not None) == (part["activation"] < 0.6)
                tied += part["terms"] is not None
            assert means[row["riskiest_product_id"]] == pytest.approx(min(means.values()), abs=1e-5)
    assert tied > 10


def test_accounts_and_their_one_best_bundle(seen: list[tuple[Tables, Tables]]) -> None:
    for told, found in seen:
        world = witness.World(told)
        everyone = [
            (round(t.w * t.list, 2), row["rank"], row["bundle"], t)
            for row in found["bundles"]
            for t in world.targets(tuple(json.loads(row["products"])))
        ]
        best: dict[str, str] = {}
        for _, _, bundle, target in sorted(everyone, key=lambda each: (-each[0], each[1])):
            best.setdefault(target.account, bundle)
        for row in found["bundles"]:
            assert row["best_for"] == sum(bundle == row["bundle"] for bundle in best.values())
        shown = {(r["bundle"], r["account_id"]): r for r in found["bundle_accounts"]}
        assert all((r["place"] == 1) == (best[account] == bundle) for (bundle, account), r in shown.items())
        discounts = {row["bundle"]: row["discount"] for row in found["bundles"]}
        for _, _, bundle, target in everyone:
            if (bundle, target.account) not in shown:
                assert sum(r["bundle"] == bundle for r in found["bundle_accounts"]) == 50
                continue
            row = shown[bundle, target.account]
            assert json.loads(row["missing"]) == sorted(target.chance)
            assert row["chance_at_list"] == pytest.approx(target.w, abs=1e-8)
            assert row["price"] == pytest.approx(target.list * (1 - discounts[bundle]), abs=0.01)
            assert row["ready_now"] == target.ready


def test_bundles_of_a_whole_run() -> None:
    as_of = day(700)
    world = random_world(np.random.default_rng(8), accounts=80)
    with whole_run(world, [as_of]) as warehouse:
        put(warehouse, {name: [] for name in ("activation_rates", "price_responses")})
        schema = {name: tuple(warehouse.read_columns(name)) for name in SCHEMAS}
        told = {name: warehouse.read(name).to_pylist() for name in SCHEMAS}
        propose(warehouse, schema, {}, NONE, Settings())
        found = {name: warehouse.read(name).to_pylist() for name in LEFT}
    assert _agree(told, found, as_of) > 2


def test_the_same_rows_twice() -> None:
    told = drawn(np.random.default_rng(5), 60, 8)
    assert built(told) == built({name: rows[::-1] for name, rows in told.items()})
