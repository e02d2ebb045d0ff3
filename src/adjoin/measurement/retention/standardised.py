"""Rates of groups over the same population of strata, with intervals that count a root account once.

Direct standardisation: r_k = Σ_c w_c r_ck, w_c the share of stratum c among all rows of the strata that every group
supports. Its variance sums the influence w_c (y − r_ck) / n_ck of a unit's rows before it squares. From it comes an
effective number n* = r (1 − r) / variance, at most 1 / Σ_c (w_c² / n_ck), and Wilson's interval with n* and Student's
quantile; a difference joins two such intervals.
Source: Rothman, Greenland & Lash (2008), Modern Epidemiology, 3rd ed., ch. 15 (standardisation); Korn & Graubard
(1998), Survey Methodology 24 (effective sample size); Newcombe (1998), Statistics in Medicine 17, 873–890 (method 10).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import special

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Counted:
    """One number a row, all of one length: the unit and stratum as codes from 0, the group from 1, what it kept."""

    unit: Ints
    stratum: Ints
    group: Ints
    kept: Flags

    def pooled(self, top: int) -> Counted:
        """Groups from `top` on as one."""
        return Counted(self.unit, self.stratum, np.minimum(self.group, top), self.kept)

    def of_one_stratum(self) -> Counted:
        """The same without strata."""
        return Counted(self.unit, np.zeros_like(self.stratum), self.group, self.kept)


@dataclass(frozen=True)
class Rate:
    """A share with its bounds."""

    value: float
    low: float
    high: float


def supported(counted: Counted, top: int, least: int) -> Flags:
    """By stratum: whether each of the groups 1 to `top` has at least `least` rows there."""
    return np.asarray((_table(counted, top) >= least).all(axis=1))


def standardised_rates(
    counted: Counted, top: int, inside: Flags, level: float = 0.95
) -> tuple[Rate | None, ...]:
    """The rate of each group 1 to `top` over the strata `inside`; None where a group has no row in one of them."""
    rows = inside[counted.stratum]
    number = _table(counted, top)
    kept = _table(counted, top, counted.kept.astype(np.float64))
    weight = np.where(inside, number.sum(axis=1), 0.0)
    if not weight.sum():
        return (None,) * top
    weight = weight / weight.sum()
    return tuple(
        None
        if (number[inside, k] == 0).any()
        else _rate(counted, rows & (counted.group == k + 1), number[:, k], kept[:, k], weight, level)
        for k in range(top)
    )


def difference(one: Rate, other: Rate) -> Rate:
    """`other` minus `one`."""
    value = other.value - one.value
    below = sqrt((other.value - other.low) ** 2 + (one.high - one.value) ** 2)
    above = sqrt((other.high - other.value) ** 2 + (one.value - one.low) ** 2)
    return Rate(value, value - below, value + above)


def _table(counted: Counted, top: int, weights: Floats | None = None) -> Floats:
    """Strata × groups: rows, or the sum of their weights."""
    strata = int(counted.stratum.max(initial=-1)) + 1
    place = counted.stratum * top + counted.group - 1
    return np.bincount(place, weights, strata * top).reshape(strata, top).astype(np.float64)


def _rate(counted: Counted, rows: Flags, number: Floats, kept: Floats, weight: Floats, level: float) -> Rate:
    # Strata without a row of the group have no weight here, so what they are divided by does not matter.
    safe = np.maximum(number, 1.0)
    rates = kept / safe
    value = float(np.round(weight @ rates, 12))
    stratum = counted.stratum[rows]
    # n − 1: a stratum's own mean has taken one row.
    per_row = weight / np.sqrt(safe * np.maximum(safe - 1.0, 1.0))
    influence = per_row[stratum] * (counted.kept[rows] - rates[stratum])
    _, unit = np.unique(counted.unit[rows], return_inverse=True)
    variance = float((np.bincount(unit, influence) ** 2).sum())
    # No more than so many independent rows of one rate: a stratum of twenty knows little of its own variance.
    parts = weight**2 / safe
    alone = float(1 / parts.sum())
    number_of = min(alone, value * (1 - value) / variance) if variance > 0 else alone
    # Satterthwaite: as free as the strata that carry the weight.
    freedom = float(parts.sum() ** 2 / (parts**2 / np.maximum(safe - 1.0, 1.0)).sum())
    low, high = _wilson(value, number_of, float(special.stdtrit(freedom, (1 + level) / 2)))
    return Rate(value, low, high)


def _wilson(value: float, number: float, z: float) -> tuple[float, float]:
    middle = value + z * z / (2 * number)
    reach = z * sqrt(value * (1 - value) / number + z * z / (4 * number * number))
    scale = 1 + z * z / number
    low = 0.0 if value <= 0 else max(0.0, (middle - reach) / scale)
    high = 1.0 if value >= 1 else min(1.0, (middle + reach) / scale)
    return round(low, 12), round(high, 12)
