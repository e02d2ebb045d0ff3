"""Witness: simulated worlds with planted rate ratios, which lift and learned weights recover with intervals that cover.

`bell` quadruples the rate of starting for 90 days. `horn` does nothing, but mostly rings with the bell. `drum` does
nothing. Both the rate and the firings are higher in some quarters, which only strata can tell apart.
"""

from datetime import timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from signals_record.by_hand import BEGAN, Hand, firing, span

TRUTH = {"bell": 4.0, "drum": 1.0}
WEIGHTS = {"bell": np.log(4), "horn": 0.0, "drum": 0.0}
PRIOR = {"bell": 1.0, "horn": 1.0, "drum": 1.0}
DAYS = np.arange(1, 365)
BUSY = np.array([1.0, 2.5, 1.0, 3.0])[[((BEGAN + timedelta(days=int(d))).month - 1) // 3 for d in DAYS]]
Days = npt.NDArray[np.int64]


def planted(rng: np.random.Generator, accounts: int = 500, rate: float = 4e-4) -> Hand:
    chance = BUSY / BUSY.sum()
    bell = np.where(rng.random(accounts) < 0.5, rng.choice(DAYS, accounts, p=chance), -999)
    alone = np.where(rng.random(accounts) < 0.15, rng.choice(DAYS, accounts, p=chance), -999)
    horn = np.where(rng.random(accounts) < 0.75, bell, alone)
    drum = np.where(rng.random(accounts) < 0.5, rng.choice(DAYS, accounts, p=chance), -999)
    rung = (bell[:, None] < DAYS) & (bell[:, None] + 90 >= DAYS)
    starts = rng.random((accounts, len(DAYS))) < rate * BUSY * np.where(rung, 4.0, 1.0)
    started = np.where(starts.any(axis=1), DAYS[np.argmax(starts, axis=1)], 0)
    names = [f"n{n}" for n in range(accounts)]
    spans = [span(name, "a", -400 - n % 900) for n, name in enumerate(names)]
    spans += [span(name, "b", int(at)) for name, at in zip(names, started, strict=True) if at]
    fired: dict[str, Days] = {"bell": bell, "horn": horn, "drum": drum}
    firings = [
        firing(name, int(at), kind)
        for kind, days in fired.items()
        for name, at in zip(names, days, strict=True)
        if at > 0
    ]
    return Hand(spans, firings, detectors=PRIOR)


def worlds(count: int) -> list[dict[str, dict[str, Any]]]:
    rng = np.random.default_rng(11)
    return [planted(rng).records() for _ in range(count)]


def inside(rows: list[dict[str, Any]], of: str, truth: float) -> float:
    """The share of worlds whose interval holds the truth."""
    return float(np.mean([row[f"{of}_low"] <= truth <= row[f"{of}_high"] for row in rows]))


def check(found: list[dict[str, dict[str, Any]]], least: float, most: float, near: float) -> None:
    """`least`, `most`: share of intervals that hold the truth; `near`: how near to it the mean lies."""
    for name, ratio in TRUTH.items():
        rows = [world[name] for world in found]
        assert least <= inside(rows, "lift", ratio) <= most
        assert np.mean([np.log(row["lift"]) for row in rows]) == pytest.approx(np.log(ratio), abs=near)
    for name, weight in WEIGHTS.items():
        rows = [world[name] for world in found]
        assert least <= inside(rows, "learned", weight) <= most
        middle = np.mean([row["learned_weight"] for row in rows])
        # The prior, which stands 0.4 to 1 away, weighs about a seventh.
        assert abs(middle - PRIOR[name]) <= abs(weight - PRIOR[name]) + near
        assert middle == pytest.approx(weight + 0.15 * (PRIOR[name] - weight), abs=0.1 + near)
    # Alone the horn looks worth something; beside the bell, which rings with it, it is worth nothing.
    assert np.mean([world["horn"]["lift"] for world in found]) > 2
    assert {row["prior_weight"] for world in found for row in world.values()} == {1.0}


def test_planted_ratios_are_recovered() -> None:
    check(worlds(8), least=0.7, most=1.0, near=0.2)


@pytest.mark.proof
def test_planted_ratios_are_covered_in_200_worlds() -> None:
    check(worlds(200), least=0.92, most=0.985, near=0.04)
