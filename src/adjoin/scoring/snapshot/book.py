"""What the ranking reads: who holds what, who they are, and which accounts belong together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from adjoin.scoring.snapshot.attributes import Attribute, Floats, Group, design, groups, plain


@dataclass(frozen=True)
class Book:
    """`held`: accounts × products, zeros and ones; `root`: group number an account."""

    held: Floats
    attributes: tuple[Attribute, ...]
    root: npt.NDArray[np.int64]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        return groups(self.attributes)

    @cached_property
    def features(self) -> Floats:
        """Products held, groups, ones: accounts × width."""
        accounts = len(self.held)
        ones = np.ones((accounts, 1), np.float32)
        return np.hstack([self.held, design(self.groups, accounts), ones])

    @cached_property
    def plain(self) -> Floats:
        return plain(self.attributes, len(self.held))

    @property
    def categories(self) -> list[int]:
        """Which attributes are categories, by place."""
        return [place for place, attribute in enumerate(self.attributes) if attribute.levels is not None]


def telling(held: Floats) -> npt.NDArray[np.bool_]:
    """Cells that can teach: an account in the book holds something, so one whose only holding is hidden does not look
    like any open cell, and that it holds the hidden one is certain and says nothing."""
    alone: npt.NDArray[np.bool_] = held.sum(axis=1, keepdims=True) < 2
    return ~((held > 0) & alone)
