"""Many moments are the union of single ones; what is dated later changes nothing."""

from datetime import date

import numpy as np

from facts.as_known import later_rows, ordered
from measurement.pitfalls.built import Rows, watched
from worlds import World, day, random_world

DATES = (day(560), day(800))
NAMES = ("pitfall_pitches", "pitfall_seen", "pitfalls", "pitfall_accounts")


def told_at(world: World, dates: tuple[date, ...]) -> dict[str, Rows]:
    """Scores of every cell, the same on each date."""
    ids, products = [row["account_id"] for row in world.rows["accounts"]], world.catalog.ids
    cells: Rows = [
        {"as_of": on, "account_id": a, "product_id": p, "base_product_id": products[0], "probability": 0.1,
         "expected_acv": 100.0}
        for on in dates for a in ids for p in products
    ]  # fmt: skip
    return {"scored": cells, "sellable": cells}


def at(world: World, *dates: date) -> dict[str, Rows]:
    with watched(world, told_at(world, dates), dates=dates) as warehouse:
        return {name: ordered(warehouse.read(name)) for name in NAMES}


def test_two_moments_are_the_union_of_each() -> None:
    world = random_world(np.random.default_rng(5), accounts=60)
    together, first, second = at(world, *DATES), at(world, DATES[0]), at(world, DATES[1])
    for name in NAMES:
        both = sorted((*first[name], *second[name]), key=repr)
        assert sorted(together[name], key=repr) == both, name
    assert len(first["pitfall_pitches"]) > 0
    assert any(row["state"] != "cannot_tell" for row in first["pitfalls"])
    changed = later_rows(world, DATES[0], np.random.default_rng(6))
    assert at(changed, DATES[0]) == first
