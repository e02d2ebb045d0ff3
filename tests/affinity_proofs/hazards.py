"""Daily hazards as cumulative log-survival: draw waiting times from them, read chances off them."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
LONGEST = 4000
"""Days of every table of hazards; a wait beyond them is never seen."""


def cumulative(hazard: Floats) -> Floats:
    """−log P(wait > u) for u = 0..LONGEST; `hazard[u − 1]` is the chance of day u given none before."""
    return np.concatenate([[0.0], np.cumsum(-np.log1p(-hazard))])


def waits(cumulated: Floats, units: Floats) -> Ints:
    """Days ≥ 1 from exponential units, exactly on the daily grid: P(wait ≤ u) = 1 − exp(−cumulated[u])."""
    return np.searchsorted(cumulated, units, side="left").clip(1)


def chances_by_day(cumulated: Floats) -> Floats:
    """P(wait = u) for u = 0..LONGEST."""
    survival = np.exp(-cumulated)
    return np.concatenate([[0.0], survival[:-1] - survival[1:]])


def yearly(chance: float) -> Floats:
    """A constant daily hazard, by the chance within 365 days."""
    return np.full(LONGEST, -np.expm1(np.log1p(-chance) / 365))


def anniversaries(chance: float, rng: np.random.Generator) -> Floats:
    """Ends that come mostly with the renewal: half of the hazard in the five days before each year is over."""
    daily = yearly(chance)
    peak = np.arange(1, LONGEST + 1) % 365 >= 360
    scale = rng.uniform(0.3, 0.7)
    return np.minimum(np.where(peak, daily * 365 * (1 - scale) / 5, daily * scale), 0.5)


def shapes(rng: np.random.Generator) -> Floats:
    """How many times as fast B is adopted u days after A: constant, an early rush, a late one, or less."""
    days = np.arange(1, LONGEST + 1)
    kind = rng.integers(0, 4)
    if kind == 0:
        return np.full(LONGEST, rng.uniform(2.0, 5.0))
    if kind == 1:
        return 1 + rng.uniform(4.0, 10.0) * np.exp(-days / rng.uniform(20, 80))
    if kind == 2:
        return np.where(days < rng.integers(60, 200), 0.3, rng.uniform(2.0, 4.0))
    return np.full(LONGEST, rng.uniform(0.2, 0.5))
