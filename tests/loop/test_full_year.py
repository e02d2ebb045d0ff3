"""A year of runs, plays, outcomes and learning, in a few worlds: the second half beats the first, and the holdout says
so within its interval."""

from typing import Any

import numpy as np
import pytest

from loop.measured import FULL, measured
from loop.year import Plan

SEEDS = (1, 2, 3, 4)


@pytest.fixture(scope="module")
def worlds() -> list[dict[str, Any]]:
    return [measured(Plan(accounts=FULL.accounts, seed=seed)) for seed in SEEDS]


def mean(worlds: list[dict[str, Any]], half: str, what: str) -> float:
    return float(np.mean([world[half][what] for world in worlds]))


@pytest.mark.proof
def test_the_second_half_beats_the_first(worlds: list[dict[str, Any]]) -> None:
    """In truth and beside the best there was; as counted, chance allowed for, it is at least not behind."""
    first, second = (mean(worlds, half, "added") for half in ("first", "second"))
    assert second > first
    assert second / mean(worlds, "second", "best") > first / mean(worlds, "first", "best")
    plays = sum(world["second"]["plays"] for world in worlds)
    noise = 2 * np.sqrt(2 * 0.12 * 0.88 / plays)
    assert mean(worlds, "second", "started") > mean(worlds, "first", "started") - noise


@pytest.mark.proof
def test_the_holdout_says_so_within_its_interval(worlds: list[dict[str, Any]]) -> None:
    told = [world[part]["covers"] for world in worlds for part in ("first", "second", "all")]
    assert np.mean(told) >= 0.9
    for world in worlds:
        roots, converted, *_ = world["published"]["readouts"]["anytime"]
        assert [converted, roots] == world["all"]["units"][:2]


@pytest.mark.proof
def test_nothing_is_contaminated_and_the_arms_are_as_drawn(worlds: list[dict[str, Any]]) -> None:
    for world in worlds:
        assert world["published"]["contamination"] == world["published"]["contaminated"] == 0
        assert world["published"]["sample_ratio_p"] > 0.001
        assert world["refused"] == 0


@pytest.mark.proof
def test_the_worthless_kind_loses_weight(worlds: list[dict[str, Any]]) -> None:
    """By what people said of it, and by what was learned; and each lesson says whether its model is in use."""
    for world in worlds:
        before, after = world["worthless_weight"]
        assert after < before
        assert world["lessons"]
        assert all(says for _, _, says in world["lessons"])
        prior, posterior = world["worthless_learned"][-1]
        assert posterior < prior
