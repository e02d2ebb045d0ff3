"""Experiments by simulation: two arms whose units mature over the looks of a year."""

from __future__ import annotations

import numpy as np

from adjoin.statistics.anytime_difference import Look

LOOKS = 52
Shape = tuple[int, int, float, float]


def simulated(shape: Shape, rng: np.random.Generator, looks: int = LOOKS) -> list[Look]:
    """`shape`: treated, controls, base rate, lift; each unit matures in a look drawn by lot."""
    treated, control, base, lift = shape
    of = np.bincount(rng.integers(0, looks, treated), minlength=looks)
    of_control = np.bincount(rng.integers(0, looks, control), minlength=looks)
    counts = (rng.binomial(of, base + lift), of, rng.binomial(of_control, base), of_control)
    return [Look(*(int(count) for count in row)) for row in zip(*counts, strict=True)]


def totals(looks: list[Look]) -> tuple[int, int, int, int]:
    rows = [(look.converted, look.of, look.converted_control, look.of_control) for look in looks]
    converted, of, converted_control, of_control = (sum(column) for column in zip(*rows, strict=True))
    return converted, of, converted_control, of_control
