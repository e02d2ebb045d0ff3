"""Money at every look: nothing below 100 units, then kept over a year of looks with a long tail of money."""

import math
from itertools import pairwise

import numpy as np
import pytest

from adjoin.statistics.mean_difference import Sums, mean_difference
from adjoin.statistics.mean_sequence import FEWEST, mean_sequence

LOOKS = 52
TAIL = 1.0


def year(
    treated: int, control: int, rng: np.random.Generator, predicts: float = 0.0
) -> list[tuple[Sums, Sums]]:
    """Log-normal money, the same in both arms; past money has the log's correlation `predicts` with it."""
    return [
        (one, other)
        for one, other in zip(_arm(treated, rng, predicts), _arm(control, rng, predicts), strict=True)
    ]


def _arm(units: int, rng: np.random.Generator, predicts: float) -> list[Sums]:
    week = rng.integers(0, LOOKS, units)
    past, own = rng.normal(size=(2, units))
    y = np.exp(TAIL * (predicts * past + math.sqrt(1 - predicts**2) * own))
    x = np.exp(TAIL * past) if predicts else np.zeros(units)
    added = [np.bincount(week, part, LOOKS) for part in (np.ones(units), y, y**2, x, x**2, x * y)]
    return [Sums(int(row[0]), *(float(value) for value in row[1:])) for row in zip(*added, strict=True)]


def test_half_width_by_hand() -> None:
    """100 an arm of variance 1: error √0.02; ρ² = (5.9915 + ln 5.9915 + 1)/200 = 0.04391, s = 100·ρ² = 4.391:

    √(0.02 · (5.391/4.391) · ln(5.391/0.0025)) = 0.43416.
    """
    arm = Sums(100, 0.0, 99.0)
    (told,) = mean_sequence([(arm, arm)])
    assert (told.value, told.high, told.low) == pytest.approx((0.0, 0.43416, -0.43416), abs=2e-5)


def test_nothing_is_told_below_a_hundred_in_the_smaller_arm() -> None:
    told = mean_sequence(year(900, 130, np.random.default_rng(3)))
    few = [one for one in told if one.value is None]
    assert 0 < len(few) < LOOKS
    assert all((one.low, one.high) == (-math.inf, math.inf) for one in few)
    assert FEWEST == 100


def test_intervals_only_narrow_and_end_near_the_fixed_date() -> None:
    looks = year(600, 600, np.random.default_rng(3))
    told = mean_sequence(looks)
    assert all(a.low <= b.low <= b.high <= a.high for a, b in pairwise(told))
    fixed = mean_difference(_total([look[0] for look in looks]), _total([look[1] for look in looks]))
    assert 1 < (told[-1].high - told[-1].low) / (fixed.high - fixed.low) < 1.8


def test_past_money_narrows_the_sequence() -> None:
    plain, helped = (mean_sequence(year(600, 600, np.random.default_rng(3), rho))[-1] for rho in (0.0, 0.9))
    assert helped.high - helped.low < 0.8 * (plain.high - plain.low)


def test_keeps_the_truth_in_a_few_years() -> None:
    assert _kept(400, 400, 150, 0.0) >= 0.95


@pytest.mark.proof
@pytest.mark.parametrize("predicts", [0.0, 0.7])
@pytest.mark.parametrize("size", [(200, 200), (1_800, 200), (2_000, 2_000)])
def test_keeps_the_truth_over_all_looks_of_a_year(size: tuple[int, int], predicts: float) -> None:
    assert _kept(*size, 1_000, predicts) >= 0.95


def _kept(treated: int, control: int, years: int, predicts: float) -> float:
    rng = np.random.default_rng(9)
    told = [mean_sequence(year(treated, control, rng, predicts)) for _ in range(years)]
    return float(np.mean([all(one.low <= 0 <= one.high for one in looks) for looks in told]))


def _total(parts: list[Sums]) -> Sums:
    return sum(parts, start=Sums())
