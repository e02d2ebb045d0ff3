"""Folds of clusters, drawn so that every fold has its share of each stratum."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def fold_draw(cluster: Ints, stratum: Ints, folds: int, rng: np.random.Generator) -> Ints:
    """The fold (0 … folds − 1) of each row; rows of one cluster share theirs.

    `cluster`: numbers from 0, one a row. `stratum`: what is spread evenly over the folds (the arm); a cluster has that
    of its first row. Sizes of folds within a stratum differ by one cluster at most.
    """
    _, first = np.unique(cluster, return_index=True)
    kind = stratum[first]
    fold = np.zeros(len(first), dtype=np.int64)
    begin = 0
    for one in np.unique(kind):
        members = rng.permutation(np.flatnonzero(kind == one))
        fold[members] = (np.arange(len(members)) + begin) % folds
        begin += len(members)
    _, place = np.unique(cluster, return_inverse=True)
    return fold[place]
