"""How ready a pair is in the prior: against a plain reading, and the laws it keeps."""

import json
from collections.abc import Mapping
from math import log
from typing import Any

import numpy as np
import pytest

from adjoin.domain.catalog import Catalog, Product
from facts.ready_worlds import ASPECTS, WORDS, ready_world
from small_world import AS_OF, CATALOG, SmallWorld, ago, line
from whole_run import ordered, whole_run
from worlds import World, day, random_world

TIMES = {"sign_on": 0.85, "shared_data": 0.75, "activation": 0.8, "experience": 0.9}
SHARE = {"none": 0.0, "partial": 0.5, "full": 1.0, None: None}
Rows = list[dict[str, Any]]
Cell = tuple[str, str]


def told(world: World, *names: str) -> tuple[Rows, ...]:
    with whole_run(world, [day(640)]) as warehouse:
        return tuple(warehouse.read(name).to_pylist() for name in names)


def said(product: Product, base: Product, aspect: str) -> float | None:
    own, theirs = product.works_with.get(base.id), base.works_with.get(product.id)
    return SHARE[getattr(own, aspect, None) or getattr(theirs, aspect, None)]


def shares_of(catalog: Catalog, bases: Rows, met: Rows) -> dict[tuple[str, str, str], float]:
    """(account, product, aspect) → share, as far as it is known."""
    products = {p.id: p for p in catalog.products}
    unmet = {(m["account_id"], m["product_id"], m["aspect"]) for m in met if m["state"] == "unmet"}
    found = {}
    for row in bases:
        product, base = products[row["product_id"]], products[row["base_product_id"]]
        for aspect in ASPECTS:
            share = said(product, base, aspect)
            silent = all(said(product, o, aspect) is None for o in products.values() if o != product)
            if silent and any(need.aspect == aspect for need in product.prerequisites):
                share = 1.0
            key = (row["account_id"], product.id, aspect)
            if key in unmet:
                share = 0.0
            if share is not None:
                found[key] = share
    return found


@pytest.mark.parametrize("seed", range(3))
def test_equals_the_formula(seed: int) -> None:
    """Σ weight × (share − its mean over the product's open cells that know it), on top of what there was."""
    world = ready_world(np.random.default_rng(seed), accounts=80)
    prior, bases, met, signals, moved_by = told(
        world, "prior", "bases", "prerequisites_met", "signal_shift", "readiness_shift"
    )
    shares = shares_of(world.catalog, bases, met)
    of_signals = {(r["account_id"], r["product_id"]): r["shift"] for r in signals}
    shown = {(r["account_id"], r["product_id"]): r for r in moved_by}
    separate = {p.id for p in world.catalog.products if p.implementation == "project"}
    seen = 0
    for row in prior:
        account, product = row["account_id"], row["product_id"]
        parts = {}
        for aspect in ASPECTS:
            here = shares.get((account, product, aspect))
            everywhere = [v for (_, p, a), v in shares.items() if (p, a) == (product, aspect)]
            if here is not None:
                parts[aspect] = -log(TIMES[aspect]) * (here - float(np.mean(everywhere)))
        readiness = sum(parts.values())
        expected = of_signals[account, product] + readiness + (log(0.6) if product in separate else 0.0)
        assert row["shift"] == pytest.approx(expected, abs=1e-7)
        middle = min(max(row["chance"] or 0.0, 1e-4), 0.99)
        odds = middle / (1 - middle) * np.exp(row["shift"])
        assert row["probability"] == pytest.approx(odds / (1 + odds), abs=1e-8)
        own = shown.get((account, product))
        assert (own["log_odds"] if own else 0.0) == pytest.approx(readiness, abs=1e-7)
        reasons = [r for r in json.loads(row["moved"] or "[]") if r["kind"].startswith("readiness: ")]
        worth = {aspect: part for aspect, part in parts.items() if abs(part) >= 0.02 + 1e-9}
        assert {r["kind"].removeprefix("readiness: ") for r in reasons} >= worth.keys()
        for reason in reasons:
            aspect = reason["kind"].removeprefix("readiness: ")
            assert reason["log_odds"] == pytest.approx(parts[aspect], abs=6e-5)
        assert [abs(r["log_odds"]) for r in reasons] == sorted(
            (abs(r["log_odds"]) for r in reasons), reverse=True
        )
        seen += len(reasons)
    assert seen > 20


@pytest.mark.parametrize("seed", range(2))
def test_where_nobody_wrote_anything_down_nothing_changes(seed: int) -> None:
    """To the last bit: the shift is the signals' own, and the separate implementation's."""
    world = random_world(np.random.default_rng(seed), accounts=60)
    prior, signals, moved = told(world, "prior", "signal_shift", "readiness_shift")
    own = {(r["account_id"], r["product_id"]): r for r in signals}
    assert not moved
    assert prior
    for row in prior:
        before = own[row["account_id"], row["product_id"]]
        assert row["shift"] == before["shift"] + (float(np.log(0.6)) if row["product_id"] == "p1" else 0.0)
        assert row["moved"] == before["moved"]


