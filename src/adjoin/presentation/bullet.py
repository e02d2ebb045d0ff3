"""A bullet chart as geometry: a number with its interval, what is typical, the target, and a line to compare with.

After Stephen Few, "Bullet Graph Design Specification" (2006): the measure in front, the band behind it, the target as
an upright.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from adjoin.presentation.scale import STEPS, round_ticks


@dataclass(frozen=True, slots=True)
class Bullet:
    """Places from 0 to 100 along the line; None for what is unknown. `value` is a bar from the left where `bar`, else a
    mark. `start`, `end`: the values at both ends."""

    start: float
    end: float
    bar: bool
    value: float | None
    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    target: float | None
    line: float | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """What to draw: a value, its bounds, the band of what is typical, the target, a line to compare with."""

    value: float | None
    bounds: tuple[float | None, float | None] = (None, None)
    typical: tuple[float | None, float | None] = (None, None)
    target: float | None = None
    line: float | None = None

    def numbers(self) -> list[float]:
        """All that must find a place."""
        every = (self.value, *self.bounds, *self.typical, self.target, self.line)
        return [number for number in every if number is not None]


def from_zero(drawn: Iterable[Drawn]) -> tuple[float, float]:
    """The ends of one line for all of these: from 0 to a round number at or above the highest."""
    return 0.0, round_ticks(max((n for one in drawn for n in one.numbers()), default=1.0))[-1]


def around(drawn: Iterable[Drawn]) -> tuple[float, float]:
    """The ends of one line for all of these that does not begin at 0: for marks, never for bars.

    Both ends are whole steps of a round size.
    """
    numbers = [number for one in drawn for number in one.numbers()] or [0.0, 1.0]
    lowest, highest = min(numbers), max(numbers)
    raw = max(highest - lowest, 0.01) / 4
    size = next(step * 10.0**power for power in range(-4, 15) for step in STEPS if step * 10.0**power >= raw)
    start = size * (lowest // size)
    end = size * -(-highest // size)
    return round(start, 12), round(end if end > start else start + size, 12)


def bullet(drawn: Drawn, ends: tuple[float, float], *, bar: bool = True) -> Bullet:
    """Place what is drawn; what lies beyond an end is cut there. ValueError for ends that do not ascend, and for a bar
    on a line that does not begin at 0, whose length would say nothing."""
    start, end = ends
    if start >= end or (bar and start != 0):
        raise ValueError(f"no bar lies on a line from {start} to {end}")

    def place(number: float | None) -> float | None:
        return (
            None if number is None else round(100 * (min(max(number, start), end) - start) / (end - start), 2)
        )

    return Bullet(
        start=start,
        end=end,
        bar=bar,
        value=place(drawn.value),
        low=place(drawn.bounds[0]),
        high=place(drawn.bounds[1]),
        typical_low=place(drawn.typical[0]),
        typical_high=place(drawn.typical[1]),
        target=place(drawn.target),
        line=place(drawn.line),
    )
