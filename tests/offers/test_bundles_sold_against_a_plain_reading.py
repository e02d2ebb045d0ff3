"""Bundles sold of random worlds against a plain reading; many moments are the union of single ones."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from adjoin.statistics.would_have_anyway import would_have_anyway
from offers.bundles_sold_plain import PlainBundles
from offers.shelfware_built import built, offers_at
from worlds import World, day, random_world

Row = dict[str, Any]
FREE = {"bundles_sold": {"fewest": 5, "least_compared": 0.5}}


def bundled(rng: np.random.Generator, accounts: int = 120, deals: bool = False) -> World:
    """A random world in which some lines are sold in one of two bundles; `deals`: recorded too."""
    world = random_world(rng, accounts=accounts)
    if not deals:
        world.rows["opportunities"] = []
    for row in world.rows["accounts"]:
        row["segment"] = row["segment"] if rng.random() < 0.9 else None
    for row in world.rows["subscriptions"]:
        row["list_acv"] = row["acv"] * 1.25 if row["acv"] and rng.random() < 0.9 else None
        row["bundle_id"] = str(rng.choice(["Suite", "Pack"])) if rng.random() < 0.25 else None
    return world


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("at", [640, 880])
def test_counts_shares_and_money_are_those_of_a_plain_reading(seed: int, at: int) -> None:
    world = bundled(np.random.default_rng(seed))
    plain = PlainBundles(world, day(at))
    with built(world, [day(at)], FREE) as warehouse:
        found = {row["bundle"]: row for row in warehouse.read("bundles_sold").to_pylist()}
        activated = {
            (row["account_id"], row["product_id"], row["began_on"]): row["activated"]
            for row in warehouse.read("starts_followed").to_pylist()
        }
    assert found.keys() == {row["bundle"] for row in plain.parts}
    for bundle, row in found.items():
        _counts(row, [part for part in plain.parts if part["bundle"] == bundle], activated)
        _shares(row, plain)


@pytest.mark.parametrize("seed", range(3))
def test_who_was_asked_and_what_came_of_it_is_that_of_a_plain_reading(seed: int) -> None:
    world = bundled(np.random.default_rng(40 + seed), deals=True)
    plain = PlainBundles(world, day(880))
    told: dict[str, dict[str, Any]] = {"asked_counts": {"fewest_alike": 2}}
    with built(world, [day(880)], {**FREE, **told}) as warehouse:
        asked = warehouse.read("asked_accounts").to_pylist()
        counts = warehouse.read("asked_counts").to_pylist()
    strata = [(bundle, *stratum) for bundle, own in plain.strata.items() for stratum in own]
    expected = {
        (product, half, row["account_id"], row["base"], row["segment"], row["began"])
        for product, half in {(product, half) for _, product, half, *_ in strata}
        for row in plain.asked(product, half)
    }
    names = ("product_id", "half_on", "account_id", "base", "segment", "began")
    assert {tuple(row[name] for name in names) for row in asked} == expected
    assert {began for *_, began in expected} == {0, 1}
    chosen = {
        (bundle, product, half, *plain.asked_like((product, half, base, segment), 2))
        for bundle, product, half, base, segment in strata
    }
    found = ("bundle", "product_id", "half_on", "alike_by", "comparable", "began")
    assert {tuple(row[name] for name in found) for row in counts} == chosen
    assert {alike for *_, alike, _, _ in chosen} >= {"base and segment", "segment"}


def _counts(row: Row, parts: list[Row], activated: dict[Any, int]) -> None:
    added = [part for part in parts if part["added"]]
    priced = [part for part in parts if part["acv"] is not None and part["list_acv"] is not None]
    uses = [
        (part, activated.get((part["account_id"], part["product_id"], part["taken_on"]))) for part in added
    ]
    assert row["takers"] == len({part["account_id"] for part in parts})
    assert row["since"] == min(part["taken_on"] for part in parts)
    assert (row["parts"], row["added"]) == (len(parts), len(added))
    assert row["already_held"] == len(parts) - len(added)
    assert row["judged"] == sum(part["judged"] for part in added)
    assert row["priced"] == len(priced)
    assert (row["list"] or 0) == pytest.approx(sum(part["list_acv"] for part in priced))
    assert (row["paid"] or 0) == pytest.approx(sum(part["acv"] for part in priced))
    assert (row["given_up"] or 0) == pytest.approx(sum(part["given_up"] or 0 for part in parts))
    assert row["followed"] == sum(use is not None for _, use in uses)
    assert row["unused"] == sum(use == 0 for _, use in uses)
    assert (row["unused_money"] or 0) == pytest.approx(
        sum(part["acv"] or 0 for part, use in uses if use == 0)
    )


def _shares(row: Row, plain: PlainBundles) -> None:
    strata = plain.strata[row["bundle"]]
    others = {stratum: plain.others(stratum) for stratum in strata}
    told = {stratum: parts for stratum, parts in strata.items() if others[stratum]}
    assert row["compared"] == sum(len(parts) for parts in told.values())
    looked_at: dict[Any, int] = {}
    for (_, *cell), accounts in others.items():
        looked_at[tuple(cell)] = max(looked_at.get(tuple(cell), 0), len(accounts))
    assert row["comparable"] == sum(looked_at.values())
    if row["anyway"] is None:
        assert row["comparable"] < 5 or row["compared"] < 0.5 * row["judged"]
        assert "cannot be told" in row["says"]
        assert row["compared_with"] is row["net_added"] is row["cannibalised"] is row["anyway_low"] is None
        return
    rates = {stratum: sum(others[stratum].values()) / len(others[stratum]) for stratum in told}
    share = sum(rates[s] * len(parts) for s, parts in told.items()) / row["compared"]
    assert row["anyway"] == pytest.approx(share, abs=1e-11)
    assert row["cannibalised"] == pytest.approx(share * row["judged"], abs=1e-8)
    weights, sizes = [len(parts) for parts in told.values()], [len(others[s]) for s in told]
    did = [sum(others[s].values()) for s in told]
    assert row["compared_with"] == "all alike"
    assert row["anyway_high"] is row["cannibalised_high"] is row["net_added_low"] is None
    assert "at least" in row["says"]
    together = sum(
        2 * len(told[s]) * len(told[t]) * _covariance(others[s], others[t])
        for s in told for t in told if s[0] < t[0] and s[1:] == t[1:]
    )  # fmt: skip
    limits = would_have_anyway([0] * len(told), weights, sizes, did, [together])
    assert row["anyway_low"] == pytest.approx(limits.low[0], abs=1e-11)
    priced = {s: [p for p in parts if None not in (p["acv"], p["list_acv"])] for s, parts in strata.items()}
    own = [part for part in plain.parts if part["bundle"] == row["bundle"]]
    _money(row, priced, rates, sum(part["given_up"] or 0 for part in own if part["judged"]))


def _covariance(one: dict[str, int], other: dict[str, int]) -> float:
    """Of the shares of two parts, from the accounts that could begin both."""
    first, second = (sum(part.values()) / len(part) for part in (one, other))
    both = one.keys() & other.keys()
    return sum(one[a] * other[a] - first * second for a in both) / (len(one) * len(other))


def _money(row: Row, priced: dict[Any, list[Row]], rates: dict[Any, float], given_up: float) -> None:
    at_list = {s: sum(part["list_acv"] for part in parts) for s, parts in priced.items()}
    paid = sum(part["acv"] for parts in priced.values() for part in parts)
    share = sum(rates[s] * at_list[s] for s in rates) / sum(at_list[s] for s in rates)
    everything = sum(at_list.values())
    assert row["cannibalised_money"] == pytest.approx(share * everything, abs=0.01)
    assert row["given_away"] == pytest.approx(share * (everything - paid), abs=0.01)
    net = paid * (1 - share) - share * (everything - paid) - given_up
    assert row["net_added"] == pytest.approx(net, abs=0.01)
    assert row["net_added"] <= row["net_added_high"]
    assert f"at most {row['net_added_high']:.0f} a year" in row["says"]


def test_the_random_worlds_show_every_case() -> None:
    seen: Counter[object] = Counter()
    for seed in range(3):
        for row in offers_at(bundled(np.random.default_rng(seed)), [day(880)], FREE)["bundles_sold"]:
            seen.update(
                name for name in ("anyway", "given_up", "unused", "already_held", "net_added") if row[name]
            )
    assert {"anyway", "given_up", "unused", "already_held", "net_added"} <= seen.keys()


def test_many_moments_are_the_union_of_single_ones() -> None:
    world = bundled(np.random.default_rng(3), accounts=60, deals=True)
    dates = [day(offset) for offset in (450, 640, 880)]
    together = offers_at(world, dates, FREE)
    for at in dates:
        for name, rows in offers_at(world, [at], FREE).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"