def test_an_aspect_that_is_the_same_everywhere_moves_nothing() -> None:
    world = random_world(np.random.default_rng(3), accounts=60)
    entries = [p.model_dump(by_alias=True, exclude_none=True) for p in world.catalog.products]
    for entry in entries:
        entry["works_with"] = {o["id"]: dict.fromkeys(ASPECTS, "none") for o in entries if o != entry}
    world.catalog = Catalog.model_validate({"products": entries})
    assert told(world, "readiness_shift") == ([],)


def with_pairs(catalog: Catalog, pairs: Mapping[Cell, Mapping[str, str]]) -> Catalog:
    """The catalog with works_with of the product alone."""
    entries = [p.model_dump(by_alias=True, exclude_none=True) for p in catalog.products]
    for entry in entries:
        entry["works_with"] = {b: dict(said) for (p, b), said in pairs.items() if p == entry["id"]}
        entry["prerequisites"] = []
    return Catalog.model_validate({"products": entries})


@pytest.mark.parametrize("seed", range(4))
def test_a_better_pair_never_falls_behind_another_base(seed: int) -> None:
    """The product's log-odds on a base that became readier, against the same product on any other base."""
    rng = np.random.default_rng(seed)
    world = ready_world(rng, accounts=60)
    ids = world.catalog.ids
    pairs: dict[Cell, dict[str, str]] = {
        (p, b): {aspect: str(rng.choice(WORDS)) for aspect in ASPECTS if rng.random() < 0.9}
        for p in ids
        for b in ids
        if p < b
    }
    raised = sorted(pairs)[int(rng.integers(0, len(pairs)))]
    aspect = next(a for a in ASPECTS if pairs[raised].get(a, "full") != "full")
    better = {**pairs, raised: {**pairs[raised], aspect: "full"}}
    before, after = (apart(world, with_pairs(world.catalog, told), raised) for told in (pairs, better))
    assert before.keys() == after.keys()
    assert after
    for other, gap in after.items():
        assert gap >= before[other] - 1e-9
    assert any(gap > before[other] + 0.01 for other, gap in after.items())


def apart(world: World, catalog: Catalog, raised: Cell) -> dict[str, float]:
    """By the bases of its other cells: the log-odds of the raised pair's cells less theirs."""
    with whole_run(World(catalog, world.rows), [day(640)]) as warehouse:
        rows = [r for r in warehouse.read("bases").to_pylist() if r["product_id"] == raised[0]]
        moved = {
            r["account_id"]: r["log_odds"]
            for r in warehouse.read("readiness_shift").to_pylist()
            if r["product_id"] == raised[0]
        }
    by_base = {r["base_product_id"]: moved.get(r["account_id"], 0.0) for r in rows}
    return {base: by_base[raised[1]] - value for base, value in by_base.items() if base != raised[1]}


@pytest.mark.parametrize("seed", range(2))
def test_what_is_known_of_a_product_has_mean_nought(seed: int) -> None:
    world = ready_world(np.random.default_rng(20 + seed), accounts=80)
    (moved,) = told(world, "readiness_shift")
    for product in world.catalog.ids:
        total = sum(r["log_odds"] for r in moved if r["product_id"] == product)
        assert total == pytest.approx(0, abs=1e-6)


def test_in_words() -> None:
    entries = [p.model_dump(by_alias=True, exclude_none=True) for p in CATALOG.products]
    entries[1] |= {
        "works_with": {
            "base": {"sign_on": "full", "shared_data": "none", "experience": "none"},
            "here": {"sign_on": "full", "shared_data": "full", "activation": "partial", "experience": "full"},
        },
        "prerequisites": [
            {"name": "single sign-on", "aspect": "sign_on", "categories": ["identity"]},
            {"name": "a directory", "aspect": "sign_on", "tools": ["Directory"]},
        ],
    }
    small = SmallWorld()
    small.world.catalog = Catalog.model_validate({"products": entries})
    both = {"tool": "Directory", "tool_category": "Identity", "connected_on": ago(30)}
    here = line(product_id="here")
    small.case("ready", integrations=both)
    small.case("not ready")
    small.case("half", integrations=both | {"tool_category": "Other"})
    small.case("elsewhere", integrations=both, subscriptions=here)
    with whole_run(small.world, [AS_OF]) as warehouse:
        rows = ordered(warehouse.read("readiness_shift"))
    says = {
        r["account_id"]: {m["kind"].split(": ")[1]: m["says"] for m in json.loads(r["moved"] or "[]")}
        for r in rows
        if r["product_id"] == "more"
    }
    assert says["not ready"]["sign_on"] == "not in place yet: a directory, single sign-on"
    assert says["half"]["sign_on"] == "not in place yet: single sign-on"
    assert says["ready"]["sign_on"] == "single sign-on with Base"
    assert says["ready"]["shared_data"] == "no shared data with Base yet"
    assert says["ready"]["experience"] == "not the same experience as with Base yet"
    assert says["elsewhere"]["shared_data"] == "shared data with Here"
    assert "activation" not in says["elsewhere"], "where no other cell knows it, it is the mean"


def test_what_is_worth_a_word_is_a_setting() -> None:
    world = ready_world(np.random.default_rng(1), accounts=40)
    with whole_run(world, [day(640)], settings={"readiness_parts": {"worth": 9.0}}) as warehouse:
        assert {r["moved"] for r in warehouse.read("readiness_levels").to_pylist()} == {None}
