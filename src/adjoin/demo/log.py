"""What happened in the world, in the order it happened: columns of plain arrays."""

from dataclasses import dataclass, field

import numpy as np

from adjoin.demo.arrays import Bools, Floats, Ints


@dataclass(slots=True)
class Log:
    """One kind of happening; every entry names an account, a product and further whole numbers."""

    columns: tuple[str, ...]
    _parts: list[tuple[Ints, ...]] = field(default_factory=list)

    def add(self, *values: Ints | Bools | int) -> None:
        """Append happenings: arrays of one length, or single numbers that hold for all of them."""
        size = max(np.size(value) for value in values)
        if size and all(np.size(value) for value in values):
            self._parts.append(
                tuple(np.broadcast_to(np.asarray(value, dtype=np.int64), (size,)) for value in values)
            )

    def table(self) -> dict[str, Ints]:
        """All happenings, one array a column."""
        if not self._parts:
            return {name: np.empty(0, dtype=np.int64) for name in self.columns}
        joined = (np.concatenate(parts) for parts in zip(*self._parts, strict=True))
        return dict(zip(self.columns, joined, strict=True))


@dataclass(frozen=True, slots=True)
class History:
    """The world after its last step.

    `held`, `ill` and `low` are kept for every week (last axis); the logs hold days and weeks as numbers.
    `chance_alone` and `chance_approached` are the true 90-day chances of the cells that are `open`.
    """

    first_day: int  # Monday of week 0
    as_of: int
    held: Bools
    ill: Bools
    low: Bools
    spells: dict[
        str, Ints
    ]  # account, product, day, legacy, approached, effect (of the approach, in thousandths)
    ends: dict[str, Ints]  # account, product, day (last day held)
    renewals: dict[str, Ints]  # account, product, day
    needs: dict[str, Ints]  # account, product, week, until, shown (week, or far ahead), genuine, owned (bits)
    approaches: dict[str, Ints]  # account, product, day
    renews: Ints  # next renewal day of each cell, far ahead where not held
    open: Bools
    chance_alone: Floats
    chance_approached: Floats
    in_need: Bools
    shown_need: Bools
    false_alarm: Bools
    renewal_window: Bools
    tired: Bools

    @property
    def weeks(self) -> int:
        return int(self.held.shape[2])

    def day_of(self, week: Ints) -> Ints:
        """Monday of each week."""
        return self.first_day + 7 * week
