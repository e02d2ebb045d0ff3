"""The smallest lift an experiment of this size can be expected to see.

The score test of "no difference", two-sided, sees a lift d with the wanted power where

    d = w·z(level)·√(p̄q̄·(1/n₁ + 1/n₀)·N/(N − 1)) + z(power)·√(p₁q₁/n₁ + p₀q₀/n₀),   p₁ = p₀ + d

with p̄ the rate of both arms together and w = 1 for one read-out on a fixed date. For weekly looks w is how much
further out the anytime interval ends (`ANYTIME_WIDER`).

Source: Farrington & Manning (1990), Statistics in Medicine 9, 1447–1454 (their pooled estimate of the null variance).
"""

from __future__ import annotations

import numpy as np
from scipy import special

STEPS = 2_000
HALVINGS = 50

ANYTIME_WIDER = 1.6
"""How much further out than the fixed-date interval the anytime one ends, about (measured: proof in tests)."""


def smallest_visible(
    of: int, of_control: int, base_rate: float, power: float = 0.8, level: float = 0.95, wider: float = 1.0
) -> float | None:
    """Smallest lift in absolute points seen with `power`; None where none up to 1 − base rate is, or an arm is empty.

    `wider`: w, 1 for a fixed date, ANYTIME_WIDER for `anytime_difference` once all units have matured.
    """
    if not 0 <= base_rate <= 1:
        raise ValueError(f"The base rate must lie between 0 and 1; got {base_rate}.")
    if of < 1 or of_control < 1:
        return None
    beyond, behind = wider * float(special.ndtri((1 + level) / 2)), float(special.ndtri(power))

    def missing(lift: float) -> float:
        """By how much the lift falls short of being seen."""
        treated, units = base_rate + lift, of + of_control
        pooled = (of * treated + of_control * base_rate) / units
        null = pooled * (1 - pooled) * (1 / of + 1 / of_control) * units / (units - 1)
        own = treated * (1 - treated) / of + base_rate * (1 - base_rate) / of_control
        return float(beyond * np.sqrt(max(null, 0.0)) + behind * np.sqrt(max(own, 0.0)) - lift)

    lifts = np.linspace(0, 1 - base_rate, STEPS + 1)[1:]
    seen = next((lift for lift in lifts if missing(lift) <= 0), None)
    if seen is None or base_rate == 1:
        return None
    short, enough = float(seen - lifts[0]), float(seen)
    for _ in range(HALVINGS):
        middle = (short + enough) / 2
        short, enough = (short, middle) if missing(middle) <= 0 else (middle, enough)
    return enough
