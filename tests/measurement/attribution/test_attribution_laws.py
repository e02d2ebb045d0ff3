"""What holds of any book."""

from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from facts.as_known import later_rows
from measurement.attribution.sold_worlds import AS_OF, attributed
from worlds import World, day, random_world

Row = dict[str, Any]


def book(seed: int) -> tuple[World, list[Row]]:
    """A random world with a price here and there, and signals that fired in it."""
    rng = np.random.default_rng(seed)
    told = random_world(rng, accounts=60)
    for one in told.rows["subscriptions"]:
        one["acv"] = round(float(rng.lognormal(7, 2)), 2) if rng.random() < 0.8 else None
    for one in told.rows["interactions"]:
        one["purpose"] = str(rng.choice(["pitch", "demo", "qbr"]))
        one["channel"] = str(rng.choice(["call", "in_app"]))
    ids = [row["account_id"] for row in told.rows["accounts"]]
    firings = [
        {"account_id": str(rng.choice(ids)), "product_id": str(rng.choice(list(told.catalog.ids))),
         "kind": str(rng.choice(["asked", "workaround", "heard"])), "name": "x", "strength": 1.0,
         "fired_on": day(rng.integers(0, 900))}
        for _ in range(300)
    ]  # fmt: skip
    return told, firings


WIDE = {"attributed_deals": {"window_days": 900}, "touches": {"look_back_days": 300}}


@pytest.mark.parametrize("seed", range(3))
def test_each_dimension_and_model_adds_up_to_the_deals_told(seed: int) -> None:
    found = attributed(*book(seed), WIDE)
    told = [row for row in found["attributed_deals"] if row["state"] != "below_floor"]
    (summary,) = found["attribution_summary"]
    assert summary["attributed"] + summary["organic"] == len(told) > 5
    assert summary["attributed"] > 0 < summary["organic"]
    for organic in (False, True):
        mine = [row for row in told if row["organic"] == organic]
        money = round(sum(row["money"] or 0 for row in mine), 2)
        for dimension in ("trigger", "motion", "partner"):
            for model in ("first", "last", "linear"):
                rows = [
                    row
                    for row in found["attribution"]
                    if (row["dimension"], row["model"], row["organic"]) == (dimension, model, organic)
                ]
                assert round(sum(row["deals"] for row in rows), 6) == len(mine)
                assert round(sum(row["money"] or 0 for row in rows), 2) == money
                assert sum(row["share"] for row in rows) == pytest.approx(1)


@pytest.mark.parametrize("seed", range(1))
def test_what_comes_later_changes_nothing(seed: int) -> None:
    told, firings = book(seed)
    as_of = AS_OF - timedelta(days=250)
    later = later_rows(told, as_of, np.random.default_rng(seed))
    before = [row for row in firings if row["fired_on"] <= as_of]
    found = attributed(told, before, WIDE, as_of)
    assert found == attributed(later, firings, WIDE, as_of)
    assert found["attributed_deals"]


def test_two_runs_give_the_same_rows() -> None:
    told, firings = book(3)
    found = attributed(told, firings, WIDE)
    told.rows = {name: rows[::-1] for name, rows in told.rows.items()}
    assert attributed(told, firings[::-1], WIDE) == found
