"""The prior against method.md's formula, computed again with numpy from the tables it reads."""

import numpy as np
import pyarrow as pa
import pytest

from adjoin.domain.catalog import Catalog
from small_world import AS_OF, SmallWorld, ago, line
from whole_run import whole_run
from worlds import day, random_world


def odds_moved(chance: float, shift: float) -> float:
    middle = min(max(chance, 1e-4), 0.99)
    return float(1 / (1 + np.exp(-(np.log(middle / (1 - middle)) + shift))))


@pytest.mark.parametrize("seed", range(2))
def test_equals_the_formula(seed: int) -> None:
    """Log-odds of the chance + Σ (weight × (strength − mean over open cells)), sorted, times 1, 1/2, 1/4 …"""
    world = random_world(np.random.default_rng(seed), accounts=80)
    with whole_run(world, [day(640)]) as warehouse:
        prior = warehouse.read("prior").to_pylist()
        signals = warehouse.read("signals").to_pylist()
        cells = warehouse.read("cells").to_pylist()
        weights = {row["kind"]: row["weight"] for row in warehouse.read("detector_weights").to_pylist()}
    kinds = sorted(weights)
    strength = {(s["account_id"], s["product_id"], s["kind"]): s["faded"] for s in signals}
    assert strength
    assert {(c["account_id"], c["product_id"]) for c in cells} == {
        (p["account_id"], p["product_id"]) for p in prior
    }
    for row in prior:
        product = row["product_id"]
        open_accounts = [c["account_id"] for c in cells if c["product_id"] == product]
        parts = [
            weights[kind]
            * (
                strength.get((row["account_id"], product, kind), 0.0)
                - np.mean([strength.get((account, product, kind), 0.0) for account in open_accounts])
            )
            for kind in kinds
        ]
        shift = float(np.sort(parts)[::-1] @ 0.5 ** np.arange(len(kinds)))
        shift += np.log(0.6) if product == "p1" else 0.0
        assert row["probability"] == pytest.approx(odds_moved(row["chance"] or 0.0, shift), abs=1e-8)
        assert row["probability_low"] <= row["probability"] <= row["probability_high"]


def test_without_signals_it_is_the_chance() -> None:
    world = random_world(np.random.default_rng(5), accounts=60)
    quiet = ("usage", "tickets", "interactions", "integrations", "events", "contacts")
    for table in quiet:
        world.rows[table] = []
    with whole_run(world, [day(640)]) as warehouse:
        rows = [row for row in warehouse.read("prior").to_pylist() if row["product_id"] != "p1"]
    assert rows
    for row in rows:
        assert row["shift"] == 0
        assert row["probability"] == pytest.approx(min(max(row["chance"] or 0.0, 1e-4), 0.99), abs=1e-9)


def test_grows_with_every_signal_and_with_its_strength() -> None:
    small = SmallWorld()
    event = {"kind": "partner_event", "product_id": "more", "occurred_on": ago(5)}
    project, referral = event | {"kind": "partner_project"}, event | {"kind": "partner_referral"}
    asked = {"direction": "in", "products_mentioned": "more", "occurred_on": ago(5), "purpose": "asked"}
    small.case("nothing")
    small.case("an event", events=event)
    small.case("a project", events=project)
    small.case("a referral", events=referral)
    small.case("a referral and asks", events=referral, interactions=asked)
    with whole_run(small.world, [AS_OF]) as warehouse:
        told = {
            r["account_id"]: r["probability"]
            for r in warehouse.read("prior").to_pylist()
            if r["product_id"] == "more"
        }
    order = ["nothing", "an event", "a project", "a referral", "a referral and asks"]
    assert sorted(told, key=told.__getitem__) == order
    assert len(set(told.values())) == len(order)


def test_what_is_paid() -> None:
    """Median of five holders and more of segment and size, else segment, else all, else list, else null."""
    small = SmallWorld()
    for number, acv in enumerate([100.0, 200, 300, 400, 900]):
        small.case(f"big {number}", accounts={"segment": "A", "employees": 900},
                   subscriptions=line(product_id="more", acv=acv))  # fmt: skip
    for number in range(4):
        small.case(f"little {number}", accounts={"segment": "A", "employees": 10},
                   subscriptions=line(product_id="more", acv=10.0))  # fmt: skip
    small.case("of the size", accounts={"segment": "A", "employees": 600})
    small.case("of the segment", accounts={"segment": "A", "employees": 10})
    small.case("of neither", accounts={"segment": "B"})
    with whole_run(small.world, [AS_OF]) as warehouse:
        paid = {(r["account_id"], r["product_id"]): r for r in warehouse.read("prior").to_pylist()}
    assert paid["of the size", "more"]["expected_acv"] == 300
    assert paid["of the segment", "more"]["expected_acv"] == 100
    assert paid["of neither", "more"]["expected_acv"] == 100
    assert paid["of neither", "here"]["expected_acv"] == 3000
    assert paid["of neither", "here"]["acv_source"] == "list price"
    assert paid["of the size", "more"]["acv_source"] == "median paid, A, 500 people and more"
    for row in paid.values():
        assert row["expected_value"] == pytest.approx(row["probability"] * row["expected_acv"], abs=0.006)


def test_without_any_price_money_is_null_and_probability_ranks() -> None:
    world = random_world(np.random.default_rng(2), accounts=60)
    entries = [p.model_dump(by_alias=True) | {"list_price": None} for p in world.catalog.products]
    world.catalog = Catalog.model_validate({"products": entries})
    for row in world.rows["subscriptions"]:
        row["acv"] = None
    with whole_run(world, [day(640)]) as warehouse:
        decided: pa.Table = warehouse.read("recommendations", order=["priority"])
    rows = decided.to_pylist()
    assert all(row["expected_acv"] is None and row["expected_value"] is None for row in rows)
    for action in ("play", "discover"):
        likely = [row["probability"] for row in rows if row["action"] == action]
        assert likely == sorted(likely, reverse=True)


def test_who_can_only_say_who_holds_what_today_still_gets_a_ranking() -> None:
    """Snapshot: no dates at all. What is held together ranks; no horizon is claimed."""
    small = SmallWorld()
    for number in range(20):
        small.case(
            f"both {number}", subscriptions=[line(started_on=None), line(product_id="more", started_on=None)]
        )
    for number in range(3):
        small.case(
            f"three {number}", subscriptions=[line(started_on=None), line(product_id="here", started_on=None)]
        )
    small.case("asks", subscriptions=line(started_on=None))
    with whole_run(small.world, [AS_OF]) as warehouse:
        prior = {r["product_id"]: r for r in warehouse.read("prior").to_pylist() if r["account_id"] == "asks"}
        decided = {r["account_id"]: r for r in warehouse.read("recommendations").to_pylist()}
        scores = warehouse.read("scores").to_pylist()
    assert prior["more"]["probability"] == pytest.approx(20 / 24)
    assert prior["here"]["probability"] == pytest.approx(3 / 24)
    assert prior["more"]["horizon_days"] is None
    assert decided["asks"]["product_id"] == "more"
    assert len(decided) == 24
    assert all(row["reasons"] for row in scores)
