"""Pair readiness and prerequisites against a plain reading of the same rows, and the laws of time over them."""

from collections.abc import Callable
from datetime import date
from math import log
from statistics import mean, median
from typing import Any

import numpy as np
import psycopg
import pytest

from adjoin.domain.catalog import Catalog, Product
from adjoin.facts.build import build_facts
from adjoin.facts.catalog_tables import catalog_tables
from adjoin.warehouse.warehouse import open_moments
from facts.as_known import FIRST_LOAD, Facts, facts_at, later_knowledge, later_rows, ordered
from facts.ready_worlds import ASPECTS, ready_world
from facts.test_engines import _load, _plain
from worlds import World, day

DATES = [day(offset) for offset in (351, 640, 899)]
OURS = (
    *("readiness_weights", "prerequisites_seen", "prerequisite_states", "prerequisites_met"),
    "pair_readiness",
)
TIMES = {"sign_on": 0.85, "shared_data": 0.75, "activation": 0.8, "experience": 0.9}
SHARE = {"none": 0.0, "partial": 0.5, "full": 1.0, None: None}


def said(product: Product, base: Product, aspect: str) -> float | None:
    own, theirs = product.works_with.get(base.id), base.works_with.get(product.id)
    return SHARE[getattr(own, aspect, None) or getattr(theirs, aspect, None)]


def kind(product: Product, base: Product) -> str:
    if product.implementation == "project":
        return "project"
    return "at once" if said(product, base, "activation") == 1 else "otherwise"


