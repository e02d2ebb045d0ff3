"""Difference of two means at one fixed date, from sums alone; what was known before takes out what it explains.

Sources: Welch (1947), Biometrika 34, 28–35, for the interval with unequal variances; Deng, Xu, Kohavi & Walker (2013),
WSDM, 123–132, for the adjustment by the same measure before the experiment (CUPED).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

from scipy import special

from adjoin.statistics.difference import Difference

NOTHING_KNOWN = Difference(None, -inf, inf)
ROUNDING = 1e-12
"""Share of a sum of squares below which a spread about the mean is the rounding of floats."""


@dataclass(frozen=True, slots=True)
class Sums:
    """One arm: `units`, and the sums over them of the outcome y and of what was known before, x. Sums add up with +."""

    units: int = 0
    y: float = 0.0
    yy: float = 0.0
    x: float = 0.0
    xx: float = 0.0
    xy: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.units + other.units,
            self.y + other.y,
            self.yy + other.yy,
            self.x + other.x,
            self.xx + other.xx,
            self.xy + other.xy,
        )

    @property
    def variance_within(self) -> tuple[float, float, float]:
        """Sums of squares about the mean: of y, of x, and of both together."""
        n = self.units
        return self.yy - self.y**2 / n, self.xx - self.x**2 / n, self.xy - self.x * self.y / n


@dataclass(frozen=True, slots=True)
class Estimate:
    """A difference of means with its standard error and the variance of each arm's mean."""

    value: float
    error: float
    variances: tuple[float, float]


def mean_difference(treated: Sums, control: Sums, level: float = 0.95) -> Difference:
    """Mean of the treated less mean of the control, adjusted by x where it explains something.

    With fewer than two units in an arm there is no value, and no bound.
    """
    estimate = estimated(treated, control)
    if estimate is None:
        return NOTHING_KNOWN
    v1, v0 = estimate.variances
    if not estimate.error:
        return Difference(estimate.value, estimate.value, estimate.value)
    freedom = (v1 + v0) ** 2 / (v1**2 / (treated.units - 1) + v0**2 / (control.units - 1))
    reach = float(special.stdtrit(freedom, (1 + level) / 2)) * estimate.error
    return Difference(estimate.value, estimate.value - reach, estimate.value + reach)


def estimated(treated: Sums, control: Sums) -> Estimate | None:
    """The adjusted difference; None with fewer than two units in an arm."""
    if min(treated.units, control.units) < 2:
        return None
    slope = slope_of((treated, control))
    value = treated.y / treated.units - control.y / control.units
    value -= slope * (treated.x / treated.units - control.x / control.units)
    variances = _variance(treated, slope), _variance(control, slope)
    return Estimate(value, sqrt(sum(variances)), variances)


def slope_of(arms: Sequence[Sums]) -> float:
    """How y goes with x within the arms; 0 where x does not vary."""
    within = [arm.variance_within for arm in arms]
    spread = sum(xx for _, xx, _ in within)
    varies = spread > ROUNDING * sum(arm.xx for arm in arms)
    return sum(xy for _, _, xy in within) / spread if varies else 0.0


def _variance(arm: Sums, slope: float) -> float:
    """Of the arm's adjusted mean."""
    yy, xx, xy = arm.variance_within
    spread = yy - 2 * slope * xy + slope**2 * xx
    return spread / (arm.units - 1) / arm.units if spread > ROUNDING * arm.yy else 0.0
