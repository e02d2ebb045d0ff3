"""Interval of a difference of means that holds at every look from a hundred units an arm on.

Source: Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024), Annals of Statistics 52, 2613–2640, "Time-uniform central
limit theory and asymptotic confidence sequences", theorem 2.2: Robbins' normal mixture over the running variance. It
leans on the variance being well estimated: with 20 units in an arm, money as skewed as deals gives false alarms in a
third of all experiments, so nothing is told before there are `FEWEST` in the smaller arm.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from math import inf, log, sqrt

from adjoin.statistics.difference import Difference
from adjoin.statistics.mean_difference import NOTHING_KNOWN, Sums, estimated

FEWEST = 100
"""Units in the smaller arm before anything is told."""

Pair = tuple[Sums, Sums]


def mean_sequence(looks: Sequence[Pair], level: float = 0.95) -> tuple[Difference, ...]:
    """Mean of the treated less mean of the control, one a look; `looks`: what came in since the one before.

    Before there are FEWEST units in both arms there is no value and no bound; bounds never widen again. Should looks
    contradict one another (at most 1 − level of the time), the last interval they agreed on stays.
    """
    totals = accumulate(looks, lambda one, other: (one[0] + other[0], one[1] + other[1]))
    low, high, told = -inf, inf, []
    for treated, control in totals:
        found = _now(treated, control, level)
        if found.value is not None:
            if max(low, found.low) <= min(high, found.high):
                low, high = max(low, found.low), min(high, found.high)
            found = Difference(found.value, low, high)
        told.append(found)
    return tuple(told)


def _now(treated: Sums, control: Sums, level: float) -> Difference:
    if min(treated.units, control.units) < FEWEST:
        return NOTHING_KNOWN
    estimate = estimated(treated, control)
    if estimate is None:
        return NOTHING_KNOWN
    reach = estimate.error * _width(treated.units, control.units, 1 - level)
    return Difference(estimate.value, estimate.value - reach, estimate.value + reach)


def _width(of: int, of_control: int, alpha: float) -> float:
    """Standard errors to either side; narrowest where the experiment is twice as large as the fewest allow."""
    size = 2 * of * of_control / (of + of_control)
    best = (-2 * log(alpha) + log(-2 * log(alpha)) + 1) / (2 * FEWEST)
    scaled = size * best
    return sqrt(2 * (scaled + 1) / scaled * log(sqrt(scaled + 1) / alpha))
