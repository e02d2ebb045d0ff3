"""Doubly robust scores of a randomised comparison: one unbiased, noisy number a row for what the treatment did there.

ψ = μ₁(x) − μ₀(x) + W (Y − μ₁(x)) / e − (1 − W)(Y − μ₀(x)) / (1 − e). With the chance of treatment e known, the mean of
ψ over any group is unbiased for the group's average effect, however poor μ is, as long as μ did not learn from the row.
Source: Robins, Rotnitzky & Zhao (1994), JASA 89, 846–866; Kennedy (2023), Electronic Journal of Statistics 17.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def doubly_robust(
    outcome: Floats, treated: Bools, share: float, if_treated: Floats, if_left_alone: Floats
) -> Floats:
    """The scores. `share`: chance of treatment; `if_treated`, `if_left_alone`: outcomes expected of each row.

    Raises ValueError unless 0 < share < 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"a chance of treatment of {share} compares nothing")
    beyond = np.where(treated, (outcome - if_treated) / share, -(outcome - if_left_alone) / (1 - share))
    return np.asarray(if_treated - if_left_alone + beyond, dtype=np.float64)
