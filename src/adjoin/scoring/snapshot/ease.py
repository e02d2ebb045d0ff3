"""EASE: each product as a linear sum of the other products held, in closed form.

B minimises ‖X − X B‖² + λ ‖B‖² with a zero diagonal: with P = (XᵀX + λ I)⁻¹, B_ij = −P_ij / P_jj off the diagonal.
A product's own column never enters its own score, so every score leaves the cell itself out.
Source: Steck (2019), Embarrassingly Shallow Autoencoders for Sparse Data, WWW '19, equation 8.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def ease(gram: npt.NDArray[np.float64], ridge: float) -> Floats:
    """The weights B, from products × products. `gram`: accounts that hold both; `ridge`: λ > 0, in accounts."""
    inverse = np.linalg.inv(gram + ridge * np.eye(len(gram)))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return weights.astype(np.float32)
