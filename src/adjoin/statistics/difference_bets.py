"""The family of bets behind `anytime_difference`, and where together they reject.

A bet on the line θ₁ − θ₀ = δ is a pair of rates on it and a strength τ: the alternative moves the difference by τ
standard deviations of a unit, in the proportion that makes the pair its projection. Pairs stand evenly over the line by
the arcsine of the mean rate: a pair beside the true rates still bets nearly as well. Strengths are drawn from normal
distributions of two widths, one for tens and one for thousands of units, cut where a bet would stake more than all.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PAIRS = 8
STRENGTHS = 24
SCALES = ((0.35, 0.7), (0.035, 0.3))
MOST_STAKED = 0.95
GRID = 101
HALVINGS = 12


def bounds(used: Floats, block: tuple[int, int], miss: float) -> tuple[Floats, Floats]:
    """Lowest and highest difference kept after each look, from `used` (looks × converted, of, converted, of)."""
    grid = np.linspace(-1, 1, GRID)[1:-1]
    kept = np.stack([log_bets(used, np.full(len(used), at), block) for at in grid], axis=1) < -np.log(miss)
    highs = _outermost(used, block, miss, grid, kept)
    lows = _outermost(used, block, miss, grid[::-1], kept[:, ::-1])
    return lows, highs


def log_bets(used: Floats, differences: Floats, block: tuple[int, int]) -> Floats:
    """Log of the e-process against each look's difference, by look."""
    share = block[0] / sum(block)
    logs, weights = _family(differences, share)
    sums = np.einsum("lk,lkf->lf", np.stack([used[:, 0], used[:, 1] - used[:, 0], used[:, 2], used[:, 3] - used[:, 2]], axis=1), logs)
    top = sums.max(axis=1, keepdims=True)
    return np.asarray(top[:, 0] + np.log((np.exp(sums - top) * weights).sum(axis=1)))


def _family(differences: Floats, share: float) -> tuple[Floats, Floats]:
    """Log odds a bet pays by look × (treated converted, not, control converted, not) × bet; and the bets' weights."""
    delta = differences[:, None, None]
    strengths, weights = _strengths()
    room = 1 - np.abs(delta)
    even = np.sin(np.pi / 2 * (np.arange(PAIRS) + 0.5) / PAIRS) ** 2
    control = np.maximum(-delta, 0) + room * even[None, :, None]
    treated = control + delta
    spread = np.sqrt((1 - share) * treated * (1 - treated) + share * control * (1 - control))
    strength = strengths[None, None, :] / spread
    up, down = (1 - share) * strength, -share * strength
    limit = MOST_STAKED / np.maximum.reduce([
        np.where(up > 0, up * treated, -up * (1 - treated)), np.where(down > 0, down * control, -down * (1 - control))
    ])
    scale = np.minimum(1, limit)
    up, down = up * scale, down * scale
    pays = np.stack([1 + up * (1 - treated), 1 - up * treated, 1 + down * (1 - control), 1 - down * control], axis=1)
    flat = np.log(pays).reshape(len(differences), 4, -1)
    return flat, np.tile(weights, PAIRS) / PAIRS


def _strengths() -> tuple[Floats, Floats]:
    """Strengths both ways and their weights: quantile midpoints of each scale's half normal."""
    from scipy import special

    half = STRENGTHS // 2
    quantiles = special.ndtri(0.5 + (np.arange(half) + 0.5) / half / 2)
    one_way = np.concatenate([scale * quantiles for scale, _ in SCALES])
    weight = np.concatenate([np.full(half, of / half / 2) for _, of in SCALES])
    return np.concatenate([one_way, -one_way]), np.concatenate([weight, weight])


def _outermost(used: Floats, block: tuple[int, int], miss: float, grid: Floats, kept: npt.NDArray[np.bool_]) -> Floats:
    """Where rejection begins after each look, coming from the end of an ascending grid (descending: the low end).

    The last kept point of the grid, or the observed difference where that lies further out, and the rejected neighbour
    beyond it close in on the limit; the rejected side is told, so halving never makes the interval narrower.
    """
    looks = np.arange(len(used))
    end, away = np.sign(grid[-1]), np.sign(grid[-1] - grid[0])
    last = kept.shape[1] - 1 - np.argmax(kept[:, ::-1], axis=1)
    inner = np.where(kept.any(axis=1), grid[last], -end)
    with np.errstate(invalid="ignore"):
        observed = np.nan_to_num(used[:, 0] / used[:, 1] - used[:, 2] / used[:, 3])
    inner = np.where(away * observed > away * inner, observed, inner)
    beyond = np.minimum(np.searchsorted(away * grid, away * inner, side="right"), len(grid) - 1)
    outer = np.where(away * inner >= away * grid[-1], end, grid[beyond])
    open_end = kept[looks, -1]
    for _ in range(HALVINGS):
        middle = (inner + outer) / 2
        keeps = log_bets(used, np.clip(middle, -0.999, 0.999), block) < -np.log(miss)
        inner, outer = np.where(keeps, middle, inner), np.where(keeps, outer, middle)
    return np.where(open_end, end, outer)
