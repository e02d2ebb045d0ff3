"""No play or discovery breaks a blocking gate, told again in plain Python from the canonical tables alone."""

from datetime import date, timedelta

import numpy as np
import pytest

from adjoin.domain.catalog import Catalog
from judgement.plain_witness import Witness
from whole_run import FIRST_LOAD, MAPPED, whole_run
from worlds import World, day, random_world


def livable(world: World, as_of: date, rng: np.random.Generator) -> World:
    """The world with every account known from the start, all products measured, and most troubles taken away."""
    products = [product.id for product in world.catalog.products]
    adoption = {"metric": "people", "of": "seats"}
    entries = [entry.model_dump(by_alias=True) | {"adoption": adoption} for entry in world.catalog.products]
    world.catalog = Catalog.model_validate({"products": entries, "metrics": {"people": {"kind": "distinct"}}})
    for account in world.rows["accounts"]:
        account["customer_since"] = day(0)
    for table, kept in (
        ("tickets", 0.2),
        ("health", 0.5),
        ("plays", 0.3),
        ("holds", 0.7),
        ("interactions", 1.0),
    ):
        world.rows[table] = [row for row in world.rows[table] if rng.random() < kept]
    sunday = as_of - timedelta(days=(as_of.weekday() + 1) % 7)
    world.rows["usage"] = [
        {"account_id": account["account_id"], "product_id": product, "metric": "people", "quantity": people,
         "day": sunday - timedelta(days=7 * week), "grain": "week", "known_on": sunday - timedelta(days=7 * week)}
        for account in world.rows["accounts"]
        for product, people in zip(products, rng.integers(4, 14, len(products)).astype(float), strict=True)
        for week in range(4)
    ]  # fmt: skip
    return world


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_proposed_against_a_gate(seed: int) -> None:
    rng = np.random.default_rng(seed)
    as_of = day(int(rng.integers(420, 800)))
    world = livable(random_world(rng, accounts=400), as_of, rng)
    with whole_run(world, [as_of]) as warehouse:
        witness = Witness(world, as_of, MAPPED, warehouse.read("affinity").to_pylist(), FIRST_LOAD)
        decided = warehouse.read("recommendations").to_pylist()
        possible = warehouse.read("candidates").to_pylist()
    proposed = [row for row in possible if row["possible"] in ("play", "discover")]
    assert len(proposed) > 100, "the world must leave much to propose"
    for row in proposed:
        play = row["possible"] == "play"
        broken = witness.objections(row["account_id"], row["product_id"], row["base_product_id"], play)
        assert not broken, f"{row['account_id']} × {row['product_id']} on {as_of}: {broken}"
    chosen = {(row["account_id"], row["product_id"]) for row in proposed}
    assert all(
        (row["account_id"], row["product_id"]) in chosen
        for row in decided
        if row["action"] in ("play", "discover")
    )


@pytest.mark.parametrize("seed", range(2))
def test_what_is_blocked_has_an_objection(seed: int) -> None:
    """The other way round: nothing is blocked by a gate that a person would not see."""
    rng = np.random.default_rng(100 + seed)
    as_of = day(int(rng.integers(420, 800)))
    world = livable(random_world(rng, accounts=300), as_of, rng)
    with whole_run(world, [as_of]) as warehouse:
        witness = Witness(world, as_of, MAPPED, warehouse.read("affinity").to_pylist(), FIRST_LOAD)
        blocked = [row for row in warehouse.read("candidates").to_pylist() if row["possible"] == "blocked"]
    assert blocked
    for row in blocked:
        if row["reason_code"] in ("usage_falling", "snooze"):
            continue  # the witness sees only the clear cases
        broken = witness.objections(row["account_id"], row["product_id"], row["base_product_id"], play=False)
        tied = row["blocked_by"] == "renewal"  # the witness leaves ties of price open
        assert broken or tied, f"{row['account_id']} × {row['product_id']} on {as_of}: {row['reason']}"
