"""The family of bets behind `anytime_difference`, and the differences that together they reject.

A bet on the line θ₁ − θ₀ = δ is a pair of rates on it and a strength τ: the alternative moves the difference by τ
standard deviations of a unit, in the proportion that makes the pair its projection, cut where it would stake more than
all. One e-process is a mean over strengths, even by their logarithm (tens to tens of thousands of units), of the
product over looks of a mean over pairs. Pairs stand evenly by the arcsine of the mean rate; in each look they count by
their likelihood on units of looks that were used up before, so a pair far from the true rates costs little.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PAIRS = 8
STRENGTHS = 14
STRENGTH_RANGE = (0.015, 1.0)
TILT = 0.25
MOST_STAKED = 0.95
AT_ONCE = 2_000_000
COARSE, FINE, FINEST = 80, 40, 16


def bounds(added: Floats, seen: Floats, share: float, miss: float) -> tuple[Floats, Floats]:
    """Lowest and highest difference kept after each look; NaN where a look keeps none.

    `added`: what blocks use in the look, `seen`: what pairs are weighed by, both looks × (treated converted and not,
    controls converted and not). Told is the rejected grid point beside the last kept one, so that the grid never makes
    an interval narrower; the grid is made finer twice around what the last look keeps.
    """
    grid = np.linspace(-1, 1, COARSE + 1)[1:-1]
    logs = log_bets(added, seen, grid, share)
    for finer in (_within, _at_limits):
        more = np.setdiff1d(finer(grid, logs[-1], miss), grid)
        grid, logs = np.append(grid, more), np.append(logs, log_bets(added, seen, more, share), axis=1)
        order = np.argsort(grid)
        grid, logs = grid[order], logs[:, order]
    kept = logs < -np.log(miss)
    ends = np.concatenate([[-1.0], grid, [1.0]])
    first, last = np.argmax(kept, axis=1), kept.shape[1] - 1 - np.argmax(kept[:, ::-1], axis=1)
    some = kept.any(axis=1)
    return np.where(some, ends[first], np.nan), np.where(some, ends[last + 2], np.nan)


def log_bets(added: Floats, seen: Floats, differences: Floats, share: float) -> Floats:
    """Log of the e-process against each difference after each look, looks × differences."""
    at_once = max(1, AT_ONCE // (len(added) * PAIRS * STRENGTHS * 2))
    parts = [differences[at : at + at_once] for at in range(0, len(differences), at_once)]
    return np.concatenate([_log_bets(added, seen, part, share) for part in parts], axis=1)


def _log_bets(added: Floats, seen: Floats, differences: Floats, share: float) -> Floats:
    treated, control = _pairs(differences)
    rates = np.stack([treated, 1 - treated, control, 1 - control], axis=-1)
    likely = np.exp(_from_top(np.einsum("lk,gpk->lgp", seen, np.log(rates)), axis=2))
    likely /= likely.sum(axis=2, keepdims=True)
    pays = np.einsum("lk,gpsk->lgps", added, _log_pays(treated, control, share))
    top = pays.max(axis=2)
    by_look = top + np.log(np.einsum("lgp,lgps->lgs", likely, np.exp(pays - top[:, :, None])))
    so_far = by_look.cumsum(axis=0) + np.log(_strengths()[1])
    highest = so_far.max(axis=2)
    return np.asarray(highest + np.log(np.exp(so_far - highest[:, :, None]).sum(axis=2)))


def _pairs(differences: Floats) -> tuple[Floats, Floats]:
    """Rates of the treated and of the controls, differences × pairs."""
    even = np.sin(np.pi / 2 * (np.arange(PAIRS) + 0.5) / PAIRS) ** 2
    control = np.maximum(-differences, 0)[:, None] + np.outer(1 - np.abs(differences), even)
    return control + differences[:, None], control


def _log_pays(treated: Floats, control: Floats, share: float) -> Floats:
    """Log of what a unit multiplies a bet by, differences × pairs × strengths × (treated converted, not, control …)."""
    theta, base = treated[..., None], control[..., None]
    spread = np.sqrt((1 - share) * theta * (1 - theta) + share * base * (1 - base))
    strength = _strengths()[0] / spread
    up, down = (1 - share) * strength, -share * strength
    staked = np.maximum(
        np.maximum(up * theta, -up * (1 - theta)), np.maximum(down * base, -down * (1 - base))
    )
    cut = np.minimum(1, MOST_STAKED / staked)
    up, down = up * cut, down * cut
    pays = [1 + up * (1 - theta), 1 - up * theta, 1 + down * (1 - base), 1 - down * base]
    return np.asarray(np.log(np.stack(pays, axis=-1)))


def _strengths() -> tuple[Floats, Floats]:
    """Strengths both ways and their weights, a little heavier where they are strong: small samples need it most."""
    one_way = np.geomspace(*STRENGTH_RANGE, STRENGTHS)
    weight = one_way**TILT / (2 * (one_way**TILT).sum())
    return np.concatenate([one_way, -one_way]), np.concatenate([weight, weight])


def _from_top(values: Floats, axis: int) -> Floats:
    return np.asarray(values - values.max(axis=axis, keepdims=True))


def _within(grid: Floats, logs: Floats, miss: float) -> Floats:
    """Points between the limits of the last look (around its best point, should it keep none)."""
    low, high = _outer(grid, logs, miss)
    return np.linspace(grid[low], grid[high], FINE + 1)


def _at_limits(grid: Floats, logs: Floats, miss: float) -> Floats:
    """Points between each limit of the last look and the kept point beside it."""
    low, high = _outer(grid, logs, miss)
    below = np.linspace(grid[low], grid[low + 1], FINEST + 1)
    return np.concatenate([below, np.linspace(grid[high - 1], grid[high], FINEST + 1)])


def _outer(grid: Floats, logs: Floats, miss: float) -> tuple[int, int]:
    """Places of the rejected points (or ends of the grid) beside the last kept ones."""
    kept = np.flatnonzero(logs < -np.log(miss))
    kept = kept if len(kept) else np.array([np.argmin(logs)])
    return max(int(kept[0]) - 1, 0), min(int(kept[-1]) + 1, len(grid) - 1)