def days_to_win(world: World, facts: Facts, as_of: date) -> list[tuple[str, str, list[str], int]]:
    """(opportunity, product, the other products held when it was created, days to its win)."""
    found = []
    for deal in world.rows["opportunities"]:
        if deal["outcome"] == "won" and deal["closed_on"] <= as_of:
            held = {
                s["product_id"]
                for s in facts["spans"]
                if s["account_id"] == deal["account_id"]
                and s["began_on"] is not None
                and s["began_on"] <= deal["created_on"]
                and (s["ended_on"] is None or s["ended_on"] >= deal["created_on"])
            }
            others = sorted(held - {deal["product_id"]})
            took = (deal["closed_on"] - deal["created_on"]).days
            found.append((deal["opportunity_id"], deal["product_id"], others, took))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_pairs_in_plain_python(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = ready_world(rng, accounts=(30, 250)[seed % 2]), DATES[-1]
    facts = facts_at(world, [as_of])
    pairs = {(r["product_id"], r["base_product_id"]): r for r in facts["pair_readiness"]}
    products = {p.id: p for p in world.catalog.products}
    assert pairs.keys() == {(a, b) for a in products for b in products if a != b}
    won = days_to_win(world, facts, as_of)
    bases_learned = set()
    for (a, b), row in pairs.items():
        product, base = products[a], products[b]
        shares = {aspect: said(product, base, aspect) for aspect in ASPECTS}
        assert {aspect: row[aspect] for aspect in ASPECTS} == shares
        known = [share for share in shares.values() if share is not None]
        assert row["readiness"] == (pytest.approx(mean(known)) if known else None)
        moved = 0.0
        for aspect, share in shares.items():
            all_known = [
                s for o in products if o != a if (s := said(product, products[o], aspect)) is not None
            ]
            moved += 0.0 if share is None else -log(TIMES[aspect]) * (share - mean(all_known))
        assert row["log_odds"] == pytest.approx(moved, abs=1e-8)
        assert row["separate"] == (product.implementation == "project")
        own = [took for _, p, held, took in won if p == a and b in held]
        alike = [
            took
            for _, p, held, took in won
            if any(kind(products[p], products[h]) == kind(product, base) for h in held)
        ]
        if len(own) >= 10:
            basis, took = f"learned from {len(own)} won opportunities where it was held", median(own)
        elif len(alike) >= 10:
            basis, took = f"learned from {len(alike)} won opportunities of pairs like it", median(alike)
        else:
            basis, took = "default", {"project": 90, "at once": 30, "otherwise": 60}[kind(product, base)]
        bases_learned.add(basis.split(" won")[-1])
        assert (row["cycle_basis"], row["cycle_days"]) == (basis, int(took + 0.5))
    assert len(bases_learned) > 1 or seed % 2 == 0


def plain_state(world: World, facts: Facts, as_of: date, need: Any, account: str) -> tuple[str, date | None]:
    """What prerequisites_met says of one account, read from the rows."""
    usage = [r for r in world.rows["usage"] if r["known_on"] <= as_of]
    tools = [r for r in world.rows["integrations"] if r["connected_on"] <= as_of]
    held = {h["product_id"] for h in facts["holdings"] if h["account_id"] == account}
    metrics = {(m.product, m.metric) for m in need.metrics}
    words = {t.strip().lower() for t in need.tools}, {c.strip().lower() for c in need.categories}
    seen = [
        r["known_on"]
        for r in usage
        if r["account_id"] == account
        and (r["product_id"], r["metric"]) in metrics
        and r["quantity"] > 0
        and (as_of - r["known_on"]).days < (31 if r["grain"] == "month" else 28)
    ]
    seen += [
        r["connected_on"]
        for r in tools
        if r["account_id"] == account
        and (r["tool"].lower() in words[0] or r["tool_category"].lower() in words[1])
        and not (r["disconnected_on"] and r["disconnected_on"] <= as_of)
    ]
    if seen:
        return "met", max(seen)
    recorded = {
        (r["product_id"], r["metric"])
        for r in usage
        if r["grain"] != "day" or r["known_on"].toordinal() + 6 - r["day"].weekday() <= as_of.toordinal()
    }
    told = bool(metrics or any(words))
    told &= not metrics or bool(metrics & recorded and {product for product, _ in metrics} & held)
    told &= not any(words) or bool(tools)
    return ("unmet" if told else "unknown"), None


@pytest.mark.parametrize("seed", range(4))
def test_prerequisites_in_plain_python(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    world, as_of = ready_world(rng), DATES[1]
    facts = facts_at(world, [as_of])
    found = {
        (r["account_id"], r["product_id"], r["name"], r["aspect"]): (r["state"], r["seen_on"])
        for r in facts["prerequisites_met"]
    }
    needs = {p.id: p.prerequisites for p in world.catalog.products}
    expected = {
        (c["account_id"], c["product_id"], need.name, need.aspect): plain_state(
            world, facts, as_of, need, c["account_id"]
        )
        for c in facts["cells"]
        for need in needs[c["product_id"]]
    }
    assert found == expected


def test_the_states_all_occur() -> None:
    states = {
        row["state"]
        for seed in range(100, 104)
        for row in facts_at(ready_world(np.random.default_rng(seed)), [DATES[1]])["prerequisites_met"]
    }
    assert states == {"met", "unmet", "unknown"}


def ours(facts: Facts) -> Facts:
    return {name: facts[name] for name in OURS}


@pytest.mark.parametrize("seed", range(2))
def test_many_moments_are_the_union_of_single_ones(seed: int) -> None:
    world = ready_world(np.random.default_rng(seed))
    together = facts_at(world, DATES)
    for at in DATES:
        for name, rows in ours(facts_at(world, [at])).items():
            assert rows == [row for row in together[name] if row["as_of"] == at], f"{name} at {at}"


@pytest.mark.parametrize("later", [later_rows, later_knowledge])
@pytest.mark.parametrize("seed", range(3))
def test_what_comes_later_changes_nothing(seed: int, later: Callable[..., World]) -> None:
    rng = np.random.default_rng(seed)
    world, as_of = ready_world(rng, accounts=80), day(int(rng.integers(300, 800)))
    assert ours(facts_at(later(world, as_of, rng), [as_of])) == ours(facts_at(world, [as_of]))


def test_postgresql_gives_the_same_rows(postgres_url: str) -> None:
    world = ready_world(np.random.default_rng(5), accounts=200)
    expected = ours(facts_at(world, DATES))
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        warehouse = _load(world, connection)
        open_moments(warehouse, DATES, FIRST_LOAD)
        build_facts(warehouse, world.catalog, {})
        for name, rows in expected.items():
            found = [{k: _plain(v) for k, v in row.items()} for row in ordered(warehouse.read(name))]
            assert found == [{k: _plain(v) for k, v in row.items()} for row in rows], name


def test_the_products_own_word_comes_first_and_the_other_side_fills_in() -> None:
    catalog = Catalog.model_validate(
        {
            "products": [
                {"id": "a", "name": "A", "works_with": {"b": {"sign_on": "none", "bridge": "A on B."}}},
                {"id": "b", "name": "B", "works_with": {"a": {"sign_on": "full", "shared_data": "partial"}}},
                {"id": "c", "name": "C", "prerequisites": [{"name": "x", "aspect": "sign_on"}]},
            ]
        }
    )
    tables = catalog_tables(catalog)
    pairs = {(r["product_id"], r["base_product_id"]): r for r in tables["catalog_pairs"].to_pylist()}
    assert [pairs["a", "b"][aspect] for aspect in ASPECTS] == [0.0, 0.5, None, None]
    assert [pairs["b", "a"][aspect] for aspect in ASPECTS] == [1.0, 0.5, None, None]
    assert pairs["a", "b"]["bridge"] == pairs["b", "a"]["bridge"] == "A on B."
    assert pairs["c", "a"]["bridge"] is None
    assert len(pairs) == 6
    (way,) = tables["catalog_prerequisites"].to_pylist()
    assert [way[name] for name in ("metric_product_id", "metric", "tool", "category")] == [None] * 4
