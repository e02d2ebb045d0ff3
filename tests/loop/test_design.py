"""Hundreds of years of the design without the engine: does the read-out cover what is true of the picks it judges?"""

import numpy as np
import pytest

from adjoin.statistics.sample_ratio import sample_ratio
from loop.design import lived

WEEKS = {"first": range(26), "second": range(26, 52), "all": range(52)}
"""Half-years, and the whole."""


def read_outs(worlds: range) -> dict[str, np.ndarray]:
    """By part of the year, worlds × (covers, estimate − truth, truth, chance of arms as uneven)."""
    found: dict[str, list[tuple[float, float, float, float]]] = {name: [] for name in WEEKS}
    for seed in worlds:
        books, world = lived(seed)
        for name, weeks in WEEKS.items():
            told = books.count(world.began, weeks)
            value = told.difference.value
            assert value is not None
            uneven = sample_ratio(told.of, told.of_control, 0.5)
            found[name].append((float(told.covers), value - told.true, told.true, uneven))
    return {name: np.array(rows) for name, rows in found.items()}


def assert_honest(found: dict[str, np.ndarray], covered: float) -> None:
    for name, rows in found.items():
        covers, bias, _, uneven = rows.T
        assert covers.mean() >= covered, name
        assert abs(bias.mean()) < 3 * bias.std() / np.sqrt(len(rows)) + 0.01, name
        assert (uneven < 0.001).mean() <= 0.05, name


@pytest.mark.proof
def test_the_interval_covers_what_is_true() -> None:
    found = read_outs(range(100, 300))
    assert_honest(found, 0.9)
    assert (found["second"][:, 2] - found["first"][:, 2]).mean() > 0
    assert (found["second"][:, 1] + found["second"][:, 2]).mean() > (
        found["first"][:, 1] + found["first"][:, 2]
    ).mean()


def test_few_worlds_already_show_it() -> None:
    assert_honest(read_outs(range(4)), 0.75)


def begun(worlds: range, *, among_all: bool) -> tuple[int, int]:
    """Units of books of 4,000 accounts: approached and held out."""
    told = [
        books.count(world.began, WEEKS["all"])
        for books, world in (lived(seed, 4_000, among_all=among_all) for seed in worlds)
    ]
    return sum(one.of for one in told), sum(one.of_control for one in told)


@pytest.mark.proof
def test_fillers_drawn_among_all_keep_the_arms_even() -> None:
    """A filler that starts, or rests after its play, never has a first play of its own: only one arm has fillers."""
    uneven, even = (begun(range(12), among_all=among_all) for among_all in (False, True))
    assert sample_ratio(*uneven, 0.5) < 0.001
    assert sample_ratio(*even, 0.5) > 0.01
