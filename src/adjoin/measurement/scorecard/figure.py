"""A number with its bounds from the sums of a card.

Shares: Clopper–Pearson. Ratios of money: linearised over root accounts, Var R = n/(n−1) Σ (a − R b)² / (Σ b)², with
Student's quantile of n − 1; source: Cochran (1977), Sampling Techniques, 6.4. Days: the median with the order
statistics whose ranks bound it by the binomial; source: Conover (1999), Practical Nonparametric Statistics, 3.2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from scipy import special

from adjoin.statistics.share_interval import share_interval

LEVEL = 0.95
Days = Sequence[tuple[int, int]]
"""(days, deals that took as long), from the quickest."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and its bounds; None where there is none."""

    value: float | None
    low: float | None
    high: float | None


NOTHING = Figure(None, None, None)


def share(amount: float, units: int) -> Figure:
    """amount of units."""
    if units == 0:
        return NOTHING
    low, high = share_interval(round(amount), units, LEVEL)
    return Figure(amount / units, low, high)


def ratio(sums: Mapping[str, Any]) -> Figure:
    """amount ÷ base of a row of `scorecard_sums`; no bounds with fewer than two roots."""
    if not sums["base"]:
        return NOTHING
    value = float(sums["amount"]) / float(sums["base"])
    roots = int(sums["roots"])
    if roots < 2:
        return Figure(value, None, None)
    spread = sums["amount_squared"] - 2 * value * sums["crossed"] + value**2 * sums["base_squared"]
    error = sqrt(max(0.0, spread) * roots / (roots - 1)) / float(sums["base"])
    reach = float(special.stdtrit(roots - 1, (1 + LEVEL) / 2)) * error
    return Figure(value, max(0.0, value - reach), value + reach)


def median(days: Days) -> Figure:
    """The median; no bounds under six deals, for no ranks of so few reach the level."""
    total = sum(deals for _, deals in days)
    if total == 0:
        return NOTHING
    value = (_ranked(days, (total + 1) // 2) + _ranked(days, total // 2 + 1)) / 2
    rank = _lower_rank(total)
    if rank == 0:
        return Figure(value, None, None)
    return Figure(value, _ranked(days, rank), _ranked(days, total + 1 - rank))


def _lower_rank(total: int) -> int:
    """The highest r with P(Binomial(total, ½) < r) ≤ (1 − level) / 2."""
    low, high = 0, total // 2
    while low < high:
        middle = (low + high + 1) // 2
        if float(special.bdtr(middle - 1, total, 0.5)) <= (1 - LEVEL) / 2:
            low = middle
        else:
            high = middle - 1
    return low


def _ranked(days: Days, rank: int) -> float:
    reached = 0
    for taken, deals in days:
        reached += deals
        if reached >= rank:
            return float(taken)
    raise ValueError(f"there is no rank {rank}")
