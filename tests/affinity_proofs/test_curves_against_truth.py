"""The issue's two promises on the curves: the raw interval holds what it says, and shrinking helps."""

import sys
from functools import cache

import numpy as np
import pytest

from affinity_proofs.against_truth import HORIZONS, Told, told

EXPECTED = 20
"""Adopters to expect by the horizon from which on coverage is promised."""


@cache
def proof() -> tuple[Told, ...]:
    return tuple(told(500, seed=1))


@cache
def sample() -> tuple[Told, ...]:
    return tuple(told(15, seed=2))


def coverage(rows: tuple[Told, ...], horizon: int) -> tuple[float, int]:
    """Share of intervals that hold the truth, and how many there are."""
    held = [r.low <= r.truth <= r.high for r in rows if r.horizon == horizon and r.expected >= EXPECTED]
    return float(np.mean(held)), len(held)


def errors(rows: tuple[Told, ...], horizon: int, least: float = 0) -> tuple[float, float]:
    """Mean squared error of the raw and of the shrunk probability; pairs followed long enough, with at least so many
    adopters expected."""
    of = [
        (r.raw - r.truth, r.shrunk - r.truth)
        for r in rows
        if r.horizon == horizon and r.enough and r.expected >= least
    ]
    raw, shrunk = np.mean(np.square(of), axis=0)
    return float(raw), float(shrunk)


def test_most_intervals_hold_the_truth() -> None:
    """Fifteen worlds: half as wide again as chance would let 95 % stray."""
    held = [r.low <= r.truth <= r.high for r in sample() if r.expected >= EXPECTED]
    assert len(held) > 500
    assert 0.92 < np.mean(held) < 0.98


def test_shrinking_helps() -> None:
    for horizon in HORIZONS:
        raw, shrunk = errors(sample(), horizon)
        assert shrunk < raw


@pytest.mark.proof
@pytest.mark.parametrize("horizon", HORIZONS)
def test_the_interval_holds_the_truth_in_93_to_97_per_cent(horizon: int) -> None:
    share, intervals = coverage(proof(), horizon)
    sys.stdout.write(f"\ncoverage at {horizon} days: {share:.4f} of {intervals} intervals\n")
    assert intervals > 1000
    assert 0.93 <= share <= 0.97


@pytest.mark.proof
@pytest.mark.parametrize("group", ["late", "planted"])
def test_the_interval_holds_as_well_under_late_entry_and_where_something_is_planted(group: str) -> None:
    held = [r.low <= r.truth <= r.high for r in proof() if getattr(r, group) and r.expected >= EXPECTED]
    sys.stdout.write(f"\ncoverage, {group}, all horizons: {np.mean(held):.4f} of {len(held)} intervals\n")
    assert len(held) > 1000
    assert 0.93 <= np.mean(held) <= 0.97


@pytest.mark.proof
@pytest.mark.parametrize("horizon", HORIZONS)
def test_shrunk_probabilities_err_less_than_raw_ones(horizon: int) -> None:
    """Over all pairs. Among those with many adopters expected the gain is smaller, and at 30 days it is a loss: a
    planted pull that begins at once stands out most then, and is drawn towards pairs without one.
    """
    raw, shrunk = errors(proof(), horizon)
    of_many = errors(proof(), horizon, EXPECTED)
    sys.stdout.write(
        f"\nmean squared error at {horizon} days: raw {raw:.2e}, shrunk {shrunk:.2e}, {shrunk / raw:.2f} times; "
        f"{EXPECTED} adopters expected or more: {of_many[1] / of_many[0]:.2f} times\n"
    )
    assert shrunk < raw
    assert horizon == HORIZONS[0] or of_many[1] < of_many[0]
