"""How often an owner, or a root, was approached beside what the recorded state lets one expect.

Past dates are thinned to a quarter apart, so that one approach is counted once. Expected are the chances of a model
that did not learn from the root. Ratios are logs of (approached + k) / (expected + k), 0 for "as expected".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

from adjoin.scoring.learned.examples import Examples, Floats, Ints
from adjoin.scoring.learned.reach import Crossed

OWNER_COUNTS, ROOT_COUNTS = 2.0, 0.5


@dataclass(frozen=True)
class Alike:
    """Of each example, NaN where no cell tells: `quarter`, the number of the last past date before it; `depth`, its
    owner's ratio in that quarter, its own root left out; `earlier`, its root's ratio over quarters that ended before.
    Of each thinned cell: what happened, what was expected at its owner's pace, its root and its quarter."""

    quarter: Ints
    depth: Floats
    earlier: Floats
    happened: Floats
    expected: Floats
    root: Ints
    occasion: Ints


def alike(examples: Examples, crossed: Crossed, apart_days: int) -> Alike:
    """`apart_days`: the span after a past date within which an approach counts for its cells."""
    days = _apart(crossed.cells.day, apart_days)
    kept = np.isin(crossed.cells.day, days)
    cells, chance = crossed.cells.rows(kept), special.expit(crossed.of_cells[kept])
    happened, quarter = cells.approached.astype(np.float64), np.searchsorted(days, cells.day)
    owners = _totals(_pair(cells.owner, quarter), happened, chance)
    expected = np.minimum(
        chance * np.exp(_log_ratio(*owners.at(_pair(cells.owner, quarter)), OWNER_COUNTS)), 0.99
    )
    return Alike(
        quarter=(np.searchsorted(days, examples.day, side="left") - 1).astype(np.int64),
        depth=_depth(
            examples, days, apart_days, owners, _totals(_pair(cells.root, quarter), happened, chance)
        ),
        earlier=_earlier(examples, days, apart_days, _totals(_pair(cells.root, quarter), happened, expected)),
        happened=happened,
        expected=expected,
        root=cells.root,
        occasion=quarter.astype(np.int64),
    )


@dataclass(frozen=True)
class _Totals:
    """Approached and expected, summed by key (rising)."""

    key: Ints
    happened: Floats
    expected: Floats

    def at(self, keys: Ints) -> tuple[Floats, Floats]:
        """Both sums for each key; 0 where there is none."""
        place = np.minimum(np.searchsorted(self.key, keys), max(len(self.key) - 1, 0))
        there = self.key[place] == keys
        return np.where(there, self.happened[place], 0.0), np.where(there, self.expected[place], 0.0)


def _totals(keys: Ints, happened: Floats, expected: Floats) -> _Totals:
    key, place = np.unique(keys, return_inverse=True)
    sums = (np.bincount(place, amount).astype(np.float64) for amount in (happened, expected))
    return _Totals(key, *sums)


def _depth(examples: Examples, days: Ints, apart: int, owners: _Totals, roots: _Totals) -> Floats:
    """The owner's log ratio in the quarter of the approach, without its own root (held to be all the owner's)."""
    quarter = np.searchsorted(days, examples.day, side="left") - 1
    inside = (quarter >= 0) & (examples.day <= days[np.maximum(quarter, 0)] + apart) & (examples.owner >= 0)
    happened, expected = owners.at(_pair(examples.owner, quarter))
    own_happened, own_expected = roots.at(_pair(examples.root, quarter))
    left = np.maximum(happened - own_happened, 0.0), np.maximum(expected - own_expected, 0.0)
    return np.where(inside & (left[1] > 0), _log_ratio(*left, OWNER_COUNTS), np.nan)


def _earlier(examples: Examples, days: Ints, apart: int, roots: _Totals) -> Floats:
    """The root's log ratio over quarters that were over before the approach."""
    happened, expected = np.zeros(len(examples)), np.zeros(len(examples))
    for quarter, day in enumerate(days.tolist()):
        over = np.flatnonzero(examples.day > day + apart)
        more = roots.at(_pair(examples.root[over], np.full(len(over), quarter)))
        happened[over] += more[0]
        expected[over] += more[1]
    return np.where(expected > 0, _log_ratio(happened, expected, ROOT_COUNTS), np.nan)


def _log_ratio(happened: Floats, expected: Floats, counts: float) -> Floats:
    ratio: Floats = np.log((happened + counts) / (expected + counts))
    return ratio


def _pair(group: Ints, quarter: npt.NDArray[np.signedinteger]) -> Ints:
    """One number for a group and a quarter; groups from −1, fewer than 4,096 quarters."""
    return (group + 1) * 4096 + quarter


def _apart(day: Ints, apart: int) -> Ints:
    """Past dates, from the first, each at least `apart` days after the one before."""
    kept: list[int] = []
    for each in np.unique(day).tolist():
        if not kept or each >= kept[-1] + apart:
            kept.append(each)
    return np.array(kept, dtype=np.int64)
