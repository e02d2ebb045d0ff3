"""Shares, weights and effective sizes of a handful of picks, by hand."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from adjoin.measurement.backtest.followed import follow
from adjoin.measurement.backtest.measures import FORESIGHT, REPLAY, measure_policies
from adjoin.measurement.backtest.picking import STATE, Taken

DAY = date(2025, 1, 1)
POLICIES = ("adjoin", "popular")


def taken(as_of: date, cells: int, met: set[int], began: set[int]) -> Taken:
    """Cells 0 … n − 1; Adjoin picks the first half, popular the other. `met`, `began`: approached, started."""
    after = as_of + timedelta(days=10)
    dates = pa.date32()
    numbers = list(range(cells))
    picks = pa.table(
        {
            "as_of": pa.array([as_of] * cells, dates),
            "policy": [POLICIES[number >= cells // 2] for number in numbers],
            "account_id": [f"a{number}" for number in numbers],
            "product_id": ["p"] * cells,
            "root_id": [f"a{number}" for number in numbers],
            "rank": [1 + number % (cells // 2) for number in numbers],
            "number": numbers,
            "probability": [0.1] * cells,
            "approached_on": pa.array([after if number in met else None for number in numbers], dates),
            "opened_on": pa.array([after if number in began else None for number in numbers], dates),
            "started_on": pa.array(
                [as_of + timedelta(days=40) if n in began else None for n in numbers], dates
            ),
        }
    )
    told = pa.table(
        {
            "number": numbers, "on_offer": [True] * cells, "root_id": [f"a{number}" for number in numbers],
            "probability": [0.1] * cells, "if_approached": [False] * cells,
            "approached": [number in met for number in numbers], "started": [number in began for number in numbers],
        }
    )  # fmt: skip
    # One thing is recorded: half of each policy's cells are twice as often met.
    state = pa.table(
        {name: [float(number % 2) if name == "signal" else 0.0 for number in numbers] for name in STATE}
    )
    return Taken(as_of, picks, told, state, {})


def test_foresight_counts_every_pick_and_replay_those_approached() -> None:
    rng = np.random.default_rng(0)
    followed = follow([taken(DAY, 40, set(range(10)) | {30, 31}, {0, 1, 2, 15, 30})], POLICIES, rng)
    found = measure_policies(followed, ("popular",), rng)
    foresight = found.overall["adjoin", FORESIGHT]
    assert (foresight.value, foresight.picks) == (4 / 20, 20)
    replay = found.overall["adjoin", REPLAY]
    assert replay.picks == 10
    weight = followed.picks.weight[:10]
    assert replay.value == pytest.approx(weight[:3].sum() / weight.sum())
    assert replay.effective_n == pytest.approx(weight.sum() ** 2 / (weight**2).sum())
    assert found.gaps["adjoin", "popular", FORESIGHT].value == pytest.approx(4 / 20 - 1 / 20)
    assert found.by_date["popular", 0].value == 1 / 20


def test_weights_are_the_inverse_chance_of_approach_up_to_a_constant() -> None:
    """Odd cells are met three times as often: even ones that were met stand for more."""
    met = {n for n in range(400) if (n % 2 == 1 and n % 8 != 7) or n % 8 == 0}
    followed = follow([taken(DAY, 400, met, set())], POLICIES, np.random.default_rng(0))
    weight = followed.picks.weight
    assert weight[0] / weight[1] == pytest.approx(0.75 / 0.25, rel=0.05)
    assert (weight[[number for number in range(400) if number not in met]] == 0).all()


def test_one_approach_that_two_dates_see_counts_once_in_effective_n() -> None:
    both = [taken(DAY, 40, set(range(10)), {0}), taken(DAY, 40, set(range(10)), {0})]
    after = DAY + timedelta(days=1)
    picks = both[1].picks.set_column(0, "as_of", pa.array([after] * 40, pa.date32()))
    later = replace(both[1], as_of=after, picks=picks)
    rng = np.random.default_rng(0)
    once = measure_policies(follow([both[0]], POLICIES, rng), (), rng).overall["adjoin", REPLAY].effective_n
    twice = (
        measure_policies(follow([both[0], later], POLICIES, rng), (), rng)
        .overall["adjoin", REPLAY]
        .effective_n
    )
    assert twice == pytest.approx(once, rel=1e-6)


def test_nobody_approached_has_no_replay() -> None:
    rng = np.random.default_rng(0)
    followed = follow([taken(DAY, 40, set(), {0})], POLICIES, rng)
    found = measure_policies(followed, ("popular",), rng)
    assert not followed.met
    assert found.overall["adjoin", REPLAY].value is None
    assert found.gaps["adjoin", "popular", REPLAY].value is None


def test_none_of_twenty_has_the_exact_limit() -> None:
    rng = np.random.default_rng(0)
    found = measure_policies(follow([taken(DAY, 40, {0}, {25})], POLICIES, rng), ("popular",), rng)
    none = found.overall["adjoin", FORESIGHT]
    assert (none.value, none.low) == (0, 0)
    assert none.high == pytest.approx(1 - 0.025 ** (1 / 20))
    gap = found.gaps["adjoin", "popular", FORESIGHT]
    assert gap.low is not None
    assert gap.high is not None
    assert gap.low < gap.value < 0 < gap.high  # type: ignore[operator]
