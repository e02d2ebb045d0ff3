"""How many more must buy, in words: a share that a vice president can picture."""

from fractions import Fraction

PICTURED = (2, 3, 4, 5, 10)
"""Denominators that people picture at once."""
LEAST = 0.05
NEVER_ABOVE = 10
"""So many more never buy."""


def more_buyers(uplift: float | None) -> str | None:
    """`1 in 4 more buyers than at list price`; from twice as many on, `2.4 times as many buyers as at list price`.

    `uplift`: share by which buyers must grow, 0.25 is a quarter more. The nearest of the fractions that people picture:
    the exact share stands beside it. None without an uplift, or with one that no discount ever brings.
    """
    if uplift is None or uplift > NEVER_ABOVE:
        return None
    if uplift == 0:
        return "as many buyers as at list price"
    if uplift < LEAST:
        return "fewer than 1 in 20 more buyers than at list price"
    if uplift >= 1:
        times = f"{1 + uplift:.1f}".removesuffix(".0")
        return f"{times} times as many buyers as at list price"
    near = min(
        (Fraction(part, whole) for whole in PICTURED for part in range(1, whole)),
        key=lambda fraction: (abs(fraction - Fraction(uplift)), fraction.denominator),
    )
    return f"{near.numerator} in {near.denominator} more buyers than at list price"
