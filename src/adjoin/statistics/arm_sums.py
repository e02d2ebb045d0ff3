"""What a comparison of means needs of an arm: six sums, no rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ArmSums:
    """Units, and over them Σy, Σy² of what is compared, Σx, Σx², Σxy of what was known before (all 0: nothing was)."""

    of: int
    y: float
    yy: float
    x: float = 0.0
    xx: float = 0.0
    xy: float = 0.0

    def __add__(self, other: ArmSums) -> ArmSums:
        return ArmSums(
            self.of + other.of,
            self.y + other.y,
            self.yy + other.yy,
            self.x + other.x,
            self.xx + other.xx,
            self.xy + other.xy,
        )

    @property
    def spread_y(self) -> float:
        """Σ(y − ȳ)²."""
        return max(self.yy - self.y**2 / self.of, 0.0)

    @property
    def spread_x(self) -> float:
        """Σ(x − x̄)²."""
        return max(self.xx - self.x**2 / self.of, 0.0)

    @property
    def spread_xy(self) -> float:
        """Σ(x − x̄)(y − ȳ)."""
        return self.xy - self.x * self.y / self.of
