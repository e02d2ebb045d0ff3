"""Scales: from values to places, with round ticks."""

import math
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values `low`–`high` to pixels `start`–`end`; `end` may lie before `start`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The place of a value, to a tenth of a pixel."""
        return round(self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start), 1)


def round_ticks(high: float, about: int = 4) -> list[float]:
    """Round values from 0 up to the first at or above `high`, about `about` steps; [0, 1] where high is not
    above 0."""
    if high <= 0:
        return [0.0, 1.0]
    raw = high / about
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(s * size for s in STEPS if s * size >= raw * (1 - 1e-9))
    return [round(step * i, 12) for i in range(math.ceil(high / step - 1e-9) + 1)]
