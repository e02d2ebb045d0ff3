"""Who learns from whom: folds of roots in a ring, so that two levels of learning never see the account they score.

With fold k left out, the products' models are fitted on all other folds. The stack on top of them needs models' scores
of accounts that those models did not learn from, and neither level may see fold k. So for each pair of neighbours
in the ring one more set of models is fitted without both, which scores both: the stack of k learns from its two
neighbours, scored without k and without themselves. Source: Wolpert (1992), Stacked generalization, Neural
Networks 5, 241–259, nested in the folds.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FOLDS, FOLDS_OF_FEW = 5, 10
FEW = 1500
"""Accounts below which each fold is a tenth: little is left to learn from otherwise."""


def folds(root: npt.NDArray[np.int64], rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The fold of each account, roots kept together, in folds of about equal numbers of roots."""
    numbers, place = np.unique(root, return_inverse=True)
    wanted = FOLDS if len(root) >= FEW else FOLDS_OF_FEW
    dealt = np.arange(len(numbers)) % min(wanted, max(len(numbers), 1))
    fold: npt.NDArray[np.int64] = rng.permutation(dealt)[place]
    return fold


def neighbours(count: int) -> list[tuple[int, int]]:
    """The pairs of folds next to each other in the ring."""
    return [(fold, (fold + 1) % count) for fold in range(count)]
