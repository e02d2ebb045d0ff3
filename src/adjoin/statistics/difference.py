"""A difference between two arms with its interval."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """Treated less control, in the unit of what was measured (a share: −1..1; money: the currency).

    `value` is None where an arm is empty, or where there is too little to tell; the bounds are then those of what
    can be at all (−1..1 for shares, −inf..inf for means).
    """

    value: float | None
    low: float
    high: float
