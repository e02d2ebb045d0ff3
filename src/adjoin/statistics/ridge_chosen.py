"""Ridge regression whose penalty is chosen by generalised cross-validation, in closed form.

From the eigenvectors of X'X every penalty costs one pass over the columns, not over the rows:
GCV(λ) = n · RSS(λ) / (n − df(λ))². Source: Golub, Heath & Wahba (1979), Technometrics 21, 215–223.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Columns = npt.NDArray[np.float32] | npt.NDArray[np.float64]
"""Single precision is enough, and twice as fast, where columns are of about the same size."""
PENALTIES = np.logspace(-3, 2, 21)
"""Tried, in shares of the number of rows: columns are meant to have a variance of about one."""


@dataclass(frozen=True)
class Ridge:
    """`intercept` + X · `slopes`; `penalty`: the λ that was chosen."""

    intercept: float
    slopes: Floats
    penalty: float

    def predict(self, design: Columns) -> Floats:
        """One number a row of `design` (rows × columns)."""
        return np.asarray(self.intercept + design @ self.slopes.astype(design.dtype), dtype=np.float64)


def ridge_chosen(design: Columns, target: Floats) -> Ridge:
    """Fit `target` (one a row) on `design` (rows × columns). The mean alone with fewer than three rows or no column."""
    rows, columns = design.shape
    mean = float(target.mean()) if rows else 0.0
    if rows < 3 or columns == 0:
        return Ridge(mean, np.zeros(columns), float("inf"))
    centre = design.mean(axis=0, dtype=np.float64)
    moved = design - centre.astype(design.dtype)
    cross = (moved.T @ moved).astype(np.float64)
    toward = (moved.T @ (target - mean).astype(design.dtype)).astype(np.float64)
    roots, vectors = np.linalg.eigh(cross)
    roots = np.clip(roots, 0.0, None)
    turned = vectors.T @ toward
    penalties = PENALTIES * rows
    shrunk = roots[None, :] + penalties[:, None]
    left = float(((target - mean) ** 2).sum()) - (
        (turned**2) * (roots + 2 * penalties[:, None]) / shrunk**2
    ).sum(1)
    freedom = 1 + (roots / shrunk).sum(axis=1)
    score = np.where(freedom < rows - 1, rows * left / (rows - freedom) ** 2, np.inf)
    best = int(np.argmin(score))
    slopes = vectors @ (turned / shrunk[best])
    return Ridge(mean - float(centre @ slopes), slopes, float(penalties[best]))
