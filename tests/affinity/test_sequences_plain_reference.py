"""Witness: the definitions as plain loops over accounts, one day's exits sharing one risk set."""

from datetime import date
from itertools import permutations

import numpy as np
import pytest

from adjoin.affinity.affinity_table import HORIZONS
from affinity.measured import Measured, measured
from affinity.plain import aalen_johansen, at_risk_on, by_account, cohort
from affinity.real_lists import oss_adopters
from worlds import World, day, random_world


def check_every_pair(found: Measured, world: World, as_of: date, ends_from: date | None = None) -> int:
    spans, adopters = by_account(found.spans), 0
    assert len(found.tables["affinity"]) == len(HORIZONS) * len(world.catalog.ids) * (
        len(world.catalog.ids) - 1
    )
    rows = {(r["from_product"], r["to_product"], r["horizon_days"]): r for r in found.tables["affinity"]}
    for a, b in permutations(world.catalog.ids, 2):
        expected = cohort(spans, a, b, as_of, ends_from)
        for horizon in HORIZONS:
            row = rows[a, b, horizon]
            raw = aalen_johansen(expected.followed, horizon)
            assert (row["probability_raw"] is None) == (raw is None), (a, b)
            if raw is not None:
                assert row["probability_raw"] == pytest.approx(raw, abs=1e-9), (a, b, horizon)
            assert row["at_risk"] == len(expected.followed)
            assert row["at_risk_at_horizon"] == at_risk_on(expected.followed, horizon)
            events = [t for _, t, kind in expected.followed if kind == "event" and t <= horizon]
            assert row["adopters"] == len(events)
            assert (row["together"], row["replaced"]) == (expected.together, expected.replaced)
            adopters += len(events)
    return adopters


@pytest.mark.parametrize("seed", range(3))
def test_random_worlds(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world = coarse(random_world(rng, accounts=60, days=500), rng)
    as_of = day(int(rng.integers(400, 900)))
    assert check_every_pair(measured(world, as_of, other_dates=(day(450),)), world, as_of) > 50


@pytest.mark.parametrize("seed", range(2))
def test_random_worlds_whose_ends_are_recorded_late(seed: int) -> None:
    rng = np.random.default_rng(100 + seed)
    world = coarse(random_world(rng, accounts=60, days=500), rng)
    as_of, ends_from = day(800), day(int(rng.integers(50, 300)))
    assert check_every_pair(measured(world, as_of, ends_from), world, as_of, ends_from) > 30


def test_real_adopter_lists() -> None:
    world = oss_adopters()
    as_of = date(2026, 8, 31)
    found = measured(world, as_of)
    assert check_every_pair(found, world, as_of) > 100
    # Ten of eleven dated starts of Flux v1 were listed together with v2.
    migrated = found.row("Flux v1", "Flux v2")
    assert (migrated["at_risk"], migrated["adopters"], migrated["enough"]) == (1, 0, False)
    # Two organisations on the first list went from one to the other.
    assert migrated["replaced"] == 2


def coarse(world: World, rng: np.random.Generator) -> World:
    """The world with starts and ends moved to a few days (ties), and some starts made floors."""
    for line in world.rows["subscriptions"]:
        for column in ("started_on", "ended_on"):
            if line[column] is not None:
                line[column] = day((line[column] - day(0)).days // 15 * 15)
        line["start_is_floor"] = bool(rng.random() < 0.1)
    return world
