"""Who learns from whom: folds of roots, so that two levels of learning never see the account they score.

With fold k left out, the products' models are fitted on all other folds. The stack on top of them needs models' scores
of accounts that those models did not learn from, and neither level may see fold k. So for a pair of folds one more set
of models is fitted without both, which scores both: the stack of k learns from the folds paired with it, scored
without k and without themselves. Small books pair every fold with every other; large ones each with its two
neighbours in a ring. Source: Wolpert (1992), Stacked generalization, Neural Networks 5, 241–259, nested in the folds.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

FOLDS, FOLDS_OF_FEW = 5, 6
FEW = 1500
"""Accounts below which folds are smaller: little is left to learn from otherwise."""
SMALL = 250_000
"""Accounts × products up to which all folds are paired."""


def folds(root: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The fold of each account, roots kept together, in folds of about equal numbers of roots."""
    numbers, place = np.unique(root, return_inverse=True)
    wanted = FOLDS if len(root) >= FEW else FOLDS_OF_FEW
    dealt = np.arange(len(numbers)) % min(wanted, max(len(numbers), 1))
    fold: npt.NDArray[np.int64] = rng.permutation(dealt)[place]
    return fold


def pairs(count: int, cells: int) -> list[tuple[int, int]]:
    """The pairs of folds that are left out together, in a book of so many cells."""
    if cells <= SMALL:
        return list(combinations(range(count), 2))
    return [(fold, (fold + 1) % count) for fold in range(count)]
