"""A number with its interval as a mark on a short line: for a cell of a table."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Whisker:
    """Places from 0 to 100 along the line. `line`: where a reference value lies, None without one."""

    low: float
    middle: float
    high: float
    line: float | None


def whisker(
    value: float | None,
    bounds: tuple[float | None, float | None],
    ends: tuple[float, float],
    reference: float | None = None,
    *,
    log: bool = False,
) -> Whisker | None:
    """`ends`: the values at both ends; what lies beyond is cut there, an unknown bound reaches the end. None without
    a value. ValueError for ends that do not ascend, or a log scale that does not begin above 0."""
    start, end = ends
    if start >= end or (log and start <= 0):
        raise ValueError(f"a line from {start} to {end} has no length")
    if value is None:
        return None

    def place(number: float) -> float:
        inside = min(max(number, start), end)
        if log:
            return round(100 * math.log(inside / start) / math.log(end / start), 1)
        return round(100 * (inside - start) / (end - start), 1)

    low, high = bounds
    return Whisker(
        low=place(start if low is None else low),
        middle=place(value),
        high=place(end if high is None else high),
        line=None if reference is None else place(reference),
    )
