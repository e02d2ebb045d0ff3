"""Every number's numerator and denominator, against plain loops over the rows of random worlds."""

import numpy as np
import pytest

from measurement.scorecard.carded import AS_OF, Left, Row, carded, number
from measurement.scorecard.plain import plain_sums
from worlds import World, random_world

METRICS = (
    "coverage", "opportunity_creation", "win_rate", "cycle_days", "acv_uplift", "cohort_nrr", "cohort_grr",
    "untargeted_nrr", "untargeted_grr", "nrr", "grr", "penetration",
)  # fmt: skip


def at_random(seed: int) -> tuple[World, Left, set[str]]:
    rng = np.random.default_rng(seed)
    world = random_world(rng, accounts=80, products=4)
    world.rows |= {"plays": [], "usage": [], "holds": []}
    for row in world.rows["accounts"]:
        row["customer_since"] = None
    cells: list[Row] = [
        {"account_id": row["account_id"], "product_id": product,
         "state": str(rng.choice(["open", "blocked", "recommended", "in_play", "held", "not_sold"]))}
        for row in world.rows["accounts"] for product in world.catalog.ids
    ]  # fmt: skip
    why = [{**cell, "blocked_by": str(rng.choice(["fatigue", "renewal"])), "blockers": int(rng.integers(1, 3))}
           for cell in cells if cell["state"] == "blocked"]  # fmt: skip
    held = {row["account_id"] for row in world.rows["accounts"] if rng.random() < 0.1}
    resting = {
        (w["account_id"], w["product_id"]) for w in why if w["blocked_by"] == "fatigue" and w["blockers"] == 1
    }
    eligible = {
        cell["account_id"] for cell in cells
        if cell["account_id"] not in held
        and (cell["state"] in ("open", "recommended", "in_play") or (cell["account_id"], cell["product_id"]) in resting)
    }  # fmt: skip
    names = ("account_id", "product_id", "blocked_by", "blockers")
    left = Left({
        "whitespace": cells, "candidates": [{name: one[name] for name in names} for one in why],
        "held_out": [{"account_id": account} for account in sorted(held)],
    })  # fmt: skip
    return world, left, eligible


@pytest.mark.parametrize("seed", [1, 2])
def test_every_number_is_what_plain_loops_count(seed: int) -> None:
    world, left, eligible = at_random(seed)
    found = carded(world, left)
    expected = plain_sums(world, AS_OF, eligible)
    for metric in METRICS:
        row = number(found, metric)
        assert expected[metric][1] > 0, metric
        assert (row["numerator"], row["denominator"]) == pytest.approx(expected[metric]), metric


def test_the_parts_add_up_and_open_to_their_accounts() -> None:
    world, left, _ = at_random(3)
    found = carded(world, left)
    for metric in METRICS:
        row = number(found, metric)
        behind = [r for r in found["scorecard_accounts"] if r["metric"] == metric and r["on_company_card"]]
        parts = [r for r in found["scorecard_by"] if r["metric"] == metric and r["scope_kind"] == "segment"]
        for other in (len(behind), sum(r["units"] for r in parts)):
            assert other == row["units"]
        if metric == "cycle_days":
            assert sum(r["counted"] for r in behind) == row["numerator"]
        else:
            assert sum(r["amount"] for r in behind) == pytest.approx(row["numerator"])
            assert sum(r["base"] for r in behind) == pytest.approx(row["denominator"])


def test_two_moments_are_two_single_ones() -> None:
    from worlds import day  # noqa: PLC0415 - of this test alone

    world, left, _ = at_random(4)
    both = carded(world, left, dates=(day(700), AS_OF))
    alone = [carded(world, left, dates=(at,)) for at in (day(700), AS_OF)]
    for name in ("scorecard", "scorecard_by", "velocity", "inspection", "scorecard_accounts"):
        united = [row for one in alone for row in one[name]]
        assert sorted(map(str, both[name])) == sorted(map(str, united)), name
