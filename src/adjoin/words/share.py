"""Fractions as percentages, with as many digits as they can carry."""

NONE = "–"


def percent(fraction: float | None) -> str:
    """`36 %`; below ten one decimal, `3.4 %`; never a 0 or a 100 that is none: `< 0.1 %`, `> 99.9 %`."""
    return NONE if fraction is None else f"{_number(fraction)} %"


def interval(low: float | None, high: float | None) -> str:
    """Two bounds without the sign: `29–43`; empty if one is unknown."""
    if low is None or high is None:
        return ""
    return f"{_number(low)}–{_number(high)}"


def times(ratio: float | None) -> str:
    """A ratio around 1: `4.9×`; `–` if it is unknown."""
    if ratio is None:
        return NONE
    return (
        f"{ratio:.0f}×"
        if ratio >= 9.95 or ratio == 0
        else f"{ratio:.1f}×"
        if ratio >= 0.095
        else f"{ratio:.2f}×"
    )


def _number(fraction: float) -> str:
    points = 100 * fraction
    if 0 < points < 0.05:
        return "< 0.1"
    if 99.95 <= points < 100:
        return "> 99.9"
    if points == 0 or 9.95 <= points < 99.5 or points >= 100:
        return f"{points:.0f}"
    return f"{points:.1f}"
