"""Roots fall into folds, and into samples, by a hash of their number: a root is never on both sides.

Source: Steele, Lea & Flood (2014), OOPSLA (the finaliser of SplitMix64).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.scoring.learned.examples import Bools, Floats, Ints

WHOLE = 2.0**64


def root_share(root: Ints, seed: int) -> Floats:
    """A number in [0, 1) for each root, evenly spread, the same for one root and seed everywhere."""
    x: npt.NDArray[np.uint64] = root.astype(np.uint64) + np.uint64((seed * 0x9E3779B97F4A7C15 + 1) % 2**64)
    for shift, times in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ (x >> np.uint64(shift))) * np.uint64(times)
    x = x ^ (x >> np.uint64(31))
    return np.minimum(x.astype(np.float64) / WHOLE, np.nextafter(1.0, 0.0))


def fold_of(root: Ints, folds: int, seed: int) -> Ints:
    """0 … folds − 1 for each row."""
    return (root_share(root, seed) * folds).astype(np.int64)


def sampled(root: Ints, most: int, seed: int) -> Bools:
    """Rows of a share of the roots such that about `most` rows remain; all of them if there are no more."""
    return root_share(root, seed + 1) < most / max(len(root), 1)
