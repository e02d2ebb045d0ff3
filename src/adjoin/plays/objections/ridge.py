"""Least squares in the space of a kernel, and what it would have said of each row had it not learned from it.

    a = (K + 1 + λ W⁻¹)⁻¹ Y,   f(x) = (k(x) + 1) · a,   y_i − a_i / (K + 1 + λ W⁻¹)⁻¹_ii left out

Source: Saunders, Gammerman & Vovk (1998), Ridge regression learning algorithm in dual variables; the rows left out:
Cawley & Talbot (2003), Pattern Recognition 36, 2585–2592. The 1 added to the kernel is the intercept.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Ridge:
    """`weight`: learned rows × targets. `left_out`: what each learned row would get without itself."""

    weight: Floats
    left_out: Floats

    def predict(self, kernel: Floats) -> Floats:
        """`kernel`: new rows × learned rows. Gives new rows × targets."""
        return np.asarray((kernel + 1.0) @ self.weight, np.float64)


def fit_ridge(kernel: Floats, targets: Floats, importance: Floats, stiffness: float) -> Ridge:
    """`kernel`: rows × rows; `targets`: rows × targets; `importance`: of each row, above 0."""
    inverse = np.linalg.inv(kernel + 1.0 + stiffness * np.diag(1.0 / importance))
    weight = inverse @ targets
    return Ridge(weight, targets - weight / np.diag(inverse)[:, None])
