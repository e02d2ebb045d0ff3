"""The fixed-date interval of a difference between two shares: Miettinen and Nurminen's score interval.

All differences δ that the score test does not reject:

    (p̂₁ − p̂₀ − δ)² ≤ z² · V(δ),   V(δ) = (p₁q₁/n₁ + p₀q₀/n₀) · N/(N − 1)

with p₁ = p₀ + δ the likeliest rates under that difference: the root of a cubic. It covers as told for one read-out on
a date set ahead; whoever looks every week needs `anytime_difference`.

Source: Miettinen & Nurminen (1985), Statistics in Medicine 4, 213–226; the cubic's root as in Farrington & Manning
(1990), Statistics in Medicine 9, 1447–1454.
"""

from __future__ import annotations

import math

from scipy import special

from adjoin.statistics.difference import Difference

HALVINGS = 60


def score_difference(
    converted: int, of: int, converted_control: int, of_control: int, level: float = 0.95
) -> Difference:
    """Share of the treated that converted less share of the controls; −1..1 and no value where an arm is empty."""
    if not (0 <= converted <= of and 0 <= converted_control <= of_control):
        told = f"{converted} of {of} and {converted_control} of {of_control}"
        raise ValueError(f"Converted must lie between 0 and the size of its arm; got {told}.")
    if of == 0 or of_control == 0:
        return Difference(None, -1.0, 1.0)
    counts = (converted, of, converted_control, of_control)
    value = converted / of - converted_control / of_control
    widest = float(special.ndtri((1 + level) / 2))
    return Difference(value, _limit(counts, value, -1.0, widest), _limit(counts, value, 1.0, widest))


def score_statistic(
    converted: int, of: int, converted_control: int, of_control: int, difference: float
) -> float:
    """How many standard errors the observed difference lies above `difference`; 0 where they agree."""
    away = converted / of - converted_control / of_control - difference
    control = likeliest_control(converted, of, converted_control, of_control, difference)
    treated = min(max(control + difference, 0.0), 1.0)
    units = of + of_control
    variance = (treated * (1 - treated) / of + control * (1 - control) / of_control) * units / (units - 1)
    if variance <= 0:
        return 0.0 if abs(away) < 1e-12 else math.copysign(math.inf, away)
    return away / math.sqrt(variance)


def likeliest_control(
    converted: int, of: int, converted_control: int, of_control: int, difference: float
) -> float:
    """The control's likeliest rate where the treated's is higher by `difference`; both between 0 and 1."""
    units = of + of_control
    square = (of + 2 * of_control) * difference - units - converted - converted_control
    line = (
        (of_control * difference - units - 2 * converted_control) * difference + converted + converted_control
    )
    rest = converted_control * difference * (1 - difference)
    shift = square / (3 * units)
    bend = shift**3 - square * line / (6 * units**2) + rest / (2 * units)
    reach = math.copysign(math.sqrt(max(shift**2 - line / (3 * units), 0.0)), bend)
    if reach == 0:
        root = -shift
    else:
        angle = math.pi + math.acos(min(max(bend / reach**3, -1.0), 1.0))
        root = 2 * reach * math.cos(angle / 3) - shift
    return min(max(root, 0.0, -difference), 1.0, 1.0 - difference)


def _limit(counts: tuple[int, int, int, int], value: float, end: float, widest: float) -> float:
    """The last difference from `value` towards `end` that the test keeps."""
    kept, rejected = value, end
    if abs(score_statistic(*counts, end)) <= widest:
        return end
    for _ in range(HALVINGS):
        middle = (kept + rejected) / 2
        if abs(score_statistic(*counts, middle)) <= widest:
            kept = middle
        else:
            rejected = middle
    return kept
