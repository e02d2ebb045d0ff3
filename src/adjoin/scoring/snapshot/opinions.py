"""How far several models of one account, fitted without it on different others, stand apart."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Floats


class Opinions:
    """Log-odds of every cell (accounts × products), one opinion after another, account by account."""

    def __init__(self, accounts: int, products: int) -> None:
        self._counted = np.zeros((accounts, 1), np.float32)
        self._mean = np.zeros((accounts, products), np.float32)
        self._squares = np.zeros((accounts, products), np.float32)

    def add(self, rows: npt.NDArray[np.int64], logit: Floats) -> None:
        """One more opinion of these accounts: Welford's update (1962, Technometrics 4, 419–420)."""
        self._counted[rows] += 1
        apart = logit - self._mean[rows]
        self._mean[rows] += apart / self._counted[rows]
        self._squares[rows] += apart * (logit - self._mean[rows])

    def variance(self) -> Floats:
        """Of one opinion; every account needs two."""
        return (self._squares / np.maximum(self._counted - 1, 1)).astype(np.float32)
