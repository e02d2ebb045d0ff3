"""Exact interval of a share (Clopper–Pearson): k of n, each independent of the others.

Source: Clopper & Pearson (1934), Biometrika 26, 404–413, by quantiles of the beta distribution. Coverage is
never below the level, and well above it with small n.
"""

from __future__ import annotations

from scipy import special


def share_interval(count: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper limit of count ÷ total; 0 is the lower limit of none, 1 the upper limit of all.

    Raises ValueError unless 0 ≤ count ≤ total and total > 0.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no share")
    tail = (1 - level) / 2
    low = float(special.betaincinv(count, total - count + 1, tail)) if count > 0 else 0.0
    high = float(special.betaincinv(count + 1, total - count, 1 - tail)) if count < total else 1.0
    return low, high
