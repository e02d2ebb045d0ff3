"""The interval of a difference between two shares that may be looked at every week, and acted on at any look.

For each difference δ an e-process bets against "treated = control + δ": a number that starts at 1 and, were that so,
would not be expected to grow whatever the rates are and whenever one stops. δ is out once the bet has multiplied by
1/(1 − level) (Ville's inequality): the truth is kept over all looks together with at least `level`.

Units enter in blocks of a treated and b controls, a : b the planned ratio. One bet on a block is

    e = Π over its units (θ*/θ°)^y · ((1 − θ*)/(1 − θ°))^(1 − y)

with θ° a pair of rates on the line θ₁ − θ₀ = δ and θ* an alternative off it, such that θ° is the projection of θ* on
the line: a·(θ₁* − θ₁°)/(θ₁°q₁°) + b·(θ₀* − θ₀°)/(θ₀°q₀°) = 0. Along the line the expected bet is then a product of
linear factors, log-concave with its highest value, 1, at θ°. The e-process is a mean over a family of such bets, see
`difference_bets`: all blocks of one look are bet on alike, by weights that looks before have set.

**Order.** Where a look has more units of an arm than blocks need, the others wait, by time. Within the look that is
split, nobody picks: its units count by the share of it used (3 of 8 used: 3/8 of its converted). The log of a bet is
convex in the counts, so this is never above the mean of the bet over all orders of the look, which is a fair bet since
an order drawn by lot tells nothing of the results.

Source: Turner, Ly & Grünwald (2024), Generic E-variables for exact sequential k-sample tests that allow for optional
stopping, JSPI 230; Turner & Grünwald (2023), Exact anytime-valid confidence intervals for contingency tables and
beyond, Statistics & Probability Letters 198. Ours is a mixture instead of their plug-in (narrower, and free of order).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from adjoin.statistics.difference import Difference
from adjoin.statistics.difference_bets import bounds

Floats = npt.NDArray[np.float64]

LARGEST_BLOCK = 20


@dataclass(frozen=True)
class Look:
    """What one look adds: units that matured since the look before, and how many of them converted."""

    converted: int
    of: int
    converted_control: int
    of_control: int


def anytime_difference(
    looks: Sequence[Look], treated_share: float, level: float = 0.95
) -> tuple[Difference, ...]:
    """One difference a look; bounds only narrow: each look keeps what all looks before kept.

    `treated_share`: as planned; it sets the blocks. The value is the plain difference of all units so far (None while
    an arm is empty) and can in rare cases lie beside the bounds, which also remember earlier looks. Should the looks
    contradict one another (at most 1 − level of the time), the last interval they agreed on stays.
    """
    if not 0 < treated_share < 1:
        raise ValueError(f"The treated share must lie between 0 and 1; got {treated_share}.")
    if not looks:
        return ()
    block = block_sizes(treated_share)
    rows = np.array([astuple(look) for look in looks], dtype=np.float64)
    if (rows < 0).any() or (rows[:, 0] > rows[:, 1]).any() or (rows[:, 2] > rows[:, 3]).any():
        raise ValueError("Converted must lie between 0 and the units of its arm, in every look.")
    lows, highs = bounds(*used_and_seen(rows, block), block[0] / sum(block), 1 - level)
    told: list[Difference] = []
    low, high = -1.0, 1.0
    for total, this_low, this_high in zip(rows.cumsum(axis=0), lows, highs, strict=True):
        if max(low, this_low) <= min(high, this_high):
            low, high = max(low, float(this_low)), min(high, float(this_high))
        empty = min(total[1], total[3]) == 0
        value = None if empty else float(total[0] / total[1] - total[2] / total[3])
        told.append(Difference(value, low, high))
    return tuple(told)


def block_sizes(treated_share: float) -> tuple[int, int]:
    """Treated and controls of a block: the ratio of smallest numbers, up to twenty units, nearest to the plan."""
    nearest = Fraction(treated_share).limit_denominator(LARGEST_BLOCK)
    treated = min(max(nearest.numerator, 1), nearest.denominator - 1) if nearest.denominator > 1 else 0
    if treated == 0:
        return (LARGEST_BLOCK - 1, 1) if treated_share > 0.5 else (1, LARGEST_BLOCK - 1)
    return treated, nearest.denominator - treated


def used_and_seen(rows: Floats, block: tuple[int, int]) -> tuple[Floats, Floats]:
    """What the blocks that each look completes use, first come first, and what was seen of looks used up before.

    Both looks × (treated converted and not, controls converted and not). A split look shows nothing before it is used
    up: its converted tell of the units that still wait, on which the next bets are placed.
    """
    total = rows.cumsum(axis=0)
    blocks = np.minimum(total[:, 1] // block[0], total[:, 3] // block[1])
    used, seen = [], []
    for arm, size in zip((0, 2), block, strict=True):
        came, converted = (np.concatenate([[0.0], total[:, at]]) for at in (arm + 1, arm))
        of = np.concatenate([[0.0], blocks * size])
        hits = np.interp(of, came, converted)
        used += [np.diff(hits), np.diff(of - hits)]
        over = np.searchsorted(came, of[:-1], side="right") - 1
        seen += [converted[over], came[over] - converted[over]]
    return np.stack(used, axis=1), np.stack(seen, axis=1)
